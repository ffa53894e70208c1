package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"github.com/paulmach/orb"

	"retaken/internal/atlas"
	"retaken/internal/geo"
)

// What one client may send: so many bytes at a time, so many suggestions in a row, and then so many a second.
const (
	maxSuggestion        = 16 << 10
	suggestionsInRow     = 10
	suggestionsPerSecond = 0.1
)

// suggestionRoutes take suggestions in, where the server has somebody to review them. Nothing can be read there. Without
// that there is no such address.
//
// There are no sessions that a page of another site could ride on; what is kept out is such a page making its visitors
// send. It would need a preflight for JSON, which is denied here, and a browser's own word for where a request comes
// from is believed.
func (s *Server) suggestionRoutes() {
	if s.Suggest == nil {
		return
	}
	same := http.NewCrossOriginProtection()
	if u, err := url.Parse(s.BaseURL); err == nil && u.Host != "" {
		_ = same.AddTrustedOrigin(u.Scheme + "://" + u.Host) // New has looked at it
	}
	limit := middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{
		Rate: suggestionsPerSecond, Burst: suggestionsInRow, ExpiresIn: 5 * time.Minute, // by when all of them are free again
	})
	s.echo.POST(suggestionsPath, func(c echo.Context) error {
		closed(c)
		if err := same.Check(c.Request()); err != nil {
			return &problem{Status: http.StatusForbidden, Detail: "suggestions are taken from this site's own pages only"}
		}
		if media, _, err := mime.ParseMediaType(c.Request().Header.Get(echo.HeaderContentType)); err != nil || media != mediaJSON {
			return &problem{Status: http.StatusUnsupportedMediaType, Detail: "a suggestion must be sent as " + mediaJSON}
		}
		if ok, err := limit.Allow(network(c.RealIP())); err != nil || !ok {
			c.Response().Header().Set(echo.HeaderRetryAfter, fmt.Sprintf("%.0f", 1/suggestionsPerSecond))
			return &problem{Status: http.StatusTooManyRequests, Detail: "too many suggestions in a short time; wait a minute and send it again"}
		}
		return s.suggestion(c)
	})
	s.echo.OPTIONS(suggestionsPath, func(c echo.Context) error {
		closed(c)
		c.Response().Header().Set(echo.HeaderAllow, "OPTIONS, POST")
		return c.NoContent(http.StatusNoContent)
	})
}

const suggestionsPath = "/suggestions"

// suggestionsMark tells the map page that suggestions are taken, and where. A published copy has none.
const suggestionsMark = `<meta name="retaken-suggestions" content="suggestions">` + "\n"

// closed takes back what open allows pages of other sites.
func closed(c echo.Context) {
	h := c.Response().Header()
	for name := range h {
		if strings.HasPrefix(name, "Access-Control-") {
			h.Del(name)
		}
	}
	h.Set(echo.HeaderCacheControl, "no-store")
}

// network is what stands for a client: its address, or the 64 bits of a newer one that its provider gives to one home.
func network(ip string) string {
	host, _, err := net.SplitHostPort(ip)
	if err != nil {
		host = ip
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return ip
	}
	if a = a.Unmap().WithZone(""); a.Is4() {
		return a.String()
	}
	p, _ := a.Prefix(64) // 64 is no more than it has
	return p.String()
}

// sent is a suggestion as it is sent.
type sent struct {
	Kind      geo.SuggestionKind `json:"kind"`
	Place     geo.PlaceID        `json:"place"`
	Name      string             `json:"name"`
	NameUk    string             `json:"name_uk"`
	Also      string             `json:"also"`
	Lat       *float64           `json:"lat"`
	Lon       *float64           `json:"lon"`
	Why       string             `json:"why"`
	Control   geo.Outcome        `json:"control"`
	Date      string             `json:"date"`
	Reported  string             `json:"reported"`
	Quote     string             `json:"quote"`
	Publisher string             `json:"publisher"`
	URL       string             `json:"url"`
}

