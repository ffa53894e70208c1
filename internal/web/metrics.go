package web

import (
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics is what /metrics tells (in Prometheus' text format).
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	bytes    prometheus.Counter
}

func (s *Server) newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "retaken_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "retaken_request_seconds", Help: "Time from a request to the end of its answer, by route.",
			Buckets: []float64{0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10},
		}, []string{"route"}),
		bytes: prometheus.NewCounter(prometheus.CounterOpts{Name: "retaken_answer_bytes_total", Help: "Bytes of answers sent."}),
	}
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
	}
	m.registry.MustRegister(
		m.requests, m.seconds, m.bytes, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gauge("retaken_revision", "Revision of the data that is served.", func() float64 { return float64(s.Atlas.Atlas().Revision) }),
		gauge("retaken_updated_timestamp_seconds", "When the data came to that revision.", func() float64 { return seconds(s.Atlas.Atlas().Updated) }),
		gauge("retaken_checked_timestamp_seconds", "When the database was last seen to hold what is served.", func() float64 { return seconds(s.Atlas.Checked()) }),
		gauge("retaken_kept_answer_bytes", "Memory of answers that are kept.", func() float64 { return float64(s.answers.Cost()) }),
		gauge("retaken_streams", "Clients that listen to changes.", func() float64 { return float64(s.streams.Load()) }),
	)
	return m
}

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

// observe counts an answer. Addresses that lead nowhere count together, so that nobody can make up new ones.
func (m *metrics) observe(route, method string, status int, bytes int64, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
	m.bytes.Add(float64(bytes))
}

func (s *Server) metricsPage() echo.HandlerFunc {
	handler := echo.WrapHandler(promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	return func(c echo.Context) error {
		p, err := parseParams(c.Request().URL.RawQuery)
		if err == nil {
			err = p.rest()
		}
		if err != nil {
			return err
		}
		c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
		return handler(c)
	}
}
