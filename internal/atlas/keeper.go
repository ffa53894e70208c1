package atlas

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"retaken/internal/geo"
)

// Keeper holds the present atlas of a store.
type Keeper struct {
	store   geo.Store
	log     *slog.Logger
	present atomic.Pointer[Atlas]
	checked atomic.Pointer[time.Time]
	mu      sync.Mutex // held while an atlas is being made, so that it is made once
}

// NewKeeper builds the first atlas of store.
func NewKeeper(ctx context.Context, store geo.Store, log *slog.Logger) (*Keeper, error) {
	k := &Keeper{store: store, log: log}
	if err := k.Refresh(ctx); err != nil {
		return nil, err
	}
	return k, nil
}

// Atlas is the present one. It never waits.
func (k *Keeper) Atlas() *Atlas { return k.present.Load() }

// Checked is when the store was last seen to hold what the present atlas shows.
func (k *Keeper) Checked() time.Time { return *k.checked.Load() }

// Refresh makes a new atlas if the store has changed since the present one. After an error the present
// one stays.
func (k *Keeper) Refresh(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := time.Now().UTC()
	if present := k.present.Load(); present != nil {
		revision, err := k.store.Revision(ctx)
		if err != nil {
			return err
		}
		if revision == present.Revision {
			k.checked.Store(&now)
			return nil
		}
	}
	next, err := Build(ctx, k.store)
	if err != nil {
		return fmt.Errorf("building the atlas: %w", err)
	}
	k.present.Store(next)
	k.checked.Store(&now)
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
