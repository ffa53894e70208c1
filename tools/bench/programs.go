package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// needed are the programs that a run takes, by the Debian packages that they are in.
var needed = [][2]string{{"wrk", "wrk"}, {"nginx", "nginx-light"}, {"ogr2ogr", "gdal-bin"}}

// missing is an error that names what is not installed.
func missing() error {
	var packages []string
	for _, n := range needed {
		if _, err := exec.LookPath(n[0]); err != nil {
			packages = append(packages, n[1])
		}
	}
	if packages != nil {
		return errors.New("programs are missing; install them with: apt-get install --no-install-recommends " + strings.Join(packages, " "))
	}
	return nil
}

// program is one that runs until it is stopped.
type program struct {
	cmd  *exec.Cmd
	root string // its address
}

func (p *program) stop() {
	if p == nil {
		return
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	_ = p.cmd.Wait()
}

// peak is the most memory that the program has ever held, in MB: VmHWM.
func (p *program) peak() (float64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kB, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kB / 1024, err
		}
	}
	return 0, errors.New("reading the memory of the server: no VmHWM")
}

// serve starts the program as it is used, its log in a file.
func serve(ctx context.Context, binary, db, dir string) (*program, error) {
	log, err := os.Create(filepath.Join(dir, "server.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.CommandContext(ctx, binary, "serve", "--db", db, "--addr", "127.0.0.1:0")
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	_, root, ok := strings.Cut(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		return nil, fmt.Errorf("starting the server: it says %q, see %s", line, log.Name())
	}
	return &program{cmd, root}, nil
}

// nginx serves the folder www of dir as Debian's configuration does: sendfile, and a line of log for each request.
func nginx(ctx context.Context, dir, workers string) (*program, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	l.Close()
	own := filepath.Join(dir, "nginx-"+workers)
	if err := os.MkdirAll(own, 0o755); err != nil {
		return nil, err
	}
	conf := filepath.Join(own, "nginx.conf")
	err = os.WriteFile(conf, fmt.Appendf(nil, `daemon off;
worker_processes %s;
pid %[2]s/pid;
error_log %[2]s/error.log;
events { worker_connections 768; }
http {
  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  types { application/geo+json json; application/vnd.mapbox-vector-tile mvt; }
  access_log %[2]s/access.log;
  keepalive_requests 100000000;
  client_body_temp_path %[2]s; proxy_temp_path %[2]s; fastcgi_temp_path %[2]s; uwsgi_temp_path %[2]s; scgi_temp_path %[2]s;
  server { listen %[3]s; root %[4]s; gzip_static on; }
}
`, workers, own, addr, filepath.Join(dir, "www")), 0o644)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "nginx", "-c", conf, "-p", own, "-e", filepath.Join(own, "error.log"))
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &program{cmd, "http://" + addr}
	for range 100 {
		if r, err := http.Get(p.root); err == nil {
			r.Body.Close()
			return p, nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	p.stop()
	return nil, errors.New("starting nginx: it does not answer; see " + own + "/error.log")
}

// fetch asks once, with headers given as name, value, …, and gives the body as it was sent.
func fetch(ctx context.Context, address string, headers ...string) (*http.Response, []byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, nil, err
	}
	r.Header.Set("Accept-Encoding", "identity") // so that nothing is unpacked
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer, body, err
}
