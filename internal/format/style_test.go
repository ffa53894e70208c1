package format_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"retaken/internal/format"
	"retaken/internal/geo"
)

var styled = []format.Layer{
	{Name: "control", Geometry: "Point", Fields: geo.ControlFields},
	{Name: "control-history", Geometry: "Point", Fields: geo.HistoryFields},
	{Name: "control-changes", Geometry: "Point", Fields: geo.TransitionFields},
	{Name: "areas", Geometry: "MultiPolygon", Fields: geo.AreaFields},
	{Name: "borders", Geometry: "MultiLineString", Fields: geo.BorderFields},
	{Name: "events", Geometry: "Point", Fields: geo.EventFields},
	{Name: "places", Geometry: "Point", Fields: geo.PlaceFields},
	{Name: "articles", Geometry: "MultiPoint", Fields: geo.ArticleFields},
}

// elements are those of the document with that name, as their attributes and text.
func elements(t *testing.T, document, name string) (found []map[string]string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(document))
	var open []map[string]string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatalf("%v in %s", err, document)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := map[string]string{}
			for _, a := range token.Attr {
				e[a.Name.Local] = a.Value
			}
			open = append(open, e)
			if token.Name.Local == name {
				found = append(found, e)
			}
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1]["text"] += strings.TrimSpace(string(token))
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// TestStylesAgree makes sure that both ways to write a style down have the same rules, and ask for fields that there
// are.
func TestStylesAgree(t *testing.T) {
	for _, l := range styled {
		qml, sld := format.QML(l), format.SLD(l)
		if qml == "" || sld == "" {
			t.Errorf("%s has no style", l.Name)
			continue
		}
		var inQML, inSLD []string
		for _, r := range elements(t, qml, "rule") {
			inQML = append(inQML, r["label"])
			for _, quoted := range regexp.MustCompile(`"(\w+)"`).FindAllStringSubmatch(r["filter"], -1) {
				if !slices.ContainsFunc(l.Fields, func(f geo.Field) bool { return f.Name == quoted[1] }) {
					t.Errorf("%s: the rule %s asks for %s, which is no field", l.Name, r["label"], quoted[1])
				}
			}
		}
		for _, title := range elements(t, sld, "Title") {
			inSLD = append(inSLD, title["text"])
		}
		for _, rules := range [][]string{inQML, inSLD} {
			slices.Sort(rules)
			if len(rules) == 0 || len(slices.Compact(slices.Clone(rules))) != len(rules) {
				t.Errorf("%s has no rules, or two of one name: %q", l.Name, rules)
			}
		}
		if !slices.Equal(inQML, inSLD) {
			t.Errorf("%s: QML has the rules %q, SLD %q", l.Name, inQML, inSLD)
		}
		for _, e := range elements(t, qml, "Option") {
			if strings.HasSuffix(e["name"], "color") && !regexp.MustCompile(`^\d+,\d+,\d+,\d+$`).MatchString(e["value"]) {
				t.Errorf("%s: the colour %s is %q", l.Name, e["name"], e["value"])
			}
		}
	}
}

// TestStyleConditions compares what a rule asks with the words of the model.
func TestStyleConditions(t *testing.T) {
	known := []string{"true", "false", "UA", "RU", "none", "settlement", "40000"}
	for _, f := range slices.Concat(geo.ControlFields, geo.TransitionFields, geo.AreaFields, geo.EventFields) {
		known = append(known, f.Enum...)
	}
	for _, l := range styled {
		for _, e := range elements(t, format.SLD(l), "Literal") {
			if e["text"] != "45" && !slices.Contains(known, e["text"]) { // 45: a diamond is a turned square
				t.Errorf("%s: a rule asks for the value %q, which no field has", l.Name, e["text"])
			}
		}
	}
}

