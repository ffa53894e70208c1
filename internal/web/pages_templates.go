package web

// sharedParts are what several pages have.
const sharedParts = `
{{define "value"}}{{range $i, $p := .Parts}}{{if $i}}, {{end}}<a href="{{.Href}}">{{.Text}}</a>{{else}}{{if .External}}<a href="{{.Href}}" rel="external nofollow noopener">{{.Text}}</a>{{else if .Href}}<a href="{{.Href}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}{{end}}{{end}}
{{define "use"}}{{$m := .}}{{with .Dots}}<path class="dots {{$m.Class}}" d="{{.}}"/>{{end}}{{range $p := .At}}<use href="#{{$m.Shape}}" class="{{$m.Class}}" x="{{index $p 0}}" y="{{index $p 1}}"/>{{with $m.Ring}}<use href="#ring" class="ring {{.}}" x="{{index $p 0}}" y="{{index $p 1}}"/>{{end}}{{end}}{{end}}
{{define "map"}}{{with .}}<figure class="map"><svg viewBox="0 0 1000 {{.Height}}">
<defs><circle id="circle" r="9"/><path id="square" d="M-8-8H8V8H-8z"/><path id="diamond" d="M0-11 11 0 0 11-11 0z"/><circle id="dot" r="7"/><circle id="ring" r="15"/>{{range .Hatches}}<pattern id="by-{{.}}" width="11" height="11" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch {{.}}" d="M0 0V11"/></pattern>{{end}}</defs>
<g role="img" aria-label="{{.Label}}">{{with .Others}}<path class="land others" d="{{.}}"/>{{end}}<path class="land" d="{{.Land}}"/><path class="lines" d="{{.Lines}}"/>
{{range .Names}}<text x="{{.X}}" y="{{.Y}}">{{.Name}}</text>
{{end}}{{with .Extent}}<rect class="extent" x="{{.X}}" y="{{.Y}}" width="{{.W}}" height="{{.H}}"/>
{{end}}</g>
<g aria-hidden="true">{{range .Shapes}}{{if .Href}}<a href="{{.Href}}" tabindex="-1">{{end}}<path class="shape {{.Class}}" d="{{.Path}}"><title>{{.Title}}</title></path>{{if .Href}}</a>{{end}}
{{end}}{{range .Marks}}{{if .Href}}<a href="{{.Href}}" tabindex="-1">{{else}}<g>{{end}}{{template "use" .}}<title>{{.Title}}</title>{{if .Href}}</a>{{else}}</g>{{end}}
{{end}}</g></svg>
{{with .Key}}<figcaption><ul class="key">{{range .}}<li><svg viewBox="-18 -18 36 36" aria-hidden="true">{{if .Shape}}<use href="#{{.Shape}}" class="{{.Class}}"/>{{if .Ring}}<use href="#ring" class="ring {{.Ring}}"/>{{end}}{{else}}<path class="shape {{.Class}}" d="M-17-12H17V12H-17z"/>{{end}}</svg>{{.Words}}</li>{{end}}</ul></figcaption>
{{end}}</figure>
{{end}}{{end}}
{{define "controls"}}{{range .}}{{$value := .Value}}<label>{{.Label}}{{if .Options}}<select name="{{.Name}}">{{range .Options}}<option value="{{.Href}}"{{if eq .Href $value}} selected{{end}}>{{.Title}}</option>{{end}}</select>{{else}}<input type="{{.Type}}" name="{{.Name}}" value="{{.Value}}"{{with .Hint}} placeholder="{{.}}"{{end}}{{if .Required}} required{{end}}>{{end}}</label>
{{end}}{{end}}
{{define "form"}}{{with .}}<form action="{{.Action}}" method="get">
{{range .Hidden}}<input type="hidden" name="{{index . 0}}" value="{{index . 1}}">
{{end}}{{template "controls" .Controls}}{{with .More}}<details{{if $.Open}} open{{end}}><summary>More conditions</summary><div class="more">{{template "controls" .}}</div></details>
{{end}}<div class="actions"><button>{{.Button}}</button>{{if .Given}}<a href="{{.Clear}}">Without conditions</a>{{end}}</div>
</form>
{{end}}{{end}}
{{define "quotes"}}{{range .}}<blockquote>{{.Words}}</blockquote>
<p class="by">{{with .Whose}}{{.}}, in {{end}}{{if .URL}}<a href="{{.URL}}" rel="external nofollow noopener">{{or .Title .URL}}</a>{{else}}{{.Title}}{{end}}{{with .Publisher}}, {{.}}{{end}}{{with .Published}}, published {{.}}{{end}}. {{if .Href}}<a href="{{.Href}}">{{.What}}</a>{{else}}{{.What}}{{end}}.</p>
{{end}}{{end}}
{{define "ways"}}{{with .}}<ul class="row">{{range .}}<li><a href="{{.Href}}">{{.Title}}</a></li>{{end}}</ul>
{{end}}{{end}}
{{define "properties"}}<div class="wide" role="region" aria-label="Properties" tabindex="0"><table>
<thead><tr><th scope="col">Property</th><th scope="col">Type</th><th scope="col">What it says</th><th scope="col">Values</th></tr></thead>
<tr><th scope="row"><code>geometry</code></th><td>{{.Geometry}}</td><td class="text">Longitude and latitude, degrees</td><td></td></tr>
{{range .Fields}}{{$f := .}}<tr><th scope="row"><code>{{.Name}}</code></th><td>{{.Type}}</td><td class="text">{{.Title}}</td><td class="text">{{range $i, $v := .Enum}}{{if $i}}, {{end}}<code>{{$v}}</code>{{with describe $f $v}}{{if ne . $v}} ({{.}}){{end}}{{end}}{{end}}</td></tr>
{{end}}</table></div>
{{end}}
{{define "extent"}}{{with .Extent.Spatial}}<tr><th scope="row">West, south, east, north</th><td>{{range .BBox}}{{range $i, $x := .}}{{if $i}}, {{end}}{{$x}}{{end}}{{end}}</td></tr>
{{end}}{{with .Extent.Temporal}}{{range .Interval}}<tr><th scope="row">Time</th><td>from {{moment (index . 0) "ever"}} to {{moment (index . 1) "now"}}</td></tr>
{{end}}{{end}}{{end}}
{{define "short"}}{{if .Short}}{{range $i, $m := .Members}}{{if $i}}, {{end}}{{.Name}} {{template "value" .Value.Cell}}{{end}}{{else}}{{template "tree" .}}{{end}}{{end}}
{{define "tree"}}{{if .Members}}<table class="facts">
{{range .Members}}<tr><th scope="row">{{.Name}}</th><td>{{template "tree" .Value}}</td></tr>
{{end}}</table>{{else if .Columns}}<div class="tree wide" tabindex="0"><table>
<thead><tr>{{range .Columns}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
{{range .Rows}}<tr>{{range .}}<td>{{template "short" .}}{{end}}
{{end}}</table></div>{{else if .Items}}{{if .Plain}}{{range $i, $v := .Items}}{{if $i}}, {{end}}{{template "tree" $v}}{{end}}{{else}}<ul class="tree">
{{range .Items}}<li>{{template "tree" .}}</li>
{{end}}</ul>{{end}}{{else}}{{template "value" .Cell}}{{end}}{{end}}
`

