// Command bench measures the server as it is used: the program itself on a database of 33,000 places and 100,000
// events, its log in a file, asked by wrk over one thread and eight connections, with nginx serving the same bytes in
// the same run; then ogr2ogr page by page, a hostile mix of queries, and the memory that all this took. docs/performance.md says how to
// read what it prints.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"time"
)

type bench struct {
	rounds  int
	long    time.Duration
	only    *regexp.Regexp
	queries int
	dir     string

	server  *program
	nginxes []*program // with one worker, and with as many as Debian starts
	seed    int
}

func main() {
	var b bench
	only := flag.String("only", "", "measure only rows whose name fits this regular expression")
	binary := flag.String("binary", "", "program to measure; built from the source when it is not given")
	flag.IntVar(&b.rounds, "rounds", 5, "how often every row is measured; the table has the medians")
	flag.DurationVar(&b.long, "for", 3*time.Second, "how long every row is measured each time")
	flag.IntVar(&b.queries, "queries", 200_000, "size of the hostile mix")
	into := flag.String("fill", "", "make a database in that file and measure nothing")
	articles := flag.Int("articles", manyArticles, "articles of that database, of three reports each")
	flag.StringVar(&b.dir, "dir", filepath.Join(os.TempDir(), "retaken-bench"), "folder for the database, the logs and what nginx serves")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	if *into != "" {
		_, err = fill(ctx, *into, *articles)
	} else if b.only, err = regexp.Compile(*only); err == nil {
		err = b.run(ctx, *binary)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(ctx context.Context, binary string) (err error) {
	if err := missing(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(b.dir, "www"), 0o755); err != nil {
		return err
	}
	if binary == "" {
		binary = filepath.Join(b.dir, "retaken")
		if out, err := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", binary, "./cmd/retaken").CombinedOutput(); err != nil {
			return fmt.Errorf("building the program: %w: %s", err, out)
		}
	}
	db := filepath.Join(b.dir, "bench.db")
	points, err := fill(ctx, db, manyArticles)
	if err != nil {
		return err
	}
	if b.server, err = serve(ctx, binary, db, b.dir); err != nil {
		return err
	}
	defer b.server.stop()
	for _, workers := range []string{"1", "auto"} {
		n, err := nginx(ctx, b.dir, workers)
		if err != nil {
			return err
		}
		defer n.stop()
		b.nginxes = append(b.nginxes, n)
	}
	atStart, err := b.server.peak()
	if err != nil {
		return err
	}
	rows, err := b.measure(ctx, measures(points))
	if err != nil {
		return err
	}
	table(os.Stdout, rows)
	if b.only.MatchString("ogr2ogr") {
		if err := b.copy(ctx); err != nil {
			return err
		}
	}
	measured, err := b.server.peak()
	if err != nil {
		return err
	}
	fmt.Printf("Most memory held (VmHWM): %.0f MB after the start, %.0f MB after what is above; wanted 400, %s.\n", atStart, measured, reached(measured <= 400))
	if b.queries == 0 {
		return nil
	}
	if err := b.hostile(ctx, points); err != nil {
		return err
	}
	most, err := b.server.peak()
	if err == nil {
		fmt.Printf("Most memory held with the hostile mix: %.0f MB; wanted 400, %s.\n", most, reached(most <= 400))
	}
	return err
}
