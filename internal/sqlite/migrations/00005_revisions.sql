-- +goose Up

-- The revision with which a place, or the events and aggregates of a reading, became what they are. What an
-- older file holds is as new as the file.
ALTER TABLE places ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE readings ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
UPDATE places SET revision = (SELECT n FROM revision);
UPDATE readings SET revision = (SELECT n FROM revision);
CREATE INDEX places_by_revision ON places (revision);
CREATE INDEX readings_by_revision ON readings (revision);

ALTER TABLE changes ADD COLUMN revision INTEGER NOT NULL DEFAULT 0; -- that it made; 0 for what is older than this column
CREATE INDEX changes_by_revision ON changes (revision);

-- +goose Down

DROP INDEX changes_by_revision;
ALTER TABLE changes DROP COLUMN revision;
DROP INDEX readings_by_revision;
DROP INDEX places_by_revision;
ALTER TABLE readings DROP COLUMN revision;
ALTER TABLE places DROP COLUMN revision;