func TestStyleTime(t *testing.T) {
	for name, want := range map[string][3]string{
		"control-history": {"2", "valid_from", "valid_to"}, "events": {"1", "date", ""}, "control-changes": {"1", "date", ""}, "articles": {"1", "published", ""},
	} {
		i := slices.IndexFunc(styled, func(l format.Layer) bool { return l.Name == name })
		got := elements(t, format.QML(styled[i]), "temporal")
		if len(got) != 1 || [3]string{got[0]["mode"], got[0]["startField"], got[0]["endField"]} != want || got[0]["enabled"] != "1" {
			t.Errorf("%s is shown by %v, want %v", name, got, want)
		}
	}
	if got := elements(t, format.QML(styled[0]), "temporal"); got != nil {
		t.Errorf("control is a state at one time, but is shown by %v", got)
	}
}

// TestNoStyle makes sure that a layer is not hidden by rules about fields that it lacks.
func TestNoStyle(t *testing.T) {
	for _, l := range []format.Layer{
		{Name: "diff", Geometry: "Point", Fields: geo.ControlFields},
		{Name: "control", Geometry: "Point", Fields: []geo.Field{{Name: "name", Type: geo.Text}}},
		{Name: "control-history", Geometry: "Point", Fields: geo.ControlFields[:5]},
	} {
		if qml, sld := format.QML(l), format.SLD(l); qml != "" || sld != "" {
			t.Errorf("%s with %d fields has a style", l.Name, len(l.Fields))
		}
	}
}

