package geo

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
)

// Theatre is what helps to tell places of one name apart beside the gazetteer.
type Theatre struct {
	Fronts   Fronts
	Unplaced Unplaced
}

// LoadTheatre reads fronts.tsv and unplaced.tsv from fsys.
func LoadTheatre(fsys fs.FS) (t Theatre, err error) {
	if t.Fronts, err = LoadFronts(fsys); err == nil {
		t.Unplaced, err = LoadUnplaced(fsys)
	}
	return t, err
}

// Fingerprint is the same for two theatres only if they know the same.
func (t Theatre) Fingerprint() string {
	h := sha256.New()
	h.Write([]byte(t.Fronts.Fingerprint()))
	h.Write(t.Unplaced)
	return hex.EncodeToString(h.Sum(nil)[:4])
}
