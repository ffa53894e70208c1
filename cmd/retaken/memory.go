package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// How the garbage collector works while serving. What is served stays; what a request needs is small and soon done
// with, so that collecting seldom costs little memory and saves a sixth of the time. From memoryLimit on it collects
// often instead.
const (
	memoryLimit = 330 << 20
	growth      = 300 // per cent of what is in use
)

// limitMemory sets that. The environment variables GOGC and GOMEMLIMIT win.
func limitMemory(bytes int64) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(bytes)
	}
}

// limitFor is the limit for what is held now: twice as much and a half, where that is more than memoryLimit.
func limitFor() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return max(memoryLimit, int64(m.HeapAlloc)*5/2)
}
