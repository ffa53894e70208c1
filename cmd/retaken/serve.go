package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"sync"
	"syscall"
	"time"

	"retaken/data"
	"retaken/internal/web"
	assets "retaken/web"
)

type serveCmd struct {
	dbFlag
	articleTextFlag
	rasterFlags
	Addr       string        `help:"Address to listen on; port 0 takes a free one." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	BaseURL    string        `help:"Public address when a proxy stands before the server, such as https://example.org/map." placeholder:"URL" name:"base-url"`
	TrustProxy bool          `help:"Believe the Forwarded and X-Forwarded-* headers of a proxy."`
	Assets     string        `help:"Folder with a built front end to use instead of the built-in one." type:"existingdir" placeholder:"DIR"`
	Title      string        `help:"Title of the site." default:"Recaptured territory"`
	Every      time.Duration `help:"How often to look for new articles." default:"1s"`

	Suggestions bool `help:"Let readers suggest places, reports and corrections. Nothing of it is shown before two editors have agreed; see retaken review."`
}

// Run serves until it is interrupted.
func (c serveCmd) Run(e *env) error {
	limitMemory(memoryLimit)
	log := slog.New(slog.NewTextHandler(e.err, nil))
	db, err := c.open(e, true)
	if err != nil {
		return err
	}
	defer db.Close()
	l, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return listenError(c.Addr, err)
	}
	defer l.Close()
	keeper, err := e.keeper(db, log)
	if err != nil {
		return err
	}
	limitMemory(limitFor())
	suggest, err := c.suggest(e, db)
	if err != nil {
		return err
	}
	look := &reader{env: e, db: db, keeper: keeper}
	srv, err := web.New(web.Config{
		Atlas: keeper, Assets: c.assets(), Basemap: data.FS, Title: c.Title, Version: Version, Attribution: data.Attribution,
		BaseURL: c.BaseURL, TrustProxy: c.TrustProxy, RasterTiles: c.raster(), Log: log, Search: look.find, Article: look.explain, WholeArticles: c.ArticleText == wholeText, Suggest: suggest,
	})
	if err != nil {
		return misused{err}
	}
	fmt.Fprintf(e.out, "listening on http://%s\n", l.Addr())
	var watch sync.WaitGroup
	watch.Go(func() { keeper.Watch(e.ctx, c.Every) })
	defer watch.Wait()
	return srv.Serve(e.ctx, l)
}

func (c serveCmd) assets() fs.FS {
	if c.Assets != "" {
		return os.DirFS(c.Assets)
	}
	return assets.Dist()
}

func listenError(addr string, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("listening on %s: the port is in use; choose another with --addr, or :0 for a free one", addr)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("listening on %s: not permitted; choose a port above 1023 with --addr", addr)
	}
	return misusef("listening on %s: %w; want HOST:PORT such as 127.0.0.1:8080", addr, err)
}