// TestStyleColours makes sure that exports have the colours of the web map.
func TestStyleColours(t *testing.T) {
	theme, err := os.ReadFile(filepath.Join("..", "..", "web", "src", "theme.ts"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, l := range styled {
		all.WriteString(format.SLD(l))
	}
	used := elements(t, "<all>"+regexp.MustCompile(`<\?xml.*\?>`).ReplaceAllString(all.String(), "")+"</all>", "SvgParameter")
	colours := 0
	for _, e := range used {
		if e["name"] != "fill" && e["name"] != "stroke" {
			continue
		}
		colours++
		if !bytes.Contains(theme, []byte("['"+e["text"]+"',")) {
			t.Errorf("%s is no colour of the light theme", e["text"])
		}
	}
	if colours == 0 {
		t.Error("no colour is used")
	}
	if !bytes.Contains(theme, []byte("light: { held: 0.1, recaptured: 0.58, occupied: 0.29, contested: 0.22 }")) {
		t.Error("the strengths of the light theme are others than those of the styles")
	}
}

// checkStyles is run by QGIS: it opens each layer, applies the style that the file holds, and counts the features
// that each rule draws.
const checkStyles = `
import os, sys
from qgis.core import *
app = QgsApplication([], False); app.initQgis()
for name in sys.argv[2:]:
    layer = QgsVectorLayer(sys.argv[1] + "|layername=" + name, name, "ogr")
    message, found = layer.loadDefaultStyle()
    rules = layer.renderer().rootRule().children() if layer.renderer().type() == "RuleRenderer" else []
    for rule in rules:
        e = QgsExpression(rule.filterExpression())
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        n = 0
        for f in layer.getFeatures():
            context.setFeature(f)
            n += 1 if not rule.filterExpression() or e.evaluate(context) == True else 0
        bad = e.hasParserError() and rule.filterExpression() or e.hasEvalError()
        last = rule.symbol().symbolLayers()[-1]
        print(name, "|", rule.label(), "|", n, "|", rule.symbol().color().name(), "|", last.layerType(), "| ERROR" if bad else "")
    t = layer.temporalProperties()
    print(name, "| time |", t.isActive(), t.startField(), t.endField())
    layer.loadDefaultMetadata()
    print(name, "| rights |", layer.metadata().rights())
sys.stdout.flush()
os._exit(0) # what is left of Qt is not taken down in an order that it survives
`

// TestStylesInQGIS opens a GeoPackage in QGIS, which applies the styles on its own.
func TestStylesInQGIS(t *testing.T) {
	const python = "/usr/bin/python3" // for which Debian packages QGIS
	if err := exec.Command(python, "-c", "import qgis.core").Run(); err != nil {
		t.Skip("QGIS is not there (Debian: python3-qgis, qgis-providers)")
	}
	control := func(id int64, holder, rests string, presumed bool, claim, disputed any) geo.Feature {
		p := make([]any, len(geo.ControlFields))
		for i, f := range geo.ControlFields {
			p[i] = map[string]any{"holder": holder, "rests_on": rests, "presumed": presumed, "claim_by": claim, "claim_disputed": disputed, "valid_from": "2022-09-10T00:00:00Z"}[f.Name]
		}
		return geo.Feature{ID: id, Geometry: orb.Point{36, 49}, Properties: p}
	}
	features := []geo.Feature{
		control(1, "UA", "report", false, nil, nil), control(2, "UA", "report", true, nil, nil), control(3, "RU", "baseline", false, "UA", false),
		control(4, "RU", "report", false, "UA", true), control(5, "contested", "report", false, nil, nil), control(6, "unknown", "none", false, nil, nil),
		control(7, "UA", "none", false, "RU", false),
	}
	ground := orb.MultiPolygon{{{{36, 49}, {37, 49}, {37, 50}, {36, 49}}}}
	areas := []geo.Feature{
		geo.Area{ID: 1, Holder: geo.HeldByUkraine, Certainty: geo.Reported, Geometry: ground}.Feature(geo.Interval{}),
		geo.Area{ID: 2, Holder: geo.HeldByRussia, Certainty: geo.Inferred, ClaimBy: geo.Ukraine, Geometry: ground}.Feature(geo.Interval{}),
		geo.Area{ID: 3, Holder: geo.HeldByNobody, Certainty: geo.Reported, Geometry: ground}.Feature(geo.Interval{}),
		geo.Area{ID: 4, Holder: geo.HolderUnknown, Certainty: geo.NoEvidence, Geometry: ground}.Feature(geo.Interval{}),
	}
	rows := map[string][]geo.Feature{"control": features, "control-history": features, "areas": areas}
	layers := slices.Clone(styled)
	args := []string{"-c", checkStyles, ""}
	for i := range layers {
		layers[i].Attribution = "Data of " + layers[i].Name
		layers[i].Features = seq(rows[layers[i].Name], nil)
		args = append(args, layers[i].Name)
	}
	args[2] = geoPackage(t, layers...)
	qgis := exec.Command(python, args...)
	qgis.Env = append(os.Environ(), "QT_QPA_PLATFORM=offscreen", "HOME="+t.TempDir())
	out, err := qgis.Output()
	if err != nil || bytes.Contains(out, []byte("ERROR")) {
		t.Fatalf("QGIS: %v\n%s", err, out)
	}
	for _, want := range []string{
		"control | Ukrainian-held | 1 | #0f766e | SimpleMarker",
		"control | Ukrainian-held, presumed: the other side left | 1 | #0f766e | SimpleMarker",
		"control | Russian-occupied | 2 | #b4522b | SimpleMarker",
		"control | Contested | 1 | #5b3f8c | SimpleMarker",
		"control | No evidence | 2 | #6d736f | SimpleMarker",
		"control | Claimed by Ukraine | 1 |", "control | Claimed by Ukraine, disputed | 1 |", "control | Claimed by Russia | 1 |",
		"control | Claimed by Russia, disputed | 0 |",
		"control | rights | ['Data of control']",
		"control-history | Russian-occupied | 2 |", "control-history | time | True valid_from valid_to",
		"areas | Ukrainian-held | 1 | #0f766e | SimpleFill", "areas | Russian-occupied, inferred, under a claim | 1 | #b4522b | SimpleFill",
		"areas | Claimed by Ukraine, inferred | 1 | #0f766e | LinePatternFill", "areas | Claimed by Ukraine | 0 |",
		"areas | Contested | 1 | #5b3f8c | LinePatternFill", "areas | No evidence | 1 | #6d736f | SimpleFill",
		"events | time | True date", "articles | time | True published", "borders | Edge of control | 0 |", "places | Settlement | 0 |",
	} {
		if !bytes.Contains(out, []byte("\n"+want)) && !bytes.HasPrefix(out, []byte(want)) {
			t.Errorf("QGIS does not say %q:\n%s", want, out)
		}
	}
}
