package main

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	"retaken/data"
	"retaken/internal/atlas"
	"retaken/internal/publish"
	"retaken/internal/web"
)

type publishCmd struct {
	dbFlag
	articleTextFlag
	rasterFlags
	Dir    string   `arg:"" help:"Folder to write. One that was published before is replaced as a whole."`
	Format []string `help:"Formats in which every collection is written beside GeoJSON, such as csv, kml." placeholder:"NAME" default:"csv,fgb,gpkg" env:"-"`
	Areas  string   `help:"Of which days to write the ground: every day on which it changed, the last change of each week, none, or auto for days while they take less than about 300 MB." enum:"auto,day,week,none" default:"auto" env:"-"`
	From   string   `help:"First day that the map shows." placeholder:"YYYY-MM-DD" env:"-"`
	To     string   `help:"Last day that the map shows." placeholder:"YYYY-MM-DD" env:"-"`
	Tiles  bool     `help:"Write vector tiles as one PMTiles file." default:"true" negatable:"" env:"-"`
	Gzip   bool     `help:"Write a compressed file beside each, for servers that look for one." env:"-"`
	Assets string   `help:"Folder with a built front end to use instead of the built-in one." type:"existingdir" placeholder:"DIR"`
	Title  string   `help:"Title of the site." default:"Recaptured territory"`
}

// Run writes the whole site as files.
func (c publishCmd) Run(e *env) error {
	from, to, err := c.days()
	if err != nil {
		return err
	}
	if err := c.mustExist(); err != nil {
		return err
	}
	db, err := c.open(e, true)
	if err != nil {
		return err
	}
	defer db.Close()
	keeper, err := e.keeper(db, e.log)
	if err != nil {
		return err
	}
	look := &reader{env: e, db: db, keeper: keeper}
	front := serveCmd{Assets: c.Assets}.assets()
	srv, err := web.New(web.Config{
		Atlas: keeper, Assets: front, Basemap: data.FS, Title: c.Title, Version: Version, Attribution: data.Attribution,
		Copy: true, Article: look.explain, WholeArticles: c.ArticleText == wholeText,
		RasterTiles: c.raster(), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return misused{err}
	}
	var tiles func(io.Writer) error
	if c.Tiles {
		t, err := tilesOf(keeper.Atlas(), atlas.Query{}, 0, highestZoom, append(atlas.Drawn, atlas.Places)...)
		if err != nil {
			return err
		}
		tiles = func(w io.Writer) error { return t.write(e, w) }
	}
	bar := newProgress(e, "publishing", false)
	defer bar.finish()
	site := publish.Site{
		Handler: srv, Assets: front, Version: Version, Areas: publish.Areas(c.Areas), Formats: c.Format, From: from, To: to, Gzip: c.Gzip, Tiles: tiles,
		Progress: func(done, all int) {
			bar.most = int64(all)
			bar.add(done - int(bar.done))
		},
	}
	report, err := site.Write(e.ctx, c.Dir)
	if err != nil {
		return err
	}
	ground := "without areas"
	if report.Areas != publish.Never {
		ground = "areas of " + counted(report.Days, "day")
	}
	fmt.Fprintf(e.out, "%s: %s, %.1f MB, %s\n", plain(c.Dir), counted(report.Files, "file"), float64(report.Bytes)/1e6, ground)
	return nil
}

// days are the first and the last day of the map, zero where there is no limit.
func (c publishCmd) days() (from, to time.Time, err error) {
	for _, f := range []struct {
		flag, given string
		into        *time.Time
	}{{"--from", c.From, &from}, {"--to", c.To, &to}} {
		if f.given == "" {
			continue
		}
		if *f.into, err = pastDay(f.flag, f.given); err != nil {
			return from, to, err
		}
	}
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		return from, to, misusef("--from %s is after --to %s: the earlier day comes first", c.From, c.To)
	}
	return from, to, nil
}
