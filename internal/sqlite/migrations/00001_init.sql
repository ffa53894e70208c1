-- +goose Up

-- What is unknown is '' where it is text, 0 where a number counts something, and NULL where it is a
-- time or a reference. Days are YYYY-MM-DD, instants RFC 3339 with Z; both are UTC. Coordinates are
-- degrees on WGS 84. Spans are half-open ranges of articles.text: *_byte counts bytes of its UTF-8 form,
-- *_rune counts code points, as substr() does. Constraints are named by what they ask for, because the
-- name is what a person reads when one is broken.

-- The file is marked as ours by its application id (PRAGMA application_id), which is set before the first
-- table is made.

CREATE TABLE revision (n INTEGER NOT NULL) STRICT; -- one row; grows with every committed change of the tables below, meta excepted
INSERT INTO revision VALUES (0);

CREATE TABLE meta ( -- small facts about the file itself
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE places ( -- the gazetteer
    id            INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, whatever happens to the row
    ref           TEXT NOT NULL UNIQUE CONSTRAINT "it needs a reference" CHECK (ref <> ''),
    name          TEXT NOT NULL CONSTRAINT "it needs a name" CHECK (name <> ''),
    name_uk       TEXT NOT NULL,
    name_ru       TEXT NOT NULL,
    aliases       TEXT NOT NULL CHECK (json_type(aliases) = 'array'), -- [{"text", "lang", "kind"}]
    kind          TEXT NOT NULL CONSTRAINT "kind must be settlement, region, district, country, island, facility, river or sea"
                  CHECK (kind = 'settlement' OR kind = 'region' OR kind = 'district' OR kind = 'country' OR kind = 'island' OR kind = 'facility' OR kind = 'river' OR kind = 'sea'),
    oblast        TEXT NOT NULL, -- ISO 3166-2
    raion         TEXT NOT NULL,
    population    INTEGER NOT NULL CONSTRAINT "population must not be negative" CHECK (population >= 0),
    lon           REAL NOT NULL CONSTRAINT "longitude must lie between -180 and 180" CHECK (lon BETWEEN -180 AND 180),
    lat           REAL NOT NULL CONSTRAINT "latitude must lie between -90 and 90" CHECK (lat BETWEEN -90 AND 90),
    uncertainty_m REAL NOT NULL CONSTRAINT "uncertainty must not be negative" CHECK (uncertainty_m >= 0)
) STRICT;

CREATE TABLE articles ( -- as published; never changed once kept
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    ref         TEXT NOT NULL UNIQUE CONSTRAINT "it needs a reference" CHECK (ref <> ''),
    url         TEXT NOT NULL,
    source      TEXT NOT NULL, -- publisher
    title       TEXT NOT NULL,
    lang        TEXT NOT NULL,
    published   TEXT CONSTRAINT "published must be a time between the years 1 and 9999"
                CHECK (published IS NULL OR datetime(published) IS NOT NULL),
    ingested_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    text        TEXT NOT NULL -- last, so that the columns before it are read without it
) STRICT;

CREATE TABLE readings ( -- which version of the rules read an article last
    article INTEGER PRIMARY KEY REFERENCES articles (id),
    rules   TEXT NOT NULL -- fingerprint of the rules
) STRICT;

CREATE TABLE mentions ( -- place names in an article, in the order of the reading
    article    INTEGER NOT NULL REFERENCES readings (article),
    seq        INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL CHECK (0 <= start_byte AND start_byte <= end_byte),
    surface    TEXT NOT NULL,
    state      TEXT NOT NULL CONSTRAINT "state must be resolved, ambiguous or unknown"
               CHECK (state = 'resolved' OR state = 'ambiguous' OR state = 'unknown'),
    place      INTEGER REFERENCES places (id),
    candidates TEXT NOT NULL CHECK (json_type(candidates) = 'array'), -- ids of places, likeliest first
    PRIMARY KEY (article, seq),
    CONSTRAINT "a mention has a place if it is resolved, and only then" CHECK ((state = 'resolved') = (place IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_place ON mentions (place) WHERE place IS NOT NULL;

CREATE TABLE events ( -- reports that control of a place changed; publisher, title, address and quote are the article's
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    ref         TEXT NOT NULL UNIQUE CONSTRAINT "it needs a reference" CHECK (ref <> ''),
    article     INTEGER NOT NULL REFERENCES readings (article),
    kind        TEXT NOT NULL CONSTRAINT "kind must be liberation, capture, withdrawal, advance or contested"
                CHECK (kind = 'liberation' OR kind = 'capture' OR kind = 'withdrawal' OR kind = 'advance' OR kind = 'contested'),
    by_side     TEXT NOT NULL CONSTRAINT "by must be UA, RU or empty" CHECK (by_side = 'UA' OR by_side = 'RU' OR by_side = ''),
    from_side   TEXT NOT NULL CONSTRAINT "from must be UA, RU or empty" CHECK (from_side = 'UA' OR from_side = 'RU' OR from_side = ''),
    by_detail   TEXT NOT NULL,
    status      TEXT NOT NULL CONSTRAINT "status must be confirmed, claimed, contested, denied or retracted"
                CHECK (status = 'confirmed' OR status = 'claimed' OR status = 'contested' OR status = 'denied' OR status = 'retracted'),
    place       INTEGER NOT NULL REFERENCES places (id),
    day         TEXT CONSTRAINT "day must lie between the years 1 and 9999" CHECK (day IS date(day)), -- first possible day
    precision   TEXT NOT NULL CONSTRAINT "precision must be day, week, month, year or empty"
                CHECK (precision = 'day' OR precision = 'week' OR precision = 'month' OR precision = 'year' OR precision = ''),
    basis       TEXT NOT NULL CONSTRAINT "basis must be event, report, published or empty"
                CHECK (basis = 'event' OR basis = 'report' OR basis = 'published' OR basis = ''),
    background  INTEGER NOT NULL CHECK (background = 0 OR background = 1), -- told as history
    attribution TEXT NOT NULL, -- as it stands in the text
    side        TEXT NOT NULL CONSTRAINT "side of the source must be UA, RU, third, media or empty"
                CHECK (side = 'UA' OR side = 'RU' OR side = 'third' OR side = 'media' OR side = ''),
    rank        INTEGER NOT NULL CONSTRAINT "rank must lie between 0 and 5" CHECK (rank BETWEEN 0 AND 5), -- 0: not ranked
    start_byte  INTEGER NOT NULL, -- the evidence, as are the three below
    end_byte    INTEGER NOT NULL CHECK (0 <= start_byte AND start_byte <= end_byte),
    start_rune  INTEGER NOT NULL,
    end_rune    INTEGER NOT NULL CHECK (0 <= start_rune AND start_rune <= end_rune),
    rule        TEXT NOT NULL, -- of extraction
    confidence  REAL NOT NULL CONSTRAINT "confidence must lie between 0 and 1" CHECK (confidence BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX events_by_place ON events (place);
CREATE INDEX events_by_article ON events (article);

CREATE TABLE aggregates ( -- claims about ground or a number of places that name none, in the order of the reading
    article     INTEGER NOT NULL REFERENCES readings (article),
    seq         INTEGER NOT NULL,
    type        TEXT NOT NULL CONSTRAINT "type must be settlements or area_km2" CHECK (type = 'settlements' OR type = 'area_km2'),
    value       REAL NOT NULL, -- settlements, or square kilometres
    qualifier   TEXT NOT NULL,
    place       INTEGER REFERENCES places (id), -- the region meant
    by_side     TEXT NOT NULL CONSTRAINT "by must be UA, RU or empty" CHECK (by_side = 'UA' OR by_side = 'RU' OR by_side = ''),
    status      TEXT NOT NULL CONSTRAINT "status must be confirmed, claimed, contested, denied or retracted"
                CHECK (status = 'confirmed' OR status = 'claimed' OR status = 'contested' OR status = 'denied' OR status = 'retracted'),
    day         TEXT CONSTRAINT "day must lie between the years 1 and 9999" CHECK (day IS date(day)),
    precision   TEXT NOT NULL CONSTRAINT "precision must be day, week, month, year or empty"
                CHECK (precision = 'day' OR precision = 'week' OR precision = 'month' OR precision = 'year' OR precision = ''),
    basis       TEXT NOT NULL CONSTRAINT "basis must be event, report, published or empty"
                CHECK (basis = 'event' OR basis = 'report' OR basis = 'published' OR basis = ''),
    attribution TEXT NOT NULL, -- from here on as in events
    side        TEXT NOT NULL CONSTRAINT "side of the source must be UA, RU, third, media or empty"
                CHECK (side = 'UA' OR side = 'RU' OR side = 'third' OR side = 'media' OR side = ''),
    rank        INTEGER NOT NULL CONSTRAINT "rank must lie between 0 and 5" CHECK (rank BETWEEN 0 AND 5),
    start_byte  INTEGER NOT NULL,
    end_byte    INTEGER NOT NULL CHECK (0 <= start_byte AND start_byte <= end_byte),
    start_rune  INTEGER NOT NULL,
    end_rune    INTEGER NOT NULL CHECK (0 <= start_rune AND start_rune <= end_rune),
    rule        TEXT NOT NULL,
    confidence  REAL NOT NULL CONSTRAINT "confidence must lie between 0 and 1" CHECK (confidence BETWEEN 0 AND 1),
    PRIMARY KEY (article, seq)
) STRICT, WITHOUT ROWID;

-- +goose Down

DROP TABLE aggregates;
DROP TABLE events;
DROP TABLE mentions;
DROP TABLE readings;
DROP TABLE articles;
DROP TABLE places;
DROP TABLE meta;
DROP TABLE revision;
