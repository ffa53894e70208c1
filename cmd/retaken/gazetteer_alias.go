package main

import (
	"slices"
	"strings"

	"retaken/internal/geo"
)

type gazetteerAlias struct {
	Add    aliasAdd    `cmd:"" help:"Add other names to a place. Case forms and romanisations are recognised without."`
	Remove aliasRemove `cmd:"" help:"Remove other names from a place."`
}

type aliasAdd struct {
	changeFlags
	Place      string   `arg:"" help:"A reference, or a name that only one place has."`
	Names      []string `arg:"" name:"alias" help:"The other names."`
	Lang       string   `help:"Language of the names: en, uk or ru. Default: by their letters." enum:"en,uk,ru," default:"" placeholder:"LANG"`
	Former     bool     `help:"They are official names of the past, such as Artemivsk." xor:"kind"`
	Colloquial bool     `help:"They are what people say, such as Kharkivshchyna." xor:"kind"`
}

// Run adds the names.
func (c aliasAdd) Run(e *env) error {
	kind := geo.Variant
	switch {
	case c.Former:
		kind = geo.Former
	case c.Colloquial:
		kind = geo.Colloquial
	}
	return c.edit(e, func(ed *editor) error {
		before, err := ed.one(c.Place)
		if err != nil {
			return err
		}
		after := before
		for _, name := range c.Names {
			if after, err = ed.alias(after, name, c.Lang, kind); err != nil {
				return err
			}
		}
		return ed.alter("alias add", "named", before, after)
	})
}

// alias is a place with one more name, or with another kind of a name that it has. An empty language is that of the letters.
func (ed *editor) alias(p geo.Place, name, lang string, kind geo.AliasKind) (geo.Place, error) {
	if name = strings.TrimSpace(name); geo.FoldKey(name) == "" {
		return p, misusef("the alias %q has no letter of the Latin or Cyrillic alphabet in it", name)
	}
	if lang == "" {
		lang = languageOf(name)
	}
	p.Aliases = slices.Clone(p.Aliases)
	if i := slices.IndexFunc(p.Aliases, func(a geo.Alias) bool { return a.Text == name }); i >= 0 && kind != geo.Variant && p.Aliases[i].Kind != kind {
		p.Aliases[i].Kind = kind // known as another sort of name
		return p, nil
	}
	if slices.Contains(namesOf(p), name) {
		return p, misusef("%s has the name %s already", named(p), plain(name))
	}
	if other := ed.rival(p, name); other != nil && kind != geo.Former && !ed.Force {
		return p, misusef("%s is the name of %s in the same oblast; use --force if it is the name of both", plain(name), named(*other))
	}
	p.Aliases = append(p.Aliases, geo.Alias{Text: name, Lang: lang, Kind: kind})
	return p, nil
}

// rival is another place in the oblast of p that is called so in the first place.
func (ed *editor) rival(p geo.Place, name string) *geo.Place {
	for _, c := range ed.before.Lookup(name) {
		if c.How == geo.Exact && c.Place.ID != p.ID && c.Place.Oblast == p.Oblast {
			return c.Place
		}
	}
	return nil
}

type aliasRemove struct {
	changeFlags
	Place string   `arg:"" help:"A reference, or a name that only one place has."`
	Names []string `arg:"" name:"alias" help:"The names to remove."`
}

// Run removes the names.
func (c aliasRemove) Run(e *env) error {
	return c.edit(e, func(ed *editor) error {
		before, err := ed.one(c.Place)
		if err != nil {
			return err
		}
		after := before
		after.Aliases = slices.Clone(before.Aliases)
		for _, name := range c.Names {
			n := len(after.Aliases)
			after.Aliases = slices.DeleteFunc(after.Aliases, func(a geo.Alias) bool { return a.Text == strings.TrimSpace(name) })
			if flag := ownName(before, strings.TrimSpace(name)); flag != "" && len(after.Aliases) == n {
				return misusef("%s is no alias of %s but its own name; change that with: retaken gazetteer edit%s %s %s NAME", plain(name), named(before), ed.dbArg(), shellWord(before.Ref), flag)
			}
			if len(after.Aliases) == n {
				return misusef("%s has no alias %s; it has: %s", named(before), plain(name), orNone(aliases(&before)))
			}
		}
		return ed.alter("alias remove", "changed", before, after)
	})
}

// ownName is the flag of gazetteer edit that sets a name of a place which is no alias, "" for other names.
func ownName(p geo.Place, name string) string {
	switch name {
	case p.Name:
		return "--name"
	case p.NameUk:
		return "--uk"
	case p.NameRu:
		return "--ru"
	}
	return ""
}
