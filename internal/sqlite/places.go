package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"reflect"

	"retaken/internal/geo"
)

const placeColumns = "ref, name, name_uk, name_ru, aliases, kind, oblast, raion, population, lon, lat, uncertainty_m"

// alias is a geo.Alias as the database keeps it. It is read into a geo.Alias at once: JSON compares names
// of fields without their case.
type alias struct {
	Text string        `json:"text"`
	Lang string        `json:"lang"`
	Kind geo.AliasKind `json:"kind"`
}

// Places yields the gazetteer in the order of IDs.
func (db *DB) Places(ctx context.Context) iter.Seq2[geo.Place, error] {
	return read(ctx, db.readers, "places", placeInto, "SELECT id, "+placeColumns+" FROM places ORDER BY id")
}

// PutPlaces adds places, or replaces those whose Ref is stored already, all or none, and returns their
// IDs in the order given. What is stored already is left alone.
func (db *DB) PutPlaces(ctx context.Context, places ...geo.Place) ([]geo.PlaceID, error) {
	if len(places) == 0 {
		return nil, nil
	}
	ids := make([]geo.PlaceID, len(places))
	err := db.change(ctx, func(t *tx) (changed bool, err error) {
		stored, err := placesByRef(ctx, t, places)
		if err != nil {
			return false, err
		}
		for i, p := range places {
			old, known := stored[p.Ref]
			if p.ID = old.ID; len(p.Aliases) == 0 {
				p.Aliases = nil
			}
			if !known || !reflect.DeepEqual(p, old) {
				if p.ID, err = putPlace(ctx, t, p); err != nil {
					return false, fmt.Errorf("place %q: %w", p.Ref, broken(err))
				}
				stored[p.Ref] = p
				changed = true
			}
			ids[i] = p.ID
		}
		return changed, nil
	})
	if err != nil {
		return nil, fmt.Errorf("keeping places: %w", err)
	}
	return ids, nil
}

// placesByRef looks up those of the places that are stored.
func placesByRef(ctx context.Context, t *tx, places []geo.Place) (map[string]geo.Place, error) {
	refs := make([]string, len(places))
	for i, p := range places {
		refs[i] = p.Ref
	}
	list, err := json.Marshal(refs)
	if err != nil {
		return nil, err
	}
	stored := make(map[string]geo.Place, len(places))
	for p, err := range read(ctx, t, "places", placeInto,
		"SELECT id, "+placeColumns+" FROM places WHERE ref IN (SELECT value FROM json_each(?))", string(list)) {
		if err != nil {
			return nil, err
		}
		stored[p.Ref] = p
	}
	return stored, nil
}

// putPlace writes a new place, or the new state of the one with that ID.
func putPlace(ctx context.Context, t *tx, p geo.Place) (geo.PlaceID, error) {
	row, err := placeRow(p)
	if err != nil {
		return 0, err
	}
	id, err := t.put(ctx, "places", placeColumns+", revision", int64(p.ID), append(row, t.revision))
	return geo.PlaceID(id), err
}

// placeRow is a place as a row of placeColumns.
func placeRow(p geo.Place) ([]any, error) {
	if err := valid(p.Ref, p.Name, p.NameUk, p.NameRu, p.Oblast, p.Raion); err != nil {
		return nil, err
	}
	aliases := make([]alias, len(p.Aliases))
	for i, a := range p.Aliases {
		if err := valid(a.Text, a.Lang, string(a.Kind)); err != nil {
			return nil, err
		}
		aliases[i] = alias(a)
	}
	list, err := jsonText(aliases)
	return []any{
		p.Ref, p.Name, p.NameUk, p.NameRu, list, string(p.Kind), p.Oblast, p.Raion, p.Population,
		p.Lon(), p.Lat(), float64(p.Uncertainty),
	}, err
}

// placeInto are the targets of an id and placeColumns.
func placeInto(p *geo.Place) []any {
	aliases := jsonInto[geo.Alias]{&p.Aliases}
	return []any{
		(*int64)(&p.ID), &p.Ref, &p.Name, &p.NameUk, &p.NameRu, aliases, (*string)(&p.Kind), &p.Oblast, &p.Raion,
		&p.Population, &p.Point[0], &p.Point[1], (*float64)(&p.Uncertainty),
	}
}
