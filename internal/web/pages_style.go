package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"

	"github.com/labstack/echo/v4"
)

// style is the look of every page. Its colours are those of the map.
const style = `
:root{color-scheme:light dark;--ink:#1c2321;--ink-2:#525a57;--panel:#ffffff;--raise:#f7f5f0;--line:#dcd8cf;--line-2:#8b8f8a;--accent:#2b4c7e;--focus:#1a56db;--held-text:#0b5f58;--occupied-text:#973f1b;--contested-text:#5b3f8c;--sea:#dbe4e6;--land:#f5f3ee;--land-other:#ebe8e1;--oblast-line:#b9b2a4;--border:#6f6a60;--held:#0f766e;--occupied:#b4522b;--contested:#5b3f8c;--unknown:#6d736f;--edge:#33211a;--label-small:#434a47}
@media(prefers-color-scheme:dark){:root{--ink:#eef1ed;--ink-2:#a9b2ad;--panel:#151a1d;--raise:#1d2427;--line:#2f383b;--line-2:#6f7a76;--accent:#9dbcf0;--focus:#8ab4ff;--held-text:#62d3c1;--occupied-text:#f0986f;--contested-text:#c4adec;--sea:#0e1416;--land:#1c2225;--land-other:#161b1e;--oblast-line:#47504f;--border:#8b938f;--held:#3fc2ae;--occupied:#e2794b;--contested:#b79be6;--unknown:#98a09c;--edge:#f4d9c9;--label-small:#c0c8c3}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--panel);color:var(--ink);font:400 .9375rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2.5px solid var(--focus);outline-offset:1px;border-radius:4px}
.skip{position:absolute;left:8px;top:8px;padding:8px 16px;background:var(--panel)}
.skip:not(:focus){top:-80px}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 18px}
body>header{display:flex;flex-wrap:wrap;gap:4px 24px;align-items:center;padding-top:10px;padding-bottom:10px}
body>header::after{content:"";flex-basis:100%;order:1;border-bottom:1px solid var(--line)}
.site{font-weight:650;color:var(--ink);text-decoration:none}
header nav{display:flex;flex-wrap:wrap;gap:0 18px}
nav a,.site{display:inline-block;padding:6px 0}
.crumbs{margin:10px 0 0;padding:0;display:flex;flex-wrap:wrap;list-style:none;font-size:.8125rem;color:var(--ink-2)}
.crumbs li+li::before{content:"›";padding:0 8px}
.crumbs a,.crumbs span{padding:4px 0;display:inline-block}.crumbs li{min-width:0;overflow-wrap:anywhere}
h1{margin:4px 0 8px;font-size:1.5625rem;line-height:1.25;font-weight:650;overflow-wrap:anywhere}
h1 small{font-size:1.125rem;font-weight:400;color:var(--ink-2)}
h2{margin:28px 0 8px;font-size:1.1875rem;line-height:1.3;font-weight:650}
h3{margin:20px 0 4px;font-size:.9375rem;font-weight:650}
p{margin:0 0 12px;max-width:44rem;overflow-wrap:anywhere}
.note,footer{color:var(--ink-2);font-size:.8125rem}
.note{max-width:none}
.split{display:grid;gap:0 32px;grid-template-columns:minmax(0,1fr)}
@media(min-width:56rem){.split{grid-template-columns:minmax(0,1fr) minmax(0,30rem);align-items:start}.split>figure{order:2}.items{grid-template-columns:minmax(0,40rem) minmax(0,1fr)}.items>figure{order:0}.brief{grid-template-columns:minmax(0,1fr) minmax(0,22rem)}}
figure{margin:8px 0 16px}
figure.map>svg{display:block;width:100%;height:auto;background:var(--sea);border-radius:8px}
.land{fill:var(--land);stroke:var(--border);stroke-width:1.2}
.land.others{fill:var(--land-other);stroke:none}
.lines{fill:none;stroke:var(--oblast-line);stroke-width:1;stroke-dasharray:5 4}
.land,.lines,.shape,.extent{vector-effect:non-scaling-stroke;stroke-linejoin:round}
.map text{fill:var(--label-small);font-size:22px;text-anchor:middle;letter-spacing:1px;opacity:.8}
.extent{fill:none;stroke:var(--accent);stroke-width:1.5;stroke-dasharray:6 4}
.held{color:var(--held)}.occupied{color:var(--occupied)}.contested{color:var(--contested)}.unknown,.plain{color:var(--unknown)}.plain{color:var(--accent)}
use{fill:currentColor;stroke:var(--panel);stroke-width:2.5}
.dots{fill:none;stroke:currentColor;stroke-width:13;stroke-linecap:round;stroke-opacity:.7}
use.hollow{fill:var(--panel);stroke:currentColor;stroke-width:4}
use.ring{fill:none;stroke:currentColor;stroke-width:4}
.shape{fill:currentColor;fill-opacity:.3;stroke:currentColor;stroke-width:1;fill-rule:evenodd}
.shape.held{fill-opacity:.16}.shape.unknown{fill-opacity:.08;stroke-opacity:.3}.shape.inferred{fill-opacity:.1;stroke-dasharray:3 3}
.hatch{stroke:currentColor;stroke-width:5}
.shape.by-held{fill:url(#by-held);fill-opacity:.8}.shape.by-occupied{fill:url(#by-occupied);fill-opacity:.8}
.shape.edge{fill:none;color:var(--edge);stroke-width:2}.shape.claimed{stroke-dasharray:6 5}
.map a:hover{opacity:.7}
.key{display:flex;flex-wrap:wrap;gap:4px 16px;margin:6px 0 0;padding:0;list-style:none;font-size:.8125rem;color:var(--ink-2)}
.key li{display:flex;gap:6px;align-items:center}
.key svg{flex:none;width:16px;height:16px;overflow:visible}
@media(max-width:40rem){#circle,#square,#diamond,#dot,#ring{transform:scale(1.7)}.map text{font-size:28px}}
.wide{overflow-x:auto;border:solid var(--line);border-width:1px 0;margin-top:8px}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:650;padding:4px 0}
th,td{padding:6px 14px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child>*{border-bottom:0}
thead th{font-weight:560;color:var(--ink-2);white-space:nowrap;border-bottom-color:var(--line-2)}
td{max-width:26rem;overflow-wrap:anywhere}
.wide td{white-space:nowrap}.wide td.text{white-space:normal;min-width:24rem;max-width:34rem}
.wide th:first-child{position:sticky;left:0;background:var(--panel);font-weight:400}
td.n,th.n{text-align:right}
.facts th{font-weight:400;color:var(--ink-2);width:15rem;padding-right:20px}.facts{width:100%;table-layout:fixed}.facts th{overflow-wrap:anywhere}.facts td{max-width:none}
.tiles .facts th,.facts .facts th{width:40%;padding-right:10px}.facts table{font-size:inherit}
details{margin:0 0 12px;border:1px solid var(--line);border-radius:8px}
summary{padding:8px 14px;cursor:pointer;font-weight:560}
details>*:not(summary){margin-left:14px;margin-right:14px}
form{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:10px 14px;margin:0 0 14px;align-items:end}
form details{grid-column:1/-1;margin:0}
form details[open] summary{margin-bottom:6px}
.more{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:10px 14px;align-items:end;padding-bottom:14px}
label{display:block;font-size:.8125rem;color:var(--ink-2);min-width:0}
input,select,button,.button{display:block;width:100%;min-height:38px;margin-top:2px;padding:4px 10px;border:1px solid var(--line-2);border-radius:8px;background:var(--panel);color:var(--ink);font:inherit;font-size:.9375rem}
button,.button{display:inline-block;width:auto;white-space:nowrap;font-weight:560;cursor:pointer;text-decoration:none}
button:hover,.button:hover{background:var(--raise)}
details>form{margin-bottom:14px}
form .hint{grid-column:1/-1;margin:0}
.actions{display:flex;gap:14px;align-items:center;grid-column:1/-1}
.pager{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;margin:12px 0;font-variant-numeric:tabular-nums}
.pager .button{margin:0;display:inline-flex;align-items:center}
blockquote{margin:0 0 4px;padding:2px 0 2px 14px;border-left:3px solid var(--line-2);font-family:Georgia,"Noto Serif",serif;font-size:1.0625rem;overflow-wrap:anywhere;max-width:44rem}
.by{margin:0 0 18px;padding-left:17px;color:var(--ink-2);font-size:.8125rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:14px;margin:14px 0;padding:0;list-style:none}
.tiles>li{border:1px solid var(--line);border-radius:8px;padding:12px 16px}
.tiles h2{margin:0 0 4px}.tiles p{font-size:.875rem}
.links{margin:0;padding:0;list-style:none;columns:22rem auto;column-gap:32px}
.links li{padding:4px 0;break-inside:avoid;overflow-wrap:anywhere}
.links small{color:var(--ink-2)}
.row{display:flex;flex-wrap:wrap;gap:6px 18px;margin:0 0 12px;padding:0;list-style:none}
.row a{display:inline-block;padding:3px 0}.row .button{padding:6px 14px}
.tree.wide{border:0}.tree.wide td{white-space:normal;min-width:5rem}
.tree>li{padding:2px 0}ul.tree,ol.tree{margin:0;padding-left:20px}
.state{font-size:1.125rem;font-weight:650}.state.held{color:var(--held-text)}.state.occupied{color:var(--occupied-text)}.state.contested{color:var(--contested-text)}.state.unknown{color:var(--ink-2)}
.about,.marks{margin:0 0 12px;padding:0 0 0 18px;font-size:.8125rem;color:var(--ink-2);overflow-wrap:anywhere}
.marks{list-style:none;padding:0;line-height:1.9}.marks span{color:var(--ink)}
.sentences,.reports,.spans{margin:8px 0 0;padding:0;list-style:none}
.sentence{display:grid;gap:6px 32px;padding:12px 16px;border-top:1px solid var(--line);border-left:3px solid transparent}
@media(min-width:56rem){.sentence{grid-template-columns:minmax(0,1fr) minmax(0,30rem)}.sentence .words{position:sticky;top:8px}}
.sentence.evidence{border-left-color:var(--line-2)}
.sentence:has(:target),.reports>li:target{background:var(--raise);border-left-color:var(--accent)}
.says>span{scroll-margin-top:4rem}
.words{position:relative;margin:0;padding-left:30px;font:1.0625rem/1.75 Georgia,"Noto Serif",serif;overflow-wrap:anywhere}
.number{position:absolute;left:0;font:.75rem/1.86rem system-ui,-apple-system,sans-serif;color:var(--ink-2)}
.says>.note{position:relative;padding-left:30px;margin:0}.says>.note .number{line-height:1.3}
.gap{padding:8px 0 8px 49px;border-top:1px solid var(--line)}
.makes{font-size:.875rem;min-width:0;overflow-wrap:anywhere}
.makes details{margin:6px 0 0}.makes summary{padding:4px 12px;font-size:.8125rem;font-weight:400;color:var(--ink-2)}
.report{margin:0 0 8px}.report small,.notes small{color:var(--ink-2);font-size:.8125rem}
.report .state{font-size:inherit}
.notes{margin:0 12px 10px;font-size:.8125rem}.notes>div{display:grid;grid-template-columns:4rem minmax(0,1fr);padding:3px 0}
.notes dt{color:var(--ink-2)}.notes dd{margin:0;overflow-wrap:anywhere}
.m-name{background:var(--raise);border-radius:3px}
span.m-name,bdi.m-name{text-decoration:underline 2px var(--accent);text-underline-offset:3px}
.m-left{text-decoration:underline dotted 2px var(--line-2);text-underline-offset:3px}
.m-fired{font-weight:650;text-decoration:underline solid 3px var(--accent);text-underline-offset:4px}
.m-blocked{text-decoration:underline dashed 2px var(--ink-2);text-underline-offset:4px}
.m-blocker{font-weight:650;text-decoration:underline wavy 1.5px var(--ink-2);text-underline-offset:3px}
.m-speaker{font-style:italic;text-decoration:underline solid 1px var(--ink-2);text-underline-offset:4px}
.m-date{text-decoration:underline double 1.5px var(--ink-2);text-underline-offset:3px}
.reports>li{padding:10px 0 4px 12px;margin-left:-15px;border-left:3px solid transparent}
.reports .by{padding-left:17px;margin-bottom:6px}
.spans>li{display:grid;grid-template-columns:13rem minmax(0,1fr);gap:2px 18px;padding:8px 0;border-top:1px solid var(--line)}
.spans p{margin:0;font-size:.875rem}.spans .state{font-size:inherit}.spans small{color:var(--ink-2);font-size:.8125rem}
@media(max-width:40rem){.spans>li{grid-template-columns:minmax(0,1fr)}}
.names{margin:0 0 8px;color:var(--ink-2)}
.wide code{white-space:nowrap;overflow-wrap:normal}
code{font:.875em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
footer{margin-top:40px;padding-top:14px;padding-bottom:30px}
footer p{max-width:none}
@media(max-width:40rem){input,select,button,.button{min-height:44px}.facts th{width:40%}nav a{padding:10px 0}header nav{font-size:.8125rem;gap:0 12px}}
@media print{header nav,form,details,.pager{display:none}}
svg.chart{display:block;width:100%;height:auto}
.chart path{fill:none;stroke:currentColor;stroke-width:2.2;vector-effect:non-scaling-stroke}.chart path.all{stroke-opacity:.5;stroke-dasharray:2 3}
.chart path.grid{stroke:var(--line);stroke-width:1}.chart text{fill:var(--ink-2);font-size:15px}
`

// pagePolicy lets a page have its own style, the icon and forms to this server, and nothing else.
var pagePolicy = func() string {
	digest := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) +
		"'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
}()

// copyPolicy is that of a page in a static copy, of which the style is a file.
const copyPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

func (s *Server) pagePolicy() string {
	if s.Copy {
		return copyPolicy
	}
	return pagePolicy
}

// pagesStyle is the style of pages in a static copy.
func (s *Server) pagesStyle(c echo.Context) error {
	return send(c, http.StatusOK, mediaTypes[".css"], []byte(style))
}

// pageHeaders is what a browser is to know about a page.
func pageHeaders(policy string) [][2]string {
	return [][2]string{{"Content-Security-Policy", policy}, {"Referrer-Policy", "same-origin"}}
}
