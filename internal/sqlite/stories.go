package sqlite

import (
	"context"
	"slices"
	"time"

	"retaken/internal/news"
)

// sketchArticles finds the copies of every article that has no sketch yet. It tells whether one of them is a copy.
func sketchArticles(ctx context.Context, t *tx) (copies bool, err error) {
	var waiting []news.Article
	for a, err := range read(ctx, t, "articles", articleInto, "SELECT id, "+articleColumns+" FROM articles WHERE sketch IS NULL ORDER BY id") {
		if err != nil {
			return false, err
		}
		waiting = append(waiting, a)
	}
	for _, a := range waiting {
		found, err := sketchArticle(ctx, t, a)
		if err != nil {
			return false, err
		}
		copies = copies || found
	}
	return copies, nil
}

// likeArticle is an article that has shingles in common with another.
type likeArticle struct {
	id, story, common, sketch int64 // story is its own id where it has no copy yet
	published                 time.Time
}

// mostAlike is how many articles with one shingle are looked at, the last kept first: words that more of them share are those
// of a form, not of a story.
const mostAlike = 8

// sketchArticle keeps the sketch of an article and joins it to the story that it is a copy of, if any.
func sketchArticle(ctx context.Context, t *tx, a news.Article) (copied bool, err error) {
	sketch := a.Sketch()
	common := map[int64]*likeArticle{}
	into := func(l *likeArticle) []any { return []any{&l.id, &l.story, &l.sketch, timeInto{&l.published}} }
	for _, h := range sketch {
		for l, err := range read(ctx, t, "copies", into, `SELECT a.id, coalesce(a.story, a.id), a.sketch, a.published
			FROM shingles s JOIN articles a ON a.id = s.article WHERE s.hash = ? ORDER BY s.article DESC LIMIT ?`, h, mostAlike) {
			if err != nil {
				return false, err
			}
			if common[l.id] == nil {
				common[l.id] = &l
			}
			common[l.id].common++
		}
	}
	story := a.ID
	var stories []int64
	for _, l := range common {
		if news.Copied(int(l.common), int(l.sketch), len(sketch), l.published, a.Published) {
			stories = append(stories, l.story)
			story = min(story, l.story)
		}
	}
	for _, h := range sketch {
		if _, err := t.ExecContext(ctx, "INSERT OR IGNORE INTO shingles VALUES (?, ?)", h, a.ID); err != nil {
			return false, err
		}
	}
	if _, err := t.ExecContext(ctx, "UPDATE articles SET sketch = ? WHERE id = ?", len(sketch), a.ID); err != nil {
		return false, err
	}
	if stories == nil {
		return false, nil
	}
	slices.Sort(stories)
	for _, s := range append(slices.Compact(stories), a.ID) {
		if _, err := t.ExecContext(ctx, "UPDATE articles SET story = ?1 WHERE (id = ?2 OR story = ?2) AND story IS NOT ?1", story, s); err != nil {
			return false, err
		}
	}
	_, err = t.ExecContext(ctx, "UPDATE readings SET revision = ? WHERE article IN (SELECT id FROM articles WHERE story = ?)", t.revision, story)
	return err == nil, err
}
