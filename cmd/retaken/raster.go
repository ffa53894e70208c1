package main

import "retaken/internal/web"

// rasterFlags put somebody else's pictures of the ground under the map.
type rasterFlags struct {
	TilesURL         string `help:"Raster tiles to lay the map on, of another server that every reader then asks: an address with {z}, {x} and {y}." placeholder:"URL" name:"tiles-url"`
	TilesAttribution string `help:"What the owners of the tiles ask to be shown, as text." placeholder:"TEXT"`
	TilesMaxzoom     int    `help:"Largest zoom of the tiles; beyond it they are enlarged." default:"18" placeholder:"ZOOM"`
}

func (f rasterFlags) raster() web.RasterTiles {
	return web.RasterTiles{URL: f.TilesURL, Attribution: f.TilesAttribution, MaxZoom: f.TilesMaxzoom}
}
