package format

import "encoding/binary"

// entry is a row of a directory: from the tile of that number on, run tiles have the data at the offset. An entry
// with a run of 0 leads to a leaf.
type entry struct {
	tile   uint64
	offset uint64
	length uint32
	run    uint32
}

// rootSize is how large the root may be: readers fetch it together with the header in their first 16 KiB.
const rootSize = 16384 - headerSize

// leafEntries is how many entries a leaf has at first.
const leafEntries = 4096

// directories are the root and, one after the other, the leaves. What fits into the root needs no leaves; else the
// leaves are made as large as it takes for their own list to fit.
func directories(entries []entry) (root, leaves []byte) {
	if root = directory(entries); len(root) <= rootSize {
		return root, nil
	}
	for size := leafEntries; ; size += size / 4 {
		var list []entry
		leaves = nil
		for i := 0; i < len(entries); i += size {
			leaf := directory(entries[i:min(i+size, len(entries))])
			list = append(list, entry{entries[i].tile, uint64(len(leaves)), uint32(len(leaf)), 0})
			leaves = append(leaves, leaf...)
		}
		if root = directory(list); len(root) <= rootSize {
			return root, leaves
		}
	}
}

// directory is a list of entries as a file has it: column by column, numbers of tiles as differences, an offset of 0
// for what follows on the entry before, compressed.
func directory(entries []entry) []byte {
	b := binary.AppendUvarint(nil, uint64(len(entries)))
	var last uint64
	for _, e := range entries {
		b = binary.AppendUvarint(b, e.tile-last)
		last = e.tile
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.run))
	}
	for _, e := range entries {
		b = binary.AppendUvarint(b, uint64(e.length))
	}
	for i, e := range entries {
		if i > 0 && e.offset == entries[i-1].offset+uint64(entries[i-1].length) {
			b = append(b, 0)
			continue
		}
		b = binary.AppendUvarint(b, e.offset+1)
	}
	return gzipped(b)
}