// suggestion hands a suggestion on, or says field by field what is wrong with it.
func (s *Server) suggestion(c echo.Context) error {
	in, err := readSuggestion(http.MaxBytesReader(c.Response(), c.Request().Body, maxSuggestion))
	if err != nil {
		return err
	}
	now := time.Now().UTC()
	suggestion, wrong := in.suggestion()
	suggestion.At = now.Truncate(time.Second)
	for _, p := range suggestion.Problems(now) {
		if !mentioned(wrong, p.Field) {
			wrong = append(wrong, p)
		}
	}
	if suggestion.Place > 0 && !s.knows(suggestion.Place) {
		wrong = append(wrong, geo.FieldProblem{Field: "place", Detail: "no place has this number; it may have been removed since"})
	}
	if len(wrong) > 0 {
		return &problem{Status: http.StatusUnprocessableEntity, Detail: "the suggestion cannot be reviewed as it is; see the fields named", Errors: wrong}
	}
	switch err := s.Suggest(c.Request().Context(), suggestion); {
	case errors.Is(err, geo.ErrFull):
		c.Response().Header().Set(echo.HeaderRetryAfter, "86400")
		return &problem{Status: http.StatusServiceUnavailable, Detail: "so many suggestions wait for review that no more are taken now; please try another day"}
	case err != nil:
		return err
	}
	return c.JSON(http.StatusAccepted, map[string]string{"status": "sent for review"})
}

func mentioned(list []geo.FieldProblem, field string) bool {
	for _, p := range list {
		if p.Field == field {
			return true
		}
	}
	return false
}

// knows tells whether the gazetteer has a place of that number.
func (s *Server) knows(id geo.PlaceID) bool {
	places, err := s.Atlas.Atlas().Collection(atlas.Places)
	if err != nil {
		return false
	}
	_, ok := places.Item(int64(id), nil)
	return ok
}

// readSuggestion reads one object of JSON, with no field but those of a suggestion.
func readSuggestion(body io.Reader) (in sent, err error) {
	dec := json.NewDecoder(body)
	dec.DisallowUnknownFields()
	if err = dec.Decode(&in); err == nil {
		if _, more := dec.Token(); more == io.EOF {
			return in, nil
		}
		err = errors.New("something follows it")
	}
	var (
		large  *http.MaxBytesError
		shaped *json.UnmarshalTypeError
		detail = "a suggestion must be one object of JSON with the fields " + strings.Join(sentFields, ", ")
	)
	switch {
	case errors.As(err, &large):
		return in, &problem{Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("the suggestion is too large; at most %d kB are taken", maxSuggestion>>10)}
	case errors.As(err, &shaped) && shaped.Field != "":
		want := "a text"
		if shaped.Type.Kind() != reflect.String {
			want = "a number"
		}
		return in, &problem{Status: http.StatusUnprocessableEntity, Detail: detail, Errors: []geo.FieldProblem{{Field: shaped.Field, Detail: "it must be " + want}}}
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		detail = "the field " + quoted(strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)) + " is unknown; known are " + strings.Join(sentFields, ", ")
	}
	return in, &problem{Status: http.StatusBadRequest, Detail: detail}
}

var sentFields = func() (names []string) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[sent]()) {
		names = append(names, f.Tag.Get("json"))
	}
	return names
}()

// suggestion is what was sent in the types of the domain, and what could not be brought into them.
func (in sent) suggestion() (geo.Suggestion, []geo.FieldProblem) {
	var wrong []geo.FieldProblem
	day := func(field, text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		t, err := time.Parse(time.DateOnly, text)
		if err != nil {
			wrong = append(wrong, geo.FieldProblem{Field: field, Detail: quoted(text) + " is not a day of the calendar; want YYYY-MM-DD such as 2022-09-08"})
		}
		return t
	}
	s := geo.Suggestion{Kind: in.Kind, Place: in.Place, Name: in.Name, NameUk: in.NameUk, Also: in.Also, Why: in.Why}
	switch {
	case in.Lat != nil && in.Lon != nil:
		s.Position = &orb.Point{*in.Lon, *in.Lat}
	case in.Lat != nil:
		wrong = append(wrong, geo.FieldProblem{Field: "lon", Detail: "there is a latitude but no longitude"})
	case in.Lon != nil:
		wrong = append(wrong, geo.FieldProblem{Field: "lat", Detail: "there is a longitude but no latitude"})
	}
	told := geo.Telling{
		Control: in.Control, Day: day("date", in.Date), Published: day("reported", in.Reported),
		Quote: in.Quote, Publisher: in.Publisher, URL: in.URL,
	}
	if in.Kind != geo.Correction || told != (geo.Telling{}) {
		s.Told = &told
	}
	return s.Clean(), wrong
}
