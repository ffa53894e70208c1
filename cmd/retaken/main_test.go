package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv("RETAKEN_TEST_MAIN") != "" {
		main() // the test binary as the command
	}
	testscript.Main(m, map[string]func(){"retaken": main})
}

// TestScripts runs the scripts of testdata/script against the real command.
func TestScripts(t *testing.T) {
	articles, err := filepath.Abs(filepath.Join("..", "..", "data", "articles"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("ARTICLES", articles)
			e.Setenv("GOGC", "off") // the commands are short
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes":   writeBytes,
			"suggest": suggestTo,
		},
	})
}

// writeBytes is the script command "bytes FILE N BYTE": it writes a file of N times that byte.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: bytes FILE N BYTE")
	}
	n, b := 0, 0
	for _, c := range args[1] {
		n = n*10 + int(c-'0')
	}
	for _, c := range args[2] {
		b = b*10 + int(c-'0')
	}
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(b)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// TestPortInUse: one sentence that names the address, and exit code 1.
func TestPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var out, errOut strings.Builder
	code := run([]string{"serve", "--db", filepath.Join(t.TempDir(), "m.db"), "--addr", l.Addr().String()}, nil, &out, &errOut)
	want := fmt.Sprintf("retaken: listening on %s: the port is in use; choose another with --addr, or :0 for a free one\n", l.Addr())
	if code != exitFailed || errOut.String() != want {
		t.Errorf("code %d, %q; want %d, %q", code, errOut.String(), exitFailed, want)
	}
}

// TestServe starts the real server on a free port and asks it for what an article says.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "m.db")
	article := "Date: 2022-09-11\n\nUkrainian forces have recaptured Izium, the General Staff said."
	if code := run([]string{"ingest", "--db", db, "-"}, strings.NewReader(article), io.Discard, io.Discard); code != exitDone {
		t.Fatalf("ingest ended with %d", code)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Args = []string{"retaken", "serve", "--db", db, "--addr", "127.0.0.1:0"}
	cmd.Env = append(os.Environ(), "RETAKEN_TEST_MAIN=1")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	root, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		t.Fatalf("first line %q, error %v", line, err)
	}
	res, err := http.Get(root + "/collections/control/items?f=json&rests_on=report,none")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(body), `"name":"Izium"`) {
		t.Errorf("status %d, error %v, body %s", res.StatusCode, err, body)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("after an interrupt: %v, want exit code 0", err)
	}
}
