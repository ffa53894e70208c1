-- +goose Up

-- Copies of one text count as one report. story is the first of the articles that are copies of each other, NULL
-- where there is no copy; sketch is how many shingles stand for the text, NULL until that is worked out.
ALTER TABLE articles ADD COLUMN story INTEGER REFERENCES articles (id);
ALTER TABLE articles ADD COLUMN sketch INTEGER;
CREATE INDEX articles_by_story ON articles (story) WHERE story IS NOT NULL;
CREATE INDEX articles_unsketched ON articles (id) WHERE sketch IS NULL;

CREATE TABLE shingles ( -- hashes of runs of words, which stand for the wording of an article
    hash    INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;

-- +goose Down

DROP TABLE shingles;
DROP INDEX articles_unsketched;
DROP INDEX articles_by_story;
ALTER TABLE articles DROP COLUMN sketch;
ALTER TABLE articles DROP COLUMN story;
