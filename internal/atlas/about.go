package atlas

// about is what people are told of a collection.
type about struct{ title, description string }

// Names are those of all collections, in the order in which people are shown them.
var Names = []string{Events, Control, History, Changes, Areas, Borders, Articles, Places}

var abouts = map[string]about{
	Events: {
		"Reported changes of control",
		"One feature for each report that control of a place changed: a claim with its evidence, not yet a fact. " +
			"The parameter datetime acts on date, as precise as date_precision; reports without a date meet every datetime.",
	},
	Control: {
		"Control of places",
		"The state of every place that a report or the baseline of 2022-02-24 tells of: the assessed holder, what that rests on, " +
			"and a claim that nobody else has borne out beside it. Without datetime it is the latest state; with datetime the state " +
			"at that time, or at the end of that interval. The id is that of the place.",
	},
	History: {
		"Control of places through time",
		"Every span of time during which the state of a place did not change, from valid_from until before valid_to, which is null " +
			"while the state lasts: for tools that step through time. The parameter datetime selects the spans that share an instant " +
			"with it. The id is made of that of the place and of the day that the span begins with.",
	},
	Changes: {
		"Changes of control",
		"Every change of the assessed holder of a place, or of the claim that is open beside it, as reports made it: what was before, " +
			"what is from then on, and the report best quoted for it. The parameter datetime acts on the day of the change alone, date, " +
			"however exactly that is known (date_precision). The id is that of the span of control-history that the change begins.",
	},
	Areas: {
		"Areas by who holds them",
		"The ground of Ukraine by its state: what is nearest to places of that state, within 10 km of a place with evidence " +
			"(reported) or within 30 km of the nearest one (inferred); farther ground is without evidence. Nearest-place areas, not a " +
			"surveyed line. Without datetime the latest state; with datetime the state at that time, or at the end of that interval. " +
			"Areas of one state have one id on every day.",
	},
	Borders: {
		"Borders between areas",
		"Where ground of different holders meets, and the edge of ground that is claimed: lines whose left and right holder are told, " +
			"marked as claimed when one side rests on a claim and as inferred when it lies far from evidence. Time is as in the areas; " +
			"the ids number the lines of one answer.",
	},
	Articles: {
		"Articles",
		"The articles that were read, each at the positions of the places that it names, with the number of reports of changes " +
			"that were found in it; not their text. The parameter datetime acts on published.",
	},
	Places: {
		"Places",
		"The gazetteer: settlements, districts, regions and whatever else reports name. Places have no time and meet every datetime.",
	},
}
