package fetch

import "testing"

// The examples of RFC 9309, sections 2.2 and 5, and of the forms in which such files are found.
func TestRobots(t *testing.T) {
	const example = `
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
`
	for _, c := range []struct {
		file, agent, path string
		want              bool
	}{
		{example, "retaken", "/example/page.html", false},
		{example, "retaken", "/publications/a.gif", true}, // the longer rule
		{example, "retaken", "/a.gif", false},
		{example, "retaken", "/a.gif?b", true},
		{example, "FooBot", "/example/page.html", true},
		{example, "foobot", "/example/page2.html", false},
		{example, "barbot", "/example/page.html", false},
		{example, "bazbot", "/example/page.html", false},
		{example, "bazbot", "/a.gif", true}, // a group of its own replaces that for all
		{example, "quxbot", "/example/", true},
		{"", "retaken", "/", true},
		{"User-agent: *\nDisallow:", "retaken", "/a", true},
		{"User-agent: *\nDisallow: /", "retaken", "/a", false},
		{"User-agent: *\nDisallow: /", "retaken", "/robots.txt", true},
		{"User-agent: *\r\nDisallow: /a # not a\r\nAllow: /a/b", "retaken", "/a/c", false},
		{"User-agent: *\r\nDisallow: /a # not a\r\nAllow: /a/b", "retaken", "/a/b", true},
		{"User-agent: *\nDisallow: /a\nAllow: /a", "retaken", "/a", true}, // of two as long the one that allows
		{"User-agent: *\nSitemap: https://example.org/s.xml\nDisallow: /a", "retaken", "/a", false},
		{"User-agent: retaken/1.0\nDisallow: /a", "retaken", "/a", false},
		{"User-agent: *\nDisallow: /\nUser-agent: retaken\nDisallow: /x", "retaken", "/a", true},
		{"User-agent: retaken\nDisallow: /x\nUser-agent: retaken\nDisallow: /y", "retaken", "/x", false},
		{"User-agent: *\nDisallow: /новини", "retaken", "/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/1", false},
		{"User-agent: *\nDisallow: /a*b*c", "retaken", "/axxbxxcxx", false},
		{"User-agent: *\nDisallow: /a*b*c$", "retaken", "/axxbxxcxx", true},
		{"User-agent: *\nDisallow: /a$", "retaken", "/ab", true},
		{"User-agent: *\nDisallow: /*?", "retaken", "/a?b", false},
		{"\xef\xbb\xbfUser-agent: *\nDisallow: /", "retaken", "/a", false},
		{"<html>not found</html>", "retaken", "/a", true},
	} {
		if got := parseRobots([]byte(c.file), c.agent).allow(c.path); got != c.want {
			t.Errorf("%q for %s: allow(%q) = %v, want %v", c.file, c.agent, c.path, got, c.want)
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /", "/a?b")
	f.Add("\xef\xbb\xbfuser-agent:x\n\ndisallow:%zz", "/%41")
	f.Fuzz(func(t *testing.T, file, path string) {
		rules := parseRobots([]byte(file), "retaken")
		if len(rules) == 0 && !rules.allow(path) {
			t.Error("nothing is forbidden, and yet it is not allowed")
		}
		if !rules.allow("/robots.txt") {
			t.Error("robots.txt itself is not allowed")
		}
	})
}
