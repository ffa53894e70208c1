// Package web is the front end: a map page in TypeScript, which Vite builds into the folder dist.
package web

import (
	"embed"
	"io/fs"
)

// The folder is empty but for placeholder.html until the front end is built, so that the program can
// be built without it.
//
//go:embed all:dist
var dist embed.FS

// Dist is the built front end, with index.html at its root. There is no index.html when the front end
// was not built before the program.
func Dist() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // only an invalid path is an error
	}
	return files
}
