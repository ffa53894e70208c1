package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLexiconDocs runs the examples of docs/lexicon.md.
func TestLexiconDocs(t *testing.T) {
	t.Parallel()
	runPage(t, "lexicon.md")
}

// runPage runs the examples of a page of docs one after the other, as a shell does, and compares what they
// print. As in the other pages "cat FILE" shows a file that the next ones read, and a line … any number of lines.
func runPage(t *testing.T, name string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	self, err := filepath.Abs(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	dir, bin := t.TempDir(), t.TempDir()
	for link, to := range map[string]string{
		filepath.Join(bin, "retaken"): self, filepath.Join(dir, "data"): filepath.Join(root, "data"), filepath.Join(dir, "internal"): filepath.Join(root, "internal"),
	} {
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
	}
	page := filepath.Join(root, "docs", name)
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	var renewed []string
	for i := 0; i < len(lines); {
		renewed = append(renewed, lines[i])
		command, ok := strings.CutPrefix(lines[i], "$ ")
		i++
		if !ok {
			continue
		}
		end := i
		for !strings.HasPrefix(lines[end], "$ ") && lines[end] != "```" {
			end++
		}
		want := lines[i:end]
		i = end
		if name, ok := strings.CutPrefix(command, "cat "); ok {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(want, "\n")+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			renewed = append(renewed, want...)
			continue
		}
		sh := exec.Command("sh", "-c", command)
		sh.Dir = dir
		sh.Env = append(os.Environ(), "RETAKEN_TEST_MAIN=1", "GOGC=off", "COLUMNS=100", "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, err := sh.CombinedOutput()
		if sh.ProcessState == nil {
			t.Fatal(err)
		}
		got := strings.Split(strings.TrimRight(string(out), "\n"), "\n")
		if len(out) == 0 {
			got = nil
		}
		if !matches(want, got) {
			if !*update {
				t.Errorf("$ %s\nprints\n%s\nwant\n%s", command, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			want = got
		}
		renewed = append(renewed, want...)
	}
	if *update {
		if err := os.WriteFile(page, []byte(strings.Join(renewed, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
