package web

const placeContent = `<h1>{{.Title}}{{with .Data.Uk}} <small lang="uk">{{.}}</small>{{end}}</h1>
<p class="state {{.Data.State.Class}}">{{.Data.State.Words}}{{with .Data.Since}} since {{.}}{{end}}</p>
<p>{{with .Data.On}}At the end of {{.}}. {{end}}{{with .Data.AsKnown}}As known at the end of {{.}}. {{end}}{{with .Data.Claim}}Beside that, {{.}}. {{end}}{{with .Data.Footing}}What this rests on: {{.}}.{{end}}</p>
{{template "ways" .Data.Ways}}<div class="split">{{template "map" .Data.Map}}
<div>
<p>{{.Data.Facts}}.<br>Longitude, latitude: {{.Data.Position}}.</p>
{{with .Data.Names}}<p class="names">Also called {{range $i, $n := .}}{{if $i}}, {{end}}<bdi{{with .Lang}} lang="{{.}}"{{end}}>{{.Text}}</bdi>{{with .Note}} ({{.}}){{end}}{{end}}.</p>
{{end}}{{with .Data.Form}}<details{{if or $.Data.On $.Data.AsKnown}} open{{end}}><summary>On another day</summary>{{template "form" .}}</details>
{{end}}<h2>Why the map says so</h2>
{{if .Data.Why}}<ol class="reports">
{{range .Data.Why}}{{template "placeReport" .}}{{end}}</ol>
{{else}}<p>No report tells of this state. Absence of a report is not evidence that nothing happened.</p>
{{end}}{{with .Data.Spans}}<h2>History</h2>
<ol class="spans">
{{range .}}<li><span>{{.Days}}</span><div><p><b class="state {{.Class}}">{{.Words}}</b>{{if .Now}} <small>(told of above)</small>{{end}}</p>
<p><small>{{.Footing}}{{with .Claim}}; {{.}}{{end}}{{with .Reports}}: {{range $i, $id := .}}{{if $i}}, {{end}}<a href="#event-{{$id}}">report {{$id}}</a>{{end}}{{end}}</small></p></div></li>
{{end}}</ol>
{{end}}{{with .Data.Other}}<h2>What other states rest on</h2>
<ol class="reports">
{{range .}}{{template "placeReport" .}}{{end}}</ol>
{{end}}{{with .Data.LeftOut}}<h2>Reports that do not count</h2>
<ol class="reports">
{{range .}}{{template "placeReport" .}}{{end}}</ol>
{{end}}{{with .Data.More}}<p>{{if $.Data.All}}<a href="{{$.Data.All}}">{{.}} more reports</a>{{else}}{{.}} more reports are not shown.{{end}}</p>
{{end}}</div></div>
{{define "placeReport"}}<li id="event-{{.ID}}"><blockquote{{with .Lang}} lang="{{.}}"{{end}}><bdi>{{.Quote}}</bdi></blockquote>
<p class="by">{{with .Publisher}}<bdi>{{.}}</bdi>{{else}}Publisher not named{{end}}{{with .Title}}, {{if $.URL}}<a href="{{$.URL}}" rel="external noopener noreferrer nofollow"><bdi>{{.}}</bdi></a>{{else}}<bdi>{{.}}</bdi>{{end}}{{end}}{{with .Published}}, published {{.}}{{end}}.<br>
{{.Says}}, {{.DateWords}}; {{.Standing}}; <bdi>{{.Whose}}</bdi>.{{with .Because}}<br>Left out: {{.}}.{{end}}<br>
{{with .Evidence}}<a href="{{.}}">The sentence in its article</a>{{end}}{{if .Href}}{{if .Evidence}} · {{end}}<a href="{{.Href}}?f=html">Report {{.ID}}</a>{{end}}</p></li>
{{end}}`
