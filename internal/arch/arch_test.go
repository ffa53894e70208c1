package arch

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "retaken/"

// allowed says which packages of this module each package may import. A package that is missing here
// may not exist.
var allowed = map[string][]string{
	"internal/arch":        {},
	"internal/geo":         {},
	"internal/geo/geotest": {"internal/geo"},
	"internal/news":        {},
	"internal/territory":   {},
	"internal/kept":        {},
	"internal/cql2":        {"internal/geo"},
	"internal/tile":        {"internal/geo"},
	"internal/extract":     {"internal/geo", "internal/news"},
	"internal/atlas":       {"internal/cql2", "internal/geo", "internal/kept", "internal/territory", "internal/tile"},
	"internal/sqlite":      {"internal/geo", "internal/news"},
	"internal/format":      {"internal/geo"},
	"internal/eval":        {"internal/geo", "internal/news"},
	"internal/placefile":   {"internal/geo"},
	"internal/fetch":       {"internal/news"},
	"internal/ingest":      {"internal/extract", "internal/geo", "internal/news"},
	"internal/publish":     {"internal/geo"},
	"internal/explain":     {"internal/extract", "internal/geo", "internal/news"},
	"internal/web":         {"internal/atlas", "internal/cql2", "internal/explain", "internal/format", "internal/geo", "internal/kept", "internal/tile"},
	"web":                  {},
	"data":                 {},
	"tools/data":           {"internal/geo"},
	"tools/bench":          {"data", "internal/geo", "internal/news", "internal/sqlite"},
	"cmd/retaken": {
		"data", "internal/atlas", "internal/eval", "internal/explain", "internal/extract", "internal/fetch", "internal/format", "internal/geo",
		"internal/ingest", "internal/news", "internal/placefile", "internal/publish", "internal/sqlite", "internal/tile", "internal/web", "web",
	},
}

// alone says which outside packages only the named packages may import.
var alone = map[string][]string{
	"database/sql":                    {"internal/sqlite", "internal/format"}, // a GeoPackage is an SQLite file
	"modernc.org/":                    {"internal/sqlite", "internal/format"},
	"github.com/pressly/goose":        {"internal/sqlite"},
	"net/http":                        {"internal/web", "internal/fetch", "internal/publish", "cmd/retaken", "tools/bench"},
	"golang.org/x/net":                {"internal/news"},
	"github.com/mmcdole/gofeed":       {"internal/news"},
	"github.com/go-shiori":            {"internal/news"},
	"github.com/labstack/echo":        {"internal/web"},
	"github.com/tidwall/rtree":        {"internal/atlas", "internal/geo"},
	"github.com/alecthomas/kong":      {"cmd/retaken"},
	"embed":                           {"data", "web", "internal/sqlite"},
	"github.com/paulmach/orb/maptile": {"internal/atlas", "internal/tile", "internal/web", "cmd/retaken"},
}

// TestImports compares every import clause with the tables above. Test files may import more: whatever
// their package may, the contract tests, and the real neighbours that they exercise.
func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		seen[pkg] = true
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if why := forbidden(pkg, name); why != "" {
				t.Errorf("%s imports %s: %s", path, name, why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range seen {
		if _, ok := allowed[pkg]; !ok {
			t.Errorf("package %s is not in the table of allowed imports", pkg)
		}
	}
}

func forbidden(pkg, name string) string {
	if own, ok := strings.CutPrefix(name, module); ok && !slices.Contains(allowed[pkg], own) {
		return "only lower floors may be imported"
	}
	for prefix, who := range alone {
		if (name == strings.TrimSuffix(prefix, "/") || strings.HasPrefix(name, strings.TrimSuffix(prefix, "/")+"/")) && !slices.Contains(who, pkg) {
			return "only " + strings.Join(who, ", ") + " may"
		}
	}
	return ""
}

// TestForbidden makes sure that the check can fail.
func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		pkg, name string
		bad       bool
	}{
		{"internal/web", "retaken/internal/sqlite", true},
		{"internal/geo", "retaken/internal/news", true},
		{"internal/web", "database/sql", true},
		{"internal/extract", "net/http/httptest", true},
		{"internal/sqlite", "database/sql/driver", false},
		{"cmd/retaken", "retaken/internal/sqlite", false},
		{"internal/news", "strings", false},
	} {
		if got := forbidden(c.pkg, c.name); (got != "") != c.bad {
			t.Errorf("forbidden(%q, %q) = %q, want an objection: %v", c.pkg, c.name, got, c.bad)
		}
	}
}
