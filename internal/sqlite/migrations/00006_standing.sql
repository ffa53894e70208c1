-- +goose Up

ALTER TABLE events ADD COLUMN standing INTEGER NOT NULL DEFAULT 0 CHECK (standing = 0 OR standing = 1); -- tells who holds the place, not that it changed hands

-- +goose Down

ALTER TABLE events DROP COLUMN standing;
