package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"retaken/internal/geo"
	"retaken/internal/sqlite"
)

// suggestTo is the script command "suggest DB FILE": it keeps suggestions, one a line of JSON, as the server does.
func suggestTo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: suggest DB FILE")
	}
	text, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	db, err := sqlite.Open(context.Background(), ts.MkAbs(args[0]))
	ts.Check(err)
	for line := range strings.Lines(string(text)) {
		var s struct {
			geo.Suggestion
			Ref string // of the place, whose number differs from database to database
		}
		ts.Check(json.Unmarshal([]byte(line), &s))
		for p, err := range db.Places(context.Background()) {
			ts.Check(err)
			if s.Ref != "" && p.Ref == s.Ref {
				s.Place = p.ID
			}
		}
		if problems := s.Clean().Problems(s.At); len(problems) > 0 {
			ts.Fatalf("%s: %+v", line, problems)
		}
		_, err := db.PutSuggestion(context.Background(), s.Clean(), maxOpen)
		ts.Check(err)
	}
	ts.Check(db.Close())
}

// TestSuggestions sends a suggestion to the real server; two editors agree, and the server shows the place with its quote.
func TestSuggestions(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "m.db")
	article := "Date: 2022-09-11\n\nUkrainian forces have recaptured Izium, the General Staff said."
	if code := run([]string{"ingest", "--db", db, "-"}, strings.NewReader(article), io.Discard, io.Discard); code != exitDone {
		t.Fatalf("ingest ended with %d", code)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Args = []string{"retaken", "serve", "--db", db, "--addr", "127.0.0.1:0", "--every", "20ms"}
	cmd.Env = append(os.Environ(), "RETAKEN_TEST_MAIN=1", "RETAKEN_SUGGESTIONS=true") // any flag may be given so
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			t.Errorf("after an interrupt: %v, want exit code 0", err)
		}
	}()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	root, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		t.Fatalf("first line %q, error %v", line, err)
	}
	const sent = `{"kind":"place","name_uk":"Тестівка","lat":49.9,"lon":37.2,"control":"UA","date":"2022-09-09","reported":"2022-09-10",
		"quote":"Ukrainian forces have liberated Testivka in Kharkiv Oblast.","publisher":"Gazette"}`
	res, err := http.Post(root+"/suggestions", "application/json", strings.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusAccepted {
		t.Fatalf("status %d", res.StatusCode)
	}
	var out bytes.Buffer
	for _, name := range []string{"Olena", "Petro"} {
		if code := run([]string{"review", "accept", "--db", db, "1", "--as", name}, nil, &out, &out); code != exitDone {
			t.Fatalf("review by %s ended with %d: %s", name, code, &out)
		}
	}
	for range 200 {
		res, err := http.Get(root + "/collections/events/items?f=json")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(body), `"quote":"Ukrainian forces have liberated Testivka in Kharkiv Oblast."`) {
			return
		}
	}
	t.Errorf("the server does not show it; the editors were told %s", &out)
}
