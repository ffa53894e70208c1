package extract

// trigger is a phrase that tells of a change of control, with the clause it stands in.
type trigger struct {
	found
	clause clause
	pos    int    // of the clause in the sentence
	match  *match // nil for a bare phrase
}

// gained tells whether a side has the place now, whoever it was.
func (t trigger) gained() bool {
	return t.class == "take" || t.class == "regain" || t.class == "free" || t.class == "flag"
}

// standing tells whether it says whose a place is, not how it came to be so. A flag goes up on some day.
func (t trigger) standing() bool {
	if t.match != nil {
		return t.state && t.gained()
	}
	return t.arg == "state" && (t.class == "take" || t.class == "free")
}

// rule is the name of the rule that a trigger calls for.
func (t trigger) rule() string {
	if t.match != nil {
		return t.class + "/construction"
	}
	return t.class + "/" + t.arg
}
