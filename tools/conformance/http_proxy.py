"""The server behind a proxy, under /gis: told its public address, and told to trust the proxy."""

import http.server
import os
import re
import subprocess
import threading
import time

from check import ask, check


class Proxy(http.server.BaseHTTPRequestHandler):
    """Passes /gis… on to the server, with or without the prefix, and tells where it was asked."""

    protocol_version = "HTTP/1.1"
    target, strip = "", True

    def do_GET(self):
        path = self.path
        if not re.match(r"/gis(/|\?|$)", path):
            self.send_error(404)
            return
        if self.strip:
            path = path[4:] if path[4:].startswith("/") else "/" + path[4:]
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("connection", "host")}
        headers |= {"X-Forwarded-Proto": "http", "X-Forwarded-Host": self.headers["Host"], "X-Forwarded-Prefix": "/gis", "X-Forwarded-For": "203.0.113.7"}
        a = ask(self.target + path, headers, self.command)
        self.send_response(a.status)
        for name, value in a.headers.items():
            if name not in ("date", "transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", a.headers.get("content-length", str(len(a.body))) if self.command == "HEAD" else str(len(a.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(a.body)

    do_HEAD = do_OPTIONS = do_GET

    def log_message(self, *_):
        pass


def serve(*flags):
    """Starts a server of our own on the database; gives the process and its address."""
    p = subprocess.Popen([os.environ["RETAKEN"], "serve", "--db", os.environ["DB"], "--addr", "127.0.0.1:0", *flags], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    line = p.stdout.readline()
    address = line.split()[-1] if line else ""
    for _ in range(50):
        try:
            if ask(address + "/readyz").status == 200:
                break
        except OSError:
            pass
        time.sleep(0.1)
    return p, address


def behind_proxy():
    if "DB" not in os.environ:
        print("     the proxy is not tried: the database is not ours to serve")
        return
    for name, strip, flags in (("--base-url, prefix cut off", True, ("--base-url",)), ("--base-url, prefix left", False, ("--base-url",)), ("--trust-proxy, prefix cut off", True, ("--trust-proxy",))):
        kind = type("P", (Proxy,), {"strip": strip})
        proxy = http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind)
        root = f"http://127.0.0.1:{proxy.server_address[1]}/gis"
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        process, kind.target = serve(*flags, *([root] if flags == ("--base-url",) else []))
        try:
            tried(name, root)
        finally:
            process.terminate()
            process.wait()
            proxy.shutdown()
            proxy.server_close()


def tried(name, root):
    for target in (root, root + "/", root + "?f=json", root + "/?f=json"):
        a = ask(target, {"Accept": "application/json"})
        check(f"proxy, {name}: {target[target.index('/gis'):]} is the landing page", a.status == 200 and a.json().get("links"), a.said)
    api = ask(root + "/api").json()
    check(f"proxy, {name}: the server's address in the API definition", (api.get("servers") or [{}])[0].get("url") == root, api.get("servers"))
    page = ask(root + "/", {"Accept": "text/html"})
    check(f"proxy, {name}: the map comes, and what it loads", page.status == 200 and page.type.startswith("text/html"), page.said)
    for part in re.findall(r'\s(?:src|href)="([^"#]+\.(?:js|css|svg|png|ico))"', page.body.decode()):
        url = part if part.startswith("http") else (root[: root.index("/gis")] + part if part.startswith("/") else root + "/" + part.removeprefix("./"))
        a = ask(url)
        check(f"proxy, {name}: {part} loads", a.status == 200, a.said)
    strays = set()
    todo, seen = [root + "/", root + "/collections", root + "/collections/control/items?limit=5", root + "/api"], set()
    while todo and len(seen) < 60:
        url = todo.pop(0)
        if url in seen:
            continue
        seen.add(url)
        a = ask(url)
        if a.status != 200:
            strays.add((url, a.status))
        found = re.findall(r'"href":"([^"{}]+)"', a.body.decode()) if "json" in a.type else []
        found += re.findall(r"<([^>]+)>;", a.headers.get("link", ""))
        strays |= {h for h in found if "127.0.0.1" in h and not h.startswith(root)}
        todo += [h for h in found if h.startswith(root)]
    check(f"proxy, {name}: every link of {len(seen)} documents lies under /gis and answers", not strays, list(strays)[:5])
