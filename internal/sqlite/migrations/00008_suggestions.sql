-- +goose Up

-- What readers of the map suggest to its editors. Nothing of it is served, and nothing in it tells who sent it; it does
-- not count as a revision until it is carried out.
CREATE TABLE suggestions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        TEXT NOT NULL CONSTRAINT "it needs a time between the years 1 and 9999" CHECK (datetime(at) IS NOT NULL),
    kind      TEXT NOT NULL CONSTRAINT "kind must be place, report or correction"
              CHECK (kind = 'place' OR kind = 'report' OR kind = 'correction'),
    place     INTEGER, -- id of the known place; no reference, because an editor may remove that meanwhile
    name      TEXT NOT NULL,
    name_uk   TEXT NOT NULL,
    also      TEXT NOT NULL, -- one more name
    lon       REAL CONSTRAINT "longitude must lie between -180 and 180" CHECK (lon BETWEEN -180 AND 180),
    lat       REAL CONSTRAINT "latitude must lie between -90 and 90" CHECK (lat BETWEEN -90 AND 90),
    why       TEXT NOT NULL, -- what is wrong; of a correction
    control   TEXT NOT NULL CONSTRAINT "control must be UA, RU or contested, and empty in a correction"
              CHECK (CASE kind WHEN 'correction' THEN control = '' ELSE control = 'UA' OR control = 'RU' OR control = 'contested' END),
    day       TEXT CONSTRAINT "day must lie between the years 1 and 9999" CHECK (day IS date(day)), -- of the event
    published TEXT CONSTRAINT "published must lie between the years 1 and 9999" CHECK (published IS date(published)),
    quote     TEXT NOT NULL CONSTRAINT "it needs a quote, unless it is a correction" CHECK ((kind = 'correction') = (quote = '')),
    publisher TEXT NOT NULL,
    url       TEXT NOT NULL,
    state     TEXT NOT NULL DEFAULT 'open' CONSTRAINT "state must be open, accepted or rejected"
              CHECK (state = 'open' OR state = 'accepted' OR state = 'rejected'),
    CONSTRAINT "it needs the number of its place, unless that is new" CHECK ((kind = 'place') = (place IS NULL)),
    CONSTRAINT "a new place needs a position" CHECK (kind <> 'place' OR lon IS NOT NULL),
    CONSTRAINT "a position has longitude and latitude" CHECK ((lon IS NULL) = (lat IS NULL))
) STRICT;
CREATE INDEX suggestions_open ON suggestions (id) WHERE state = 'open';

CREATE TABLE verdicts ( -- what editors say of a suggestion, in their order; each has one
    suggestion INTEGER NOT NULL REFERENCES suggestions (id),
    seq        INTEGER NOT NULL,
    at         TEXT NOT NULL CONSTRAINT "it needs a time between the years 1 and 9999" CHECK (datetime(at) IS NOT NULL),
    editor     TEXT NOT NULL CONSTRAINT "it needs the name of an editor" CHECK (editor <> ''),
    agrees     INTEGER NOT NULL CHECK (agrees = 0 OR agrees = 1),
    why        TEXT NOT NULL,
    PRIMARY KEY (suggestion, seq)
) STRICT, WITHOUT ROWID;

-- +goose Down

DROP TABLE verdicts;
DROP TABLE suggestions;
