"""What the Python parts of the conformance run share: asking the server, and keeping the score.

A check is a line "ok  name" or "FAIL name: why"; report() prints the sum and ends the program with 1 if any failed.
"""

import http.client
import json
import os
import sys
import urllib.parse

ROOT = (sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ROOT", "http://127.0.0.1:8080")).rstrip("/")
OUT = os.environ.get("OUT", ".")  # folder for pictures and other things to look at afterwards

passed, failed = [], []


class Answer:
    """One HTTP answer: status, headers by lower-case name (repeated ones joined by ", "), body."""

    def __init__(self, url, status, headers, body):
        self.url, self.status, self.body = url, status, body
        self.headers = {}
        for name, value in headers:
            name = name.lower()
            self.headers[name] = self.headers[name] + ", " + value if name in self.headers else value

    @property
    def type(self):
        return self.headers.get("content-type", "")

    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    def said(self):
        """The status and, of a problem document, its detail."""
        doc = self.json() if "json" in self.type else {}
        return f"{self.status} {doc.get('detail', '') if isinstance(doc, dict) else ''}".strip()


def ask(target, headers=None, method="GET", body=None, timeout=60):
    """Asks for a path under the root, or for an absolute address, without following redirects."""
    url = target if target.startswith("http") else ROOT + target
    parts = urllib.parse.urlsplit(url)
    link = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=timeout)
    try:
        path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        link.request(method, path, body=body, headers=headers or {})
        r = link.getresponse()
        return Answer(url, r.status, r.getheaders(), r.read())
    finally:
        link.close()


def get(target, **params):
    """The JSON that a path answers to the given parameters; {} if it does not answer 200."""
    query = urllib.parse.urlencode(params)
    a = ask(target + (("&" if "?" in target else "?") + query if query else ""), {"Accept": "application/json"})
    return a.json() if a.status == 200 else {}


def collections():
    return get("/collections").get("collections", [])


def items(collection, limit=10000, **params):
    """Every feature of a collection that meets the parameters, following next."""
    query = urllib.parse.urlencode({"f": "json", "limit": limit, **params})
    url, all_ = f"{ROOT}/collections/{collection}/items?{query}", []
    while url:
        a = ask(url)
        if a.status != 200:
            raise RuntimeError(f"{url}: {a.said()}")
        page = a.json()
        all_ += page["features"]
        url = next((x["href"] for x in page["links"] if x["rel"] == "next"), None)
    return all_


def link(doc, rel, type=None):
    """The address of the first link with that relation (and type), or None."""
    return next((x["href"] for x in doc.get("links", []) if x.get("rel") == rel and type in (None, x.get("type"))), None)


def check(name, good, why=""):
    """Scores one check. why may be a function, called only when the check has failed."""
    if good:
        passed.append(name)
        print(f"ok   {name}", flush=True)
    else:
        why = why() if callable(why) else why
        failed.append(name)
        print(f"FAIL {name}" + (f": {why}" if why != "" else ""), flush=True)
    return bool(good)


def guarded(name, f, *args):
    """Runs one group of checks: that it breaks off is a failure of its own, not the end of the run."""
    try:
        f(*args)
    except Exception as e:  # noqa: BLE001 - whatever a half-built server answers is a finding
        check(name, False, f"broke off: {type(e).__name__}: {e}")


def report():
    print(f"\n{len(passed)} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)
