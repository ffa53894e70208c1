package publish

import (
	"html/template"
	"strconv"
	"strings"
)

// filesPage lists the files for people.
var filesPage = template.Must(template.New("files").Funcs(template.FuncMap{
	"name": func(path string) string { return strings.TrimPrefix(path, "data/") },
	"size": func(bytes int) string {
		if bytes < 1e6 {
			return strconv.Itoa((bytes+999)/1000) + " kB"
		}
		return strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64) + " MB"
	},
}).Parse(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Data · {{.Title}}</title>
    <link rel="icon" href="../icon.svg" type="image/svg+xml" />
    <style>
      :root { color-scheme: light dark; }
      body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
      table { border-collapse: collapse; width: 100%; }
      th, td { padding: 0.3rem 1rem 0.3rem 0; text-align: left; vertical-align: baseline; }
      .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    </style>
  </head>
  <body>
    <main>
      <h1>Data of “{{.Title}}”</h1>
      <p>
        <a href="../index.html">The map</a> as files: revision {{.Revision}} of its data, published
        {{.Published.Format "2 January 2006, 15:04"}} UTC by retaken {{.Version}}. Coordinates are longitude and latitude
        (WGS 84), times are UTC. QGIS, GDAL and scripts read the GeoJSON files by their addresses.
      </p>
      <table>
        <thead>
          <tr><th scope="col">File</th><th scope="col">What it holds</th><th scope="col" class="number">Features</th><th scope="col" class="number">Size</th></tr>
        </thead>
        <tbody>
          {{- range .Files}}
          <tr><td><a href="{{name .Path}}">{{name .Path}}</a></td><td>{{.Title}}</td><td class="number">{{with .Features}}{{.}}{{end}}</td><td class="number">{{size .Bytes}}</td></tr>
          {{- end}}
          <tr><td><a href="collections.json">collections.json</a></td><td>What the collections are: descriptions and extents</td><td></td><td></td></tr>
          <tr><td><a href="names.json">names.json</a></td><td>Names of all places, for the search of the map</td><td></td><td></td></tr>
          <tr><td><a href="../data.json">../data.json</a></td><td>What there is, for programs: versions, counts, days</td><td></td><td></td></tr>
        </tbody>
      </table>
      {{- with .Areas.Days}}
      <p>
        <code>areas/DAY.geojson</code> is the ground by who holds it, for {{len .}} days: each file holds from its day to the day
        of the next, {{index . 0}} the first of them. <code>changed/DAY.geojson</code> is what changed hands within the week up to
        that day. The days are listed in <a href="../data.json">data.json</a>.
      </p>
      {{- end}}
      <p>Reports are quoted from their publishers: please cite them, and the date you looked. {{.Attribution}}</p>
    </main>
  </body>
</html>
`))
