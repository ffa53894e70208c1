package main

import (
	"fmt"
	"strconv"
	"strings"

	"retaken/internal/geo"
)

type gazetteerSearch struct {
	dbFlag
	listFlags
	Query string `arg:"" help:"A name or its beginning."`
	Limit int    `help:"At most so many places; 0 for all." default:"10"`
}

// Run prints what it finds, best first.
func (c gazetteerSearch) Run(e *env) error {
	if strings.TrimSpace(c.Query) == "" {
		return misusef("there is nothing to look for; want a name or its beginning")
	}
	g, err := c.gazetteer(e)
	if err != nil {
		return err
	}
	found := g.Search(c.Query, max(c.Limit, 0))
	if len(found) == 0 {
		return fmt.Errorf("no place is called %s or begins so; add it with: %s", plain(c.Query), c.addCommand(inLanguage(strings.TrimSpace(c.Query), languageOf(c.Query))))
	}
	return c.print(e, found)
}

type gazetteerShow struct {
	dbFlag
	listFlags
	Name string `arg:"" help:"A name or a reference such as iso:UA-63."`
}

// Run prints the places with all their names.
func (c gazetteerShow) Run(e *env) error {
	if strings.TrimSpace(c.Name) == "" {
		return misusef("the name is empty; want a name or a reference such as iso:UA-63")
	}
	g, err := c.gazetteer(e)
	if err != nil {
		return err
	}
	var places []*geo.Place
	if p, ok := g.ByRef(c.Name); ok {
		places = append(places, &p)
	} else {
		for _, cand := range g.Lookup(c.Name) {
			places = append(places, cand.Place)
		}
	}
	if len(places) == 0 {
		return notThere(c.Name)
	}
	if c.JSON {
		return c.print(e, places)
	}
	for i, p := range places {
		if i > 0 {
			fmt.Fprintln(e.out)
		}
		fmt.Fprintf(e.out, "%s\n  ref          %s\n  kind         %s\n  position     %s, within %g m\n", plain(p.Name), plain(p.Ref), p.Kind, latLon(p.Point), float64(p.Uncertainty))
		for _, l := range []struct{ label, value string }{
			{"Ukrainian", p.NameUk},
			{"Russian", p.NameRu},
			{"oblast", p.Oblast},
			{"raion", p.Raion},
			{"population", orEmpty(p.Population)},
			{"also", aliases(p)},
		} {
			if l.value != "" {
				fmt.Fprintf(e.out, "  %-12s %s\n", l.label, plain(l.value))
			}
		}
	}
	return nil
}

// notThere says that no place has a name or reference.
func notThere(name string) error {
	return fmt.Errorf("no place is called %s; look for one with: retaken gazetteer search %s", plain(name), shellWord(name))
}

func aliases(p *geo.Place) string {
	var out []string
	for _, a := range p.Aliases {
		out = append(out, described(a))
	}
	return strings.Join(out, ", ")
}

func orEmpty(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

type gazetteerList struct {
	dbFlag
	listFlags
	filterFlags
}

// Run prints places in the order in which they were added.
func (c gazetteerList) Run(e *env) error {
	places, err := c.places(e)
	if err != nil {
		return err
	}
	chosen, err := c.choose(places)
	if err != nil {
		return err
	}
	return c.print(e, chosen)
}
