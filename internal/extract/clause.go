package extract

// clause is the part of a sentence between two boundaries: a semicolon, a colon, a dash, or a word that
// opens a clause ("which", "after", "that").
type clause struct{ from, to int }

// clauses cuts the sentence. Every token belongs to exactly one clause.
func (s *sentence) clauses() []clause {
	if s.cut != nil {
		return s.cut
	}
	var out []clause
	from := s.from
	for i := s.from; i < s.to; i++ {
		if i > from && s.opensClause(i) {
			out = append(out, clause{from, i})
			from = i
		}
	}
	s.cut = append(out, clause{from, s.to})
	return s.cut
}

func (s *sentence) opensClause(i int) bool {
	switch s.doc.tokens[i].fold {
	case ";", ":":
		return true
	case "—", "–":
		return s.doc.tokens[i].gap > glued
	}
	f, ok := s.at("words", i)
	if ok && f.class == "aux" && s.lang == "en" && i > s.from && s.doc.tokens[i-1].fold == "," {
		return true // the main clause goes on: "Sudzha, through whose meters gas still flows, is held by …"
	}
	return ok && f.class == "clause" && f.from == i
}

// around is the clause that holds token i.
func around(cs []clause, i int) int {
	for k, c := range cs {
		if i < c.to {
			return k
		}
	}
	return len(cs) - 1
}
