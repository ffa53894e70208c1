package atlas

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/paulmach/orb"

	"retaken/internal/geo"
)

// Keeper holds the present atlas of a store.
type Keeper struct {
	store    geo.Store
	baseline *geo.Baseline
	country  orb.MultiPolygon
	log      *slog.Logger
	present  atomic.Pointer[Atlas]
	checked  atomic.Pointer[time.Time]
	mu       sync.Mutex // held while an atlas is being made, so that it is made once
	next     atomic.Pointer[chan struct{}]
}

// NewKeeper builds the first atlas of store, as Build does.
func NewKeeper(ctx context.Context, store geo.Store, baseline *geo.Baseline, country orb.MultiPolygon, log *slog.Logger) (*Keeper, error) {
	k := &Keeper{store: store, baseline: baseline, country: country, log: log}
	next := make(chan struct{})
	k.next.Store(&next)
	if err := k.Refresh(ctx); err != nil {
		return nil, err
	}
	return k, nil
}

// Atlas is the present one. It never waits.
func (k *Keeper) Atlas() *Atlas { return k.present.Load() }

// Next is closed when an atlas takes the place of the one that Atlas gives after this call at the earliest.
func (k *Keeper) Next() <-chan struct{} { return *k.next.Load() }

// Checked is when the store was last seen to hold what the present atlas shows.
func (k *Keeper) Checked() time.Time { return *k.checked.Load() }

// Refresh makes a new atlas if the store has changed since the present one. After an error the present
// one stays.
func (k *Keeper) Refresh(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := time.Now().UTC()
	present := k.present.Load()
	if present == nil {
		present = &Atlas{baseline: k.baseline, ground: &ground{country: k.country}}
	}
	d, err := k.store.Changed(ctx, present.Revision)
	if err != nil {
		return err
	}
	if present.pasts != nil && d.Revision == present.Revision {
		k.checked.Store(&now)
		return nil
	}
	next, err := present.next(d)
	if err != nil {
		return fmt.Errorf("building the atlas: %w", err)
	}
	k.present.Store(next)
	k.checked.Store(&now)
	later := make(chan struct{})
	close(*k.next.Swap(&later))
	k.log.Info("atlas built", "revision", next.Revision, "took", time.Since(now))
	return nil
}

// Watch refreshes at that interval until ctx ends. While much is being stored it waits longer, so that
// making atlases takes no more than a fifth of the time.
func (k *Keeper) Watch(ctx context.Context, every time.Duration) {
	tick := time.NewTimer(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		start := time.Now()
		if err := k.Refresh(ctx); err != nil && ctx.Err() == nil {
			k.log.Error("refreshing the atlas", "error", err)
		}
		tick.Reset(max(every, 4*time.Since(start)))
	}
}
