package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// figures is what a run of wrk measured.
type figures struct {
	rate     float64 // answers a second
	p50, p99 float64 // milliseconds
}

var (
	rateLine = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	percent  = regexp.MustCompile(`(?m)^\s+(50|99)%\s+([0-9.]+)(us|ms|s|m)\s*$`)
	failures = regexp.MustCompile(`(?m)Non-2xx or 3xx responses: \d+|Socket errors: .*`)
)

// wrk asks one address, or those that a script makes, for so long over so many connections. The script is Lua that
// may use n, a number never given twice in a run of the bench; what it returns is the path.
func wrk(ctx context.Context, dir, root, path, script string, headers []string, connections int, long time.Duration, first int) (figures, error) {
	args := []string{"-t1", "-c" + strconv.Itoa(connections), "-d" + long.String(), "--latency", "--timeout", "10s"}
	for i := 0; i < len(headers); i += 2 {
		args = append(args, "-H", headers[i]+": "+headers[i+1])
	}
	if script != "" {
		file := filepath.Join(dir, "wrk.lua")
		text := "local n = " + strconv.Itoa(first) + "\nlocal function path(n)\n" + script + "\nend\nfunction request() n = n + 1; return wrk.format('GET', path(n)) end\n"
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return figures{}, err
		}
		args = append(args, "-s", file)
	}
	out, err := exec.CommandContext(ctx, "wrk", append(args, root+path)...).CombinedOutput()
	text := string(out)
	if err != nil {
		return figures{}, fmt.Errorf("wrk: %w: %s", err, text)
	}
	if bad := failures.FindString(text); bad != "" {
		return figures{}, fmt.Errorf("wrk of %s: %s", path, strings.TrimSpace(bad))
	}
	var f figures
	if m := rateLine.FindStringSubmatch(text); m != nil {
		f.rate, _ = strconv.ParseFloat(m[1], 64)
	}
	for _, m := range percent.FindAllStringSubmatch(text, -1) {
		v, _ := strconv.ParseFloat(m[2], 64)
		v *= map[string]float64{"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[m[3]]
		if m[1] == "50" {
			f.p50 = v
		} else {
			f.p99 = v
		}
	}
	if f.rate == 0 || f.p99 == 0 {
		return f, fmt.Errorf("wrk says nothing of its measurement: %s", text)
	}
	return f, nil
}
