package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// patience is how long a command may be silent before it shows how far it is.
const patience = 2 * time.Second

// progress shows how far something long has come, on standard error if that is a terminal.
type progress struct {
	what  string
	most  int64
	done  int64
	file  *os.File // nil to show nothing
	since time.Time
	bar   *progressbar.ProgressBar
}

func newProgress(e *env, what string, quiet bool) *progress {
	p := &progress{what: what, since: time.Now()}
	if f, ok := e.err.(*os.File); ok && !quiet {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.file = f
		}
	}
	return p
}

// add counts what is done.
func (p *progress) add(n int) {
	p.done += int64(n)
	if p.file == nil || time.Since(p.since) < patience {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions64(max(p.most, 1),
			progressbar.OptionSetWriter(p.file), progressbar.OptionSetDescription(plain(p.what)),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	_ = p.bar.Set64(min(p.done, max(p.most, 1))) // a bar that cannot be drawn is no reason to stop
}

// finish takes the bar away.
func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
