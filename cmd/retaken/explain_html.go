package main

import (
	"fmt"
	"html/template"
	"io"

	"retaken/internal/explain"
)

// writePage writes explanations as one web page that needs nothing else and runs nothing. What comes from articles
// is escaped by the template.
func writePage(w io.Writer, all []explain.Article) error {
	if err := explainPage.Execute(w, all); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}

var explainPage = template.Must(template.New("page").Funcs(template.FuncMap{
	"style":  func() template.CSS { return template.CSS(explainStyle) },
	"legend": func() []explain.Note { return explain.Legend },
}).Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{if eq (len .) 1}}{{(index . 0).Title}} – {{end}}What was read, and why</title>
<style>{{style}}</style>
</head>
<body>
<header>
<h1>What was read, and why</h1>
<ul class="legend">{{range legend}}<li><span class="{{.Mark}}">{{.Words}}</span> {{.Says}}</li>{{end}}</ul>
{{if gt (len .) 1}}<nav aria-label="Articles"><ol>{{range $i, $a := .}}<li><a href="#article-{{$i}}">{{$a.Day}} <bdi>{{$a.Title}}</bdi></a></li>{{end}}</ol></nav>{{end}}
</header>
<main>
{{range $i, $a := .}}<article id="article-{{$i}}">
<h2><bdi>{{.Title}}</bdi></h2>
<p class="about"><time>{{.Day}}</time>{{range .About}}<br><bdi>{{.}}</bdi>{{end}}</p>
<ol class="sentences">
{{range .Sentences}}<li{{if not .Notes}} class="quiet"{{end}}>
<p class="text"><span class="number">{{.Number}}</span><span{{with .Lang}} lang="{{.}}"{{end}}>{{range .Parts}}{{template "part" .}}{{end}}</span></p>
{{if .Notes}}<dl>
{{range .Notes}}<div class="note">
<dt><span class="kind">{{.Kind}}</span></dt>
<dd><p><bdi class="{{.Mark}}">{{.Words}}</bdi>: {{.Says}}</p>{{range .More}}
<p class="{{if eq .Sign "→"}}made{{else if .Sign}}none{{else}}more{{end}}">{{with .Sign}}<span class="sign">{{.}}</span> {{end}}{{.Text}}</p>{{end}}</dd>
</div>
{{end}}</dl>{{end}}
</li>
{{end}}</ol>
</article>
{{end}}</main>
</body>
</html>
{{define "part"}}{{if .Mark}}<span class="{{.Mark}}">{{template "part" .Inner}}</span>{{else}}{{.Text}}{{end}}{{end}}`))

// explainStyle sets marks off by lines of different kinds as well as by colours. Every text keeps a contrast of 4.5 to 1 on
// every ground that it may stand on.
const explainStyle = `
:root{color-scheme:light dark;--ink:#1c2321;--soft:#55605c;--ground:#fff;--rule:#dcd8cf;--box:#f6f4ef;--name:#dcebf5;--name-line:#2b6a9b;
--speaker:#7a3d94;--date:#1d6f6a;--fired:#14733a;--fired-ground:#d9f0df;--blocked:#945200;--blocked-ground:#fbeacb;--accent:#2b4c7e}
@media(prefers-color-scheme:dark){:root{--ink:#eef1ed;--soft:#a9b3ae;--ground:#151a1d;--rule:#343e42;--box:#1d2427;--name:#1f3d52;--name-line:#7fbbe6;
--speaker:#d7a3ee;--date:#74d0c8;--fired:#86dca0;--fired-ground:#1b4029;--blocked:#f0bb6a;--blocked-ground:#4a3511;--accent:#9dbcf0}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;-webkit-text-size-adjust:100%}
header,main{max-width:84rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.375rem;margin:1.25rem 0 .5rem}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 .25rem}
article{border-top:2px solid var(--rule);padding:1.25rem 0 1.5rem}
p,ol,ul,dl,dd{margin:0;padding:0}
ol,ul{list-style:none}
a{color:var(--accent)}
nav{margin:0 0 1rem}
nav li{padding:.25rem 0;overflow-wrap:anywhere}
.legend{display:flex;flex-wrap:wrap;gap:.375rem 1.25rem;margin:0 0 1rem;color:var(--soft);font-size:.875rem}
.legend span{color:var(--ink)}
.about{color:var(--soft);font-size:.875rem;margin-bottom:.75rem;overflow-wrap:anywhere}
.sentences>li{border-top:1px solid var(--rule);padding:.75rem 0}
.text{position:relative;padding-left:2.25rem;font-size:1.125rem;line-height:1.75;overflow-wrap:anywhere}
.quiet .text{color:var(--soft)}
.number{position:absolute;left:0;width:1.75rem;text-align:right;color:var(--soft);font-size:.8125rem;line-height:1.96875rem}
dl{margin:.5rem 0 0 2.25rem;font-size:.9375rem}
.note{display:grid;grid-template-columns:4.5rem 1fr;gap:0 .5rem;padding:.25rem 0}
.note dd{min-width:0;overflow-wrap:anywhere}
.kind{color:var(--soft);font-size:.8125rem}
.made,.none,.more{padding-left:2.25rem;text-indent:-1rem}
.made,.none{font-weight:600;padding-left:1.25rem;text-indent:-1.25rem}
.sign{display:inline-block;width:1.25rem;text-indent:0}
.made .sign{color:var(--fired)}
.none .sign{color:var(--blocked)}
.more{color:var(--soft)}
.name{background:var(--name);border-radius:.1875rem;box-shadow:inset 0 -2px var(--name-line)}
.left{text-decoration:underline dotted 2px var(--name-line);text-underline-offset:3px}
.fired{background:var(--fired-ground);border-radius:.1875rem;font-weight:650;text-decoration:underline solid 3px var(--fired);text-underline-offset:4px}
.blocked{background:var(--blocked-ground);border-radius:.1875rem;text-decoration:underline dashed 2px var(--blocked);text-underline-offset:4px}
.blocker{text-decoration:underline wavy 1.5px var(--blocked);text-underline-offset:3px;font-weight:650}
.speaker{font-style:italic;text-decoration:underline solid 1px var(--speaker);text-underline-offset:4px}
.date{text-decoration:underline double 1.5px var(--date);text-underline-offset:3px}
@media(max-width:40rem){
dl{margin-left:0}
.note{grid-template-columns:3.5rem 1fr}
.text{padding-left:1.5rem}
.number{width:1.125rem}
.more{padding-left:1.75rem;text-indent:-.5rem}
}
@media(min-width:64rem){
.sentences>li{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:0 2.5rem}
dl{margin:0}
.text{align-self:start;position:sticky;top:.5rem}
}
@media print{.text{position:static}.sentences>li{break-inside:avoid}}
`
