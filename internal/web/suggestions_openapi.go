package web

import (
	"net/http"
	"strconv"

	"retaken/internal/geo"
)

// suggestionOperation is how a suggestion is sent, as OpenAPI has it.
func suggestionOperation() object {
	day := object{"type": "string", "format": "date"}
	degrees := func(most int) object { return object{"type": "number", "minimum": -most, "maximum": most} }
	fields := object{
		"kind":      object{"type": "string", "enum": geo.SuggestionKinds},
		"place":     object{"type": "integer", "description": "Id of the place, unless it is new"},
		"name":      object{"type": "string", "description": "In Latin letters"},
		"name_uk":   object{"type": "string", "description": "In Ukrainian"},
		"also":      object{"type": "string", "description": "One more name"},
		"lat":       degrees(90),
		"lon":       degrees(180),
		"why":       object{"type": "string", "description": "What is wrong, or where the position is from"},
		"control":   object{"type": "string", "enum": append([]geo.Outcome{""}, geo.Outcomes...), "description": "Who controls the place after what is told"},
		"date":      day,
		"reported":  day,
		"quote":     object{"type": "string", "description": "The sentence that says so, word for word"},
		"publisher": text,
		"url":       object{"type": "string", "description": "Where the sentence can be read"},
	}
	refused := func(description string) object {
		return object{"description": description, "content": object{"application/problem+json": object{"schema": ref("schemas", "problem")}}}
	}
	responses := object{
		strconv.Itoa(http.StatusAccepted): object{"description": "It waits for review", "content": object{mediaJSON: object{"schema": ref("schemas", "any")}}},
	}
	for status, description := range map[int]string{
		http.StatusBadRequest:            "It is no suggestion",
		http.StatusForbidden:             "It comes from a page of another site",
		http.StatusRequestEntityTooLarge: "It is too large",
		http.StatusUnsupportedMediaType:  "It is not sent as " + mediaJSON,
		http.StatusUnprocessableEntity:   "It cannot be reviewed as it is; errors names the fields and says what is wrong with each",
		http.StatusTooManyRequests:       "Too many in a short time; Retry-After says how many seconds to wait",
		http.StatusServiceUnavailable:    "Too many wait for review",
	} {
		responses[strconv.Itoa(status)] = refused(description)
	}
	return object{
		"operationId": "suggest",
		"summary":     "Suggests a place, a report or a correction; nothing of it is shown before two editors have agreed",
		"requestBody": object{"required": true, "content": object{mediaJSON: object{"schema": object{
			"type": "object", "required": []string{"kind"}, "properties": fields, "additionalProperties": false,
		}}}},
		"responses": responses,
	}
}
