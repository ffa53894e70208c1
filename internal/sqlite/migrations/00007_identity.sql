-- +goose Up

-- When the revision was committed, so that whoever serves the file can tell how old its data is, also after a restart.
ALTER TABLE revision ADD COLUMN at TEXT NOT NULL DEFAULT '1970-01-01T00:00:00Z';
UPDATE revision SET at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now');

-- What tells this file from every other, whatever their revisions.
INSERT INTO meta VALUES ('store', lower(hex(randomblob(8))));

-- +goose Down

DELETE FROM meta WHERE key = 'store';
ALTER TABLE revision DROP COLUMN at;
