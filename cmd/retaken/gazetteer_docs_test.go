package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "renew the outputs in docs/gazetteer.md")

// TestGazetteerDocs runs the examples of docs/gazetteer.md one after the other and compares what they print. In the
// page "cat FILE" shows a file that the next ones read, and a line … any number of lines.
func TestGazetteerDocs(t *testing.T) {
	t.Parallel()
	page, err := filepath.Abs(filepath.Join("..", "..", "docs", "gazetteer.md"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var renewed []string
	lines := strings.Split(string(text), "\n")
	for i := 0; i < len(lines); {
		line := lines[i]
		renewed = append(renewed, line)
		i++
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		end := i
		for !strings.HasPrefix(lines[end], "$ ") && lines[end] != "```" {
			end++
		}
		want := lines[i:end]
		i = end
		args := shellWords(command)
		if args[0] == "cat" {
			if err := os.WriteFile(filepath.Join(dir, args[1]), []byte(strings.Join(want, "\n")+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			renewed = append(renewed, want...)
			continue
		}
		var out strings.Builder
		cmd := exec.Command(os.Args[0])
		cmd.Args, cmd.Dir, cmd.Stdout, cmd.Stderr = args, dir, &out, &out
		cmd.Env = append(os.Environ(), "RETAKEN_TEST_MAIN=1", "GOGC=off")
		if err := cmd.Run(); cmd.ProcessState == nil {
			t.Fatal(err)
		}
		got := strings.Split(strings.TrimSuffix(logged.ReplaceAllString(out.String(), "2022-09-12 08:00:00"), "\n"), "\n")
		if out.Len() == 0 {
			got = nil
		}
		if matches(want, got) {
			renewed = append(renewed, want...)
			continue
		}
		if i := slices.Index(want, "…"); i >= 0 && i <= len(got) && matches(want[i:], got[i:]) {
			got = slices.Concat(got[:i], want[i:]) // what is left out stays so
		}
		renewed = append(renewed, got...)
		if !*update {
			t.Errorf("$ %s\nprints\n%s\nwant\n%s", command, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if *update {
		if err := os.WriteFile(page, []byte(strings.Join(renewed, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// logged is the time of a change.
var logged = regexp.MustCompile(`20\d\d-\d\d-\d\d \d\d:\d\d:\d\d`)

// matches tells whether lines are as wanted, where … stands for any number of them.
func matches(want, got []string) bool {
	if i := slices.Index(want, "…"); i >= 0 {
		if len(got) < i || !slices.Equal(want[:i], got[:i]) {
			return false
		}
		for n := i; n <= len(got); n++ {
			if matches(want[i+1:], got[n:]) {
				return true
			}
		}
		return false
	}
	return slices.Equal(want, got)
}

// shellWords splits a command as a shell does, as far as the page needs it.
func shellWords(command string) (out []string) {
	for _, m := range regexp.MustCompile(`'([^']*)'|(\S+)`).FindAllStringSubmatch(command, -1) {
		out = append(out, m[1]+m[2])
	}
	return out
}
