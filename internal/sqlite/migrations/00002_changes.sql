-- +goose Up

CREATE TABLE changes ( -- what editors did to the gazetteer; rows are only ever added
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT NOT NULL CONSTRAINT "it needs a time between the years 1 and 9999" CHECK (datetime(at) IS NOT NULL),
    action TEXT NOT NULL CONSTRAINT "it needs an action" CHECK (action <> ''),
    reason TEXT NOT NULL,
    undoes INTEGER REFERENCES changes (id)
) STRICT;

CREATE TABLE changed_places ( -- the places of a change, each whole: {"id", "ref", "name", ...}
    change INTEGER NOT NULL REFERENCES changes (id),
    seq    INTEGER NOT NULL,
    before TEXT CHECK (before IS NULL OR json_valid(before)), -- NULL: it was added
    after  TEXT CHECK (after IS NULL OR json_valid(after)),   -- NULL: it was removed
    PRIMARY KEY (change, seq),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- +goose StatementBegin
CREATE TRIGGER changes_keep BEFORE DELETE ON changes BEGIN SELECT raise(ABORT, 'the log of changes is never cut'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER changes_stay BEFORE UPDATE ON changes BEGIN SELECT raise(ABORT, 'the log of changes is never rewritten'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER changed_places_keep BEFORE DELETE ON changed_places BEGIN SELECT raise(ABORT, 'the log of changes is never cut'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER changed_places_stay BEFORE UPDATE ON changed_places BEGIN SELECT raise(ABORT, 'the log of changes is never rewritten'); END;
-- +goose StatementEnd

-- +goose Down

DROP TABLE changed_places;
DROP TABLE changes;
