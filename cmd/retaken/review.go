package main

import (
	"context"
	"errors"
	"fmt"
	"os/user"
	"strings"
	"time"
	"unicode/utf8"

	"retaken/internal/geo"
	"retaken/internal/sqlite"
)

// maxOpen is how many suggestions may wait for review.
const maxOpen = 10_000

// suggest is what keeps the suggestions that the server takes, nil when it is to take none.
func (c serveCmd) suggest(e *env, db *sqlite.DB) (func(context.Context, geo.Suggestion) error, error) {
	if !c.Suggestions {
		return nil, nil
	}
	if err := db.CanWrite(e.ctx); err != nil {
		return nil, fmt.Errorf("with --suggestions the database must be writable: %w", err)
	}
	return func(ctx context.Context, s geo.Suggestion) error {
		_, err := db.PutSuggestion(ctx, s, maxOpen)
		return err
	}, nil
}

type reviewCmd struct {
	List   reviewList   `cmd:"" help:"List the suggestions that wait for review, the oldest first."`
	Show   reviewShow   `cmd:"" help:"Show one suggestion with everything that is known about it."`
	Accept reviewAccept `cmd:"" help:"Agree to a suggestion. When a second editor agrees, it is carried out."`
	Reject reviewReject `cmd:"" help:"Reject a suggestion."`
}

type reviewList struct {
	dbFlag
	listFlags
	All bool `help:"Also those that are accepted or rejected."`
}

// Run prints the suggestions.
func (c reviewList) Run(e *env) error {
	return c.review(e, func(db *sqlite.DB, g *geo.Gazetteer) error {
		n := 0
		for s, err := range db.Suggestions(e.ctx, c.All) {
			if err != nil {
				return err
			}
			if n > 0 && !c.JSON {
				fmt.Fprintln(e.out)
			}
			n++
			if err := (reviewed{s, g}).print(e, c.JSON); err != nil {
				return err
			}
		}
		if n == 0 && !c.JSON {
			fmt.Fprintln(e.out, "no suggestion waits for review")
		}
		return nil
	})
}

type reviewShow struct {
	dbFlag
	listFlags
	ID int64 `arg:"" help:"Number of the suggestion, as the list shows it."`
}

// Run prints the suggestion.
func (c reviewShow) Run(e *env) error {
	return c.review(e, func(db *sqlite.DB, g *geo.Gazetteer) error {
		s, err := db.Suggestion(e.ctx, geo.SuggestionID(c.ID))
		if err != nil {
			return unjudged(c.ID, err)
		}
		return (reviewed{s, g}).print(e, c.JSON)
	})
}

// review opens the database with its gazetteer, runs do and closes it.
func (f dbFlag) review(e *env, do func(*sqlite.DB, *geo.Gazetteer) error) error {
	if err := f.mustExist(); err != nil {
		return err
	}
	db, err := f.open(e, true)
	if err != nil {
		return err
	}
	g, err := geo.NewGazetteer(db.Places(e.ctx))
	if err == nil {
		err = do(db, g)
	}
	return errors.Join(err, db.Close())
}

// editorFlag is the name under which an editor judges.
type editorFlag struct {
	As string `help:"Your name. Default: the name that you are logged in with." placeholder:"NAME"`
}

// verdict is the editor's.
func (f editorFlag) verdict(agrees bool, why string) (geo.Verdict, error) {
	v := geo.Verdict{At: time.Now().UTC(), Editor: strings.Join(strings.Fields(f.As), " "), Agrees: agrees, Why: strings.TrimSpace(why)}
	if f.As == "" {
		if u, err := user.Current(); err == nil {
			v.Editor = u.Username
		}
	}
	switch {
	case v.Editor == "":
		return v, misusef("nobody can tell who you are; say it with --as NAME")
	case utf8.RuneCountInString(v.Editor) > longestName || v.Editor != plain(v.Editor) || !utf8.ValidString(v.Editor):
		return v, misusef("--as %s is no name; want at most %d letters on one line", firstWords(plain(v.Editor)), longestName)
	}
	return v, nil
}

type reviewReject struct {
	dbFlag
	editorFlag
	listFlags
	ID  int64  `arg:"" help:"Number of the suggestion, as the list shows it."`
	Why string `required:"" help:"Why, for the record." placeholder:"TEXT"`
}

// Run rejects the suggestion.
func (c reviewReject) Run(e *env) error {
	v, err := c.verdict(false, c.Why)
	if err != nil {
		return err
	}
	if v.Why == "" {
		return misusef("--why is empty; say why, for the record")
	}
	return c.review(e, func(db *sqlite.DB, g *geo.Gazetteer) error {
		s, err := db.Judge(e.ctx, geo.SuggestionID(c.ID), v)
		if err != nil {
			return unjudged(c.ID, err)
		}
		if c.JSON {
			return (reviewed{s, g}).print(e, true)
		}
		fmt.Fprintf(e.out, "rejected suggestion %d, %s: %s\n", c.ID, reviewed{s, g}.title(), plain(v.Why))
		return nil
	})
}

// unjudged says why a suggestion could not be judged.
func unjudged(id int64, err error) error {
	switch {
	case errors.Is(err, geo.ErrNotFound):
		return misusef("there is no suggestion %d; the numbers are in: retaken review list", id)
	case errors.Is(err, sqlite.ErrJudged):
		return misusef("suggestion %d is judged already; see retaken review show %d", id, id)
	case errors.Is(err, sqlite.ErrAgreed):
		return misusef("you have agreed to suggestion %d already; a second editor has to agree, with another name in --as", id)
	case errors.Is(err, geo.ErrChanged):
		return errors.New("somebody else changed the same place at this moment; nothing is changed, try again")
	}
	return stopped(err)
}
