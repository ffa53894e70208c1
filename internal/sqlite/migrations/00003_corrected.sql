-- +goose Up

-- 1 when the name is misspelt in the article and was read as the place all the same.
ALTER TABLE mentions ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0 CHECK (corrected = 0 OR corrected = 1);

-- +goose Down

ALTER TABLE mentions DROP COLUMN corrected;
