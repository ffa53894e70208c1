package geo_test

import (
	"fmt"

	"retaken/internal/geo"
)

func ExampleGazetteer_Scan() {
	places := func(yield func(geo.Place, error) bool) {
		yield(geo.Place{Name: "Kupiansk", NameUk: "Куп'янськ", NameRu: "Купянск"}, nil)
	}
	gazetteer, err := geo.NewGazetteer(places)
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "Kupiansk's mayor stayed. Бої точаться біля Куп’янська, не на Куп'янському напрямку."
	for hit := range gazetteer.Scan(text) {
		fmt.Println(text[hit.Start:hit.End], hit.Candidates[0].Place.Name, hit.Candidates[0].How)
	}
	// Output:
	// Kupiansk Kupiansk exact
	// Куп’янська Kupiansk inflected
}
