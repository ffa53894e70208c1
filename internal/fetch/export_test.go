package fetch

// StateKey is where the state of a feed is kept.
var StateKey = stateKey
