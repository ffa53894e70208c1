package web

import (
	"slices"

	"retaken/internal/geo"
)

// fold makes ids the links of what they belong to.
func (p *featuresPage) fold(fields []geo.Field, of []int, filled []bool) {
	column := func(names ...string) int {
		return slices.IndexFunc(of, func(i int) bool { return slices.Contains(names, fields[i].Name) })
	}
	for _, f := range []struct{ id, of int }{{column("place_id"), column("place", "name")}, {column("article"), column("title")}, {column("article_id"), column("title")}} {
		if f.id < 0 || f.of < 0 {
			continue
		}
		for _, row := range p.Rows {
			if row.Cells[f.of].Text == "" { // to be clicked on
				row.Cells[f.of].Text = row.Cells[f.id].Text
			}
			row.Cells[f.of].Href = row.Cells[f.id].Href
		}
		filled[of[f.id]], filled[of[f.of]] = false, true
		p.folded = append(p.folded, fields[of[f.id]].Name)
	}
}

// join makes one cell of what successive rows have from one article, or from one sentence of it.
func (p *featuresPage) join(fields []geo.Field, of []int) {
	same := func(columns []int, a, b featureRow) bool {
		return !slices.ContainsFunc(columns, func(k int) bool { return a.Cells[k].Text != b.Cells[k].Text || a.Cells[k].Href != b.Cells[k].Href })
	}
	for _, names := range [][]string{{"title", "publisher", "url", "published"}, {"quote"}} {
		var columns []int
		for k, i := range of {
			if slices.Contains(names, fields[i].Name) {
				columns = append(columns, k)
			}
		}
		for from := 0; from < len(p.Rows); {
			to := from + 1
			for to < len(p.Rows) && same(columns, p.Rows[from], p.Rows[to]) {
				to++
			}
			for _, k := range columns {
				if to-from > 1 && p.Rows[from].Cells[k].Text != "" {
					p.Rows[from].Cells[k].Rows = to - from
					for _, row := range p.Rows[from+1 : to] {
						row.Cells[k].Rows = -1
					}
				}
			}
			from = to
		}
	}
}

// dropEmpty leaves out the columns without a value.
func (p *featuresPage) dropEmpty(fields []geo.Field, of []int, filled []bool, positions bool) {
	keep := make([]bool, 0, len(of)+1)
	for k, i := range of {
		f := fields[i]
		keep = append(keep, filled[i])
		if !filled[i] && !slices.Contains(p.folded, f.Name) {
			p.Without = append(p.Without, heading(f.Name))
		}
		if !filled[i] {
			continue
		}
		c := column{heading(f.Name), f.Title, ""}
		if len(p.Rows) > 0 && p.Rows[0].Cells[k].Class == "n" {
			c.Class = "n"
		}
		p.Columns = append(p.Columns, c)
	}
	keep = append(keep, positions)
	if positions {
		p.Columns = append(p.Columns, column{"position", "Longitude and latitude, or what area or line it is", ""})
	}
	for i := range p.Rows {
		k := -1
		p.Rows[i].Cells = slices.DeleteFunc(p.Rows[i].Cells, func(cell) bool { k++; return !keep[k] })
	}
}
