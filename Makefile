# What a newcomer needs: make demo, make test. The rest is for work on the program.

SHELL   := /bin/bash
GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BIN     := bin/retaken
DB      ?= bin/demo.db
ADDR    ?= localhost:8080

# Tools run at a fixed version and stay out of go.mod.
GOFUMPT     := mvdan.cc/gofumpt@v0.12.0
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: demo build run web test test-go test-web check bench golden fuzz conformance data screenshots deps clean

demo: build ## build everything, read the sample articles, serve the map
	rm -f $(DB) $(DB)-wal $(DB)-shm
	$(BIN) ingest --db $(DB) data/articles/*.txt
	$(BIN) serve --db $(DB) --addr $(ADDR) --article-text=full

build: web ## the binary with the front end in it
	$(GO) build -trimpath -ldflags "-X main.Version=$(VERSION)" -o $(BIN) ./cmd/retaken

run: ## serve the database that is there
	$(BIN) serve --db $(DB) --addr $(ADDR)

WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/e2e/shots -prune -o -type f -print)

web: web/dist/index.html ## the front end

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES) data/gazetteer.tsv data/regions.tsv
	cd web && npm run build
	@touch $@

deps: ## Chromium and GDAL for the tests (needs root, Debian)
	@tools/deps.sh

test: deps build ## every test
	@tools/test.sh

test-go: ## the Go tests alone
	$(GO) test ./...

test-web: build ## the browser tests alone, and those that measure times and compare pictures (a quiet machine is wanted)
	cd web && npm run e2e && npm run measure

check: web/node_modules/.package-lock.json ## formatting and linters
	@out=$$($(GO) run $(GOFUMPT) -l $$(git ls-files -co --exclude-standard '*.go')); \
	 if [ -n "$$out" ]; then echo "gofumpt would change:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	cd web && npm run check

bench: ## benchmarks: reading, scanning, start-up, import, ingest; then the server beside nginx (docs/performance.md)
	$(GO) test -run '^$$' -bench . -benchmem -cpu 1 ./internal/extract
	$(GO) test -run '^$$' -bench . -benchmem $$($(GO) list ./... | grep -v /internal/extract)
	$(GO) run ./tools/bench

golden: ## renew the golden files; review the difference
	$(GO) test ./internal/extract ./internal/web ./internal/format -update

fuzz: ## every fuzz target for half a minute
	@for pkg in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime 30s $$pkg || exit 1; done; done

conformance: ## the server before the suites and clients of others (fetches them; tools/conformance/README.md)
	@tools/conformance/run.sh

data: ## the generated files of data/ (downloads about 315 MB; needs python3 with pip)
	tools/data/make.sh

screenshots: deps build ## the pictures of the documents
	cd web && DOCS=../docs npm run shots

clean:
	rm -rf bin web/node_modules web/dist/assets web/dist/*.html web/dist/*.json
	git checkout -q -- web/dist 2>/dev/null || true
