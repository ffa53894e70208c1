package publish

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strconv"
)

// plainWords is what a page of the map says to those who run no scripts, as the server writes it at its end.
var plainWords = regexp.MustCompile(`(?s)<noscript><div role="main">.*?</div></noscript>\n?`)

// withPlainWords is a page with what the server says in it without scripts.
func withPlainWords(page string, served []byte) string {
	words := plainWords.Find(served)
	i := bytes.LastIndex([]byte(page), []byte("</body>"))
	if words == nil || i < 0 {
		return page
	}
	return page[:i] + string(words) + page[i:]
}

// stories writes a page for each place that a report tells of, and for each article that has one. Their addresses are
// relative, as the server makes them for a copy.
func (w *writer) stories(*manifest) error {
	events, err := w.ask.features("collections/events/items" + everything)
	if err != nil {
		return err
	}
	places, articles := map[int64]bool{}, map[int64]bool{}
	for _, f := range events.features {
		var event struct {
			Properties struct {
				Place   int64 `json:"place_id"`
				Article int64 `json:"article_id"`
			} `json:"properties"`
		}
		if err := json.Unmarshal(f, &event); err != nil {
			return fmt.Errorf("reading the reports: %w", err)
		}
		if id := event.Properties.Place; id != 0 {
			places[id] = true
		}
		if id := event.Properties.Article; id != 0 {
			articles[id] = true
		}
	}
	if len(places)+len(articles) == 0 {
		return nil
	}
	for _, of := range []struct {
		folder string
		ids    map[int64]bool
	}{{"places", places}, {"articles", articles}} {
		for _, id := range sorted(of.ids) {
			address := of.folder + "/" + strconv.FormatInt(id, 10)
			header, page, err := w.ask.get(address, "text/html")
			if err != nil {
				return err
			}
			policy := fmt.Sprintf("<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">", html.EscapeString(policyInPage(header.Get("Content-Security-Policy"))))
			if err := w.write(address+".html", bytes.Replace(page, []byte("<head>"), []byte(policy), 1)); err != nil {
				return err
			}
		}
	}
	_, css, err := w.ask.get("pages.css", "text/css")
	if err != nil {
		return err
	}
	return w.write("pages.css", css)
}