// contents are the pages by name: what stands between head and foot.
var contents = map[string]string{
	"problem": `<h1>{{.Title}}</h1>
<p>{{.Data.Detail}}.</p>
<p class="note">Status {{.Data.Status}}</p>
{{template "ways" .Data.Way}}`,

	"landing": `<h1>{{.Title}}</h1>
{{with .Data.Notice}}<p>{{.}}</p>
{{end}}{{template "tree" .Data.Tree}}`,

	"tree": `<h1>{{.Title}}</h1>
{{template "tree" .Data}}`,

	"conformance": `<h1>{{.Title}}</h1>
<p>The requirements of OGC API standards that this interface meets, each proved by its tests.</p>
<ul>
{{range .Data}}<li><code>{{.}}</code></li>
{{end}}</ul>`,

	"collections": `<h1>{{.Title}}</h1>
<p>All that this server knows, as sets of features. Each can be looked at, asked for parts of it, and taken away as a file.</p>
<ul class="tiles">
{{$base := .Base}}{{range .Data}}<li><h2><a href="{{$base}}/collections/{{.ID}}?f=html">{{.Title}}</a></h2>
<p>{{.Description}}</p>
<table class="facts">{{template "extent" .}}</table>
<ul class="row"><li><a href="{{$base}}/collections/{{.ID}}/items?f=html">Its features</a></li></ul>
<details><summary>Links</summary>{{template "links" .Links}}</details></li>
{{end}}</ul>`,

	"collection": `<h1>{{.Title}}</h1>
<div class="split">{{template "map" .Data.Map}}
<div>
<p>{{.Data.Description}}</p>
<ul class="row"><li><a class="button" href="{{.Data.At}}/items?f=html">See its features</a></li></ul>
<table class="facts">
<tr><th scope="row">Features now</th><td>{{grouped .Data.Count}}</td></tr>
{{template "extent" .Data}}<tr><th scope="row">Id</th><td><code>{{.Data.ID}}</code></td></tr>
<tr><th scope="row">Kind of items</th><td>{{.Data.ItemType}}</td></tr>
<tr><th scope="row">Coordinates</th><td>{{range $i, $c := .Data.CRS}}{{if $i}}<br>{{end}}<code>{{$c}}</code>{{end}}</td></tr>
<tr><th scope="row">Stored in</th><td><code>{{.Data.StorageCRS}}</code></td></tr>
{{with .Data.Attribution}}<tr><th scope="row">Credit</th><td>{{.}}</td></tr>
{{end}}</table>
</div></div>
<h2>Properties</h2>
{{template "properties" .Data}}
<h2>This collection elsewhere</h2>
{{template "links" .Data.Links}}`,

	"fields": `<h1>{{.Title}}</h1>
<p>{{.Data.Description}}</p>
{{template "properties" .Data}}`,

	"items": `<h1>{{.Title}}</h1>
<div class="split items">{{template "map" .Data.Map}}
<div>
<p>{{.Data.About}}</p>
{{template "form" .Data.Form}}</div></div>
{{with .Data.Ground}}<h2>Ground by holder, square kilometres</h2>
<div class="wide" role="region" aria-label="Ground by holder" tabindex="0"><table>
<thead><tr><th scope="col">Holder</th><th scope="col" class="n">reported, before</th><th scope="col" class="n">reported, after</th><th scope="col" class="n">inferred, before</th><th scope="col" class="n">inferred, after</th></tr></thead>
{{range .Holders}}<tr><th scope="row">{{.Holder}}</th><td class="n">{{.ReportedFrom}}</td><td class="n">{{.ReportedTo}}</td><td class="n">{{.InferredFrom}}</td><td class="n">{{.InferredTo}}</td></tr>
{{end}}</table></div>
{{with .Changes}}<h3>Ground that changed hands</h3>
<div class="wide" role="region" aria-label="Ground that changed hands" tabindex="0"><table>
<thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Evidence</th><th scope="col" class="n">km²</th></tr></thead>
{{range .}}<tr><th scope="row">{{.From}}</th><td>{{.To}}</td><td>{{.Certainty}}</td><td class="n">{{.Km2}}</td></tr>
{{end}}</table></div>
{{end}}{{with .Stated}}<h3>What was said of its size</h3>
<div class="wide" role="region" aria-label="What was said of its size" tabindex="0"><table>
<thead><tr><th scope="col">Date</th><th scope="col">For</th><th scope="col" class="n">km², stated</th><th scope="col" class="n">km², computed</th><th scope="col" class="n">difference</th><th scope="col">Status</th><th scope="col">Words</th><th scope="col">Who says so</th></tr></thead>
{{range .}}<tr><th scope="row">{{.Date}}</th><td>{{.By}}</td><td class="n">{{with .Qualifier}}{{.}} {{end}}{{.Km2}}</td><td class="n">{{.Computed}}</td><td class="n">{{.Difference}}</td><td>{{.Status}}</td><td class="text">{{.Quote}}</td><td class="text">{{with .Source}}{{.}}, {{end}}{{.Side}}; {{.Publisher}}: {{.Title}}</td></tr>
{{end}}</table></div>
{{end}}<h2>Places that differ</h2>
{{end}}{{if .Data.Rows}}{{template "pager" .Data}}
<div class="wide" role="region" aria-label="Features" tabindex="0"><table>
<thead><tr><th scope="col">id</th>{{range .Data.Columns}}<th scope="col"{{with .Class}} class="{{.}}"{{end}} title="{{.Title}}">{{.Head}}</th>{{end}}</tr></thead>
{{range .Data.Rows}}<tr><th scope="row"><a href="{{.Href}}">{{.ID}}</a>{{range .Cells}}{{if ge .Rows 0}}<td{{with .Class}} class="{{.}}"{{end}}{{with .Lang}} lang="{{.}}"{{end}}{{with .Rows}} rowspan="{{.}}"{{end}}>{{template "value" .}}{{end}}{{end}}
{{end}}</table></div>
{{template "pager" .Data}}
<p class="note">{{with .Data.Properties}}<a href="{{.}}">What the columns say</a>. {{end}}{{with .Data.Without}}Without a value here: {{range $i, $n := .}}{{if $i}}, {{end}}{{$n}}{{end}}.{{end}}</p>
{{else}}<p>{{.Data.NothingToShow}}</p>
<p class="note">{{.Data.Matched}} features match.</p>
{{end}}
{{define "pager"}}<div class="pager">{{with .Previous.Href}}<a class="button" href="{{.}}" rel="prev">‹ {{$.Previous.Title}}</a>{{end}}
<span>{{if .First}}{{grouped .First}}–{{grouped .Last}} of {{grouped .Matched}}{{else}}{{len .Rows}} of {{grouped .Matched}}{{end}}</span>
{{with .Next.Href}}<a class="button" href="{{.}}" rel="next">{{$.Next.Title}} ›</a>{{end}}</div>{{end}}`,

	"item": `<h1>{{.Title}}{{with .Data.Other}} <small lang="uk">{{.}}</small>{{end}}</h1>
{{with .Data.State}}<p class="state {{.Class}}">{{.Words}}{{with $.Data.Since}} since {{.}}{{end}}</p>
{{end}}{{template "ways" .Data.Ways}}<div class="split">{{template "map" .Data.Map}}
<div>
{{with .Data.Quotes}}<h2>Evidence</h2>
{{template "quotes" .}}{{end}}{{with .Data.Form}}{{template "form" .}}{{end}}<h2>Properties</h2>
<table class="facts">
{{range .Data.Facts}}<tr><th scope="row" title="{{.Name}}">{{.Title}}</th><td{{with .Value.Lang}} lang="{{.}}"{{end}}>{{if or .Value.Text .Value.Parts}}{{template "value" .Value}}{{else}}–{{end}}</td></tr>
{{end}}</table>
</div></div>`,

	"article": articleContent,
	"place":   placeContent,

	"form": `<h1>{{.Title}}</h1>
<div class="split">{{template "map" .Data.Map}}
<div>
<p>{{.Data.About}}</p>
{{template "form" .Data.Form}}</div></div>`,

	"areas": areasContent,

	"found": `<h1>{{.Title}}</h1>
<div class="split">{{template "map" .Data.Map}}
<div>
{{template "form" .Data.Form}}
{{if .Data.Places}}<table class="facts"><caption>{{len .Data.Places}} {{if eq (len .Data.Places) 1}}place{{else}}places{{end}}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Oblast, raion</th></tr></thead>
{{$base := .Base}}{{range .Data.Places}}<tr><td><a href="{{$base}}/collections/places/items/{{.ID}}?f=html">{{.Name}}</a>{{with .NameUk}} <span lang="uk">{{.}}</span>{{end}}</td><td>{{.Kind}}</td><td>{{.Oblast}}{{with .Raion}}, {{.}}{{end}}</td></tr>
{{end}}</table>
{{else}}<p>No place has a name that begins so.</p>
{{end}}</div></div>`,

	"api": `<h1>API of {{.Title}}</h1>
<p>{{.Data.Description}}</p>
<p>Every address can be read with GET. Its parameters are joined with &amp;; one that is not named here is refused.</p>
{{range .Data.Operations}}<h2><code>{{.Path}}</code></h2><p>{{.Summary}}.</p>
{{if .Parameters}}<details><summary>{{len .Parameters}} {{if eq (len .Parameters) 1}}parameter{{else}}parameters{{end}}</summary><table class="facts">{{range .Parameters}}<tr><th scope="row"><code>{{.Name}}</code>{{if .Required}} (required){{end}}</th><td>{{.Description}}</td></tr>
{{end}}</table></details>{{end}}
{{end}}`,
}
