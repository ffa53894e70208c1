// Package arch draws the picture of the house and keeps it true.
//
//	 cmd/retaken        flags, wiring, exit codes             may import every floor below
//	───────────────────────────────────────────────────────────────────────────────────────
//	 internal/ingest    the walk: read, extract, keep         is handed its stores by cmd
//	 internal/web       HTTP: OGC API, the front end          is handed its store by cmd
//	───────────────────────────────────────────────────────────────────────────────────────
//	 internal/explain   what was read in an article, and what became of it, in words
//	───────────────────────────────────────────────────────────────────────────────────────
//	 internal/extract   internal/atlas     internal/sqlite    internal/format
//	 language           ready to serve     SQL                files that leave the program
//
//	 internal/placefile internal/eval      internal/fetch     internal/publish
//	 places as others   readings and       the web            the site as files;
//	 publish them       labels compared                       neighbours never meet
//	───────────────────────────────────────────────────────────────────────────────────────
//	 internal/cql2                 internal/tile            internal/kept
//	 filters on features           vector tiles             what is kept, by use
//
//	 internal/geo                  internal/news            internal/territory
//	 places, events, time,         articles and             cells, borders, areas
//	 gazetteer, contracts          their formats            on plane and ellipsoid
//	───────────────────────────────────────────────────────────────────────────────────────
//	 web                                     data
//	 front end, embedded                     lexicons, gazetteer, boundaries, sample articles:
//	                                         files, reached only through an fs.FS that cmd passes in
//
// A package imports from a lower floor, never from its own. The table of allowed imports is in
// arch_test.go, which reads the import clauses of every file. Decisions that were hard to make are in
// decisions.md.
package arch
