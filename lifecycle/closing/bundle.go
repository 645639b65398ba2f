package closing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Limits of a bundle that cannot be raised. They keep every number in it
// within the 32 bits that all programs read.
const (
	MaxBundle     = 1<<32 - 2 // bytes of a bundle
	MaxBundleItem = 1<<32 - 2 // bytes of an item in it
)

// BundleLimits says how much of somebody else's bundle is read. A limit of 0
// is the usual one.
type BundleLimits struct {
	Bytes int64 // of the bundle itself; 0: [MaxBundle]
	Items int   // besides the manifest; 0: [MaxItems]
	Item  int64 // bytes of one item, unpacked; 0: 1 GiB
	Total int64 // bytes of all items and the manifest, unpacked; 0: 8 GiB
	// Ratio is how many times larger an item may be than its packed form, once
	// it has passed 1 MiB; 0: 250.
	Ratio int64
}

func (l BundleLimits) filled() BundleLimits {
	fill := func(limit *int64, usual int64) {
		if *limit <= 0 {
			*limit = usual
		}
	}
	fill(&l.Bytes, MaxBundle)
	fill(&l.Item, 1<<30)
	fill(&l.Total, 8<<30)
	fill(&l.Ratio, 250)
	l.Bytes = min(l.Bytes, MaxBundle)
	if l.Items <= 0 {
		l.Items = MaxItems
	}
	return l
}

// BundleOptions says how a bundle is written and read. The zero value is
// complete.
type BundleOptions struct {
	// Compress packs items where that makes them smaller. Without it the bundle
	// of one archive has the same bytes for ever; with it they may change with
	// the version of Go, for its packing does.
	Compress bool
	// Limits are those of reading; writing heeds the fixed ones only.
	Limits BundleLimits
	// Progress is called from the same goroutine at each item and after each
	// MiB of it. Nil: nobody listens.
	Progress func(Progress)
}

// Progress is how far the writing or reading of a bundle has come.
type Progress struct {
	Item  string // name
	Done  int64  // bytes of content read so far
	Total int64  // bytes of content to read in all; writing reads everything twice
}

// Bundle is an archive in one file, opened and verified. It reads from what it
// was opened on, which must stay open. Safe for concurrent use when that is.
type Bundle struct {
	manifest Manifest
	from     io.ReaderAt
	entries  map[string]entry // sound ones by name
	limits   BundleLimits
}

// Manifest returns the manifest, which shares nothing with the bundle.
func (b *Bundle) Manifest() Manifest { return b.manifest.sorted() }

// Open returns the content of an item. It is verified once more as it is read:
// the end is [ErrDamaged] instead of io.EOF where it is not what the manifest
// says. An item that was found damaged when the bundle was read is
// [ErrDamaged], a name that is not listed [fs.ErrNotExist].
func (b *Bundle) Open(name string) (io.ReadCloser, error) {
	i, listed := slices.BinarySearchFunc(b.manifest.Items, name, func(item Item, name string) int { return strings.Compare(item.Name, name) })
	if !listed {
		return nil, fmt.Errorf("closing: bundle: %.80q: %w", name, fs.ErrNotExist)
	}
	e, sound := b.entries[name]
	if !sound {
		return nil, fmt.Errorf("%w: %.80q", ErrDamaged, name)
	}
	return verified(b.manifest.Items[i], e.open(b.from, b.limits, nil)), nil
}

// Read returns the whole content of an item, with the errors of
// [Bundle.Open]. The caller owns it.
func (b *Bundle) Read(name string) ([]byte, error) {
	r, err := b.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	if err = errors.Join(err, r.Close()); err != nil {
		return nil, err
	}
	return data, nil
}

// ReadBundle opens a bundle of size bytes and verifies all of it. What it finds
// names, sorted, every item that was changed, is missing or slipped in, and
// every entry whose form is not the one that [WriteBundle] gives it; it is
// empty exactly when each byte is as written, but for the bits that packed
// content does not use: at its end, and before a stretch of it that would not
// pack. Items that are sound can be opened whatever the state
// of the others.
//
// The numbers in a bundle are never trusted: each is held against the bytes and
// the limits, and of no item more is unpacked than the manifest says and one
// byte. Names that [CheckNames] refuses, links, folders, encrypted entries and
// entries that overlap are findings, and not opened. Nothing is written to any
// file system.
//
// The error is [ErrTooMany] past a limit, [ErrBundle] for what is no bundle (it
// was cut off, something was added to its end, its manifest cannot be read),
// that of ctx, or that of the reader. The bundle is then nil.
//
// A bundle that another program unpacked and packed again is a zip archive and
// no bundle any more: [VerifyFS] verifies what it holds.
func ReadBundle(ctx context.Context, from io.ReaderAt, size int64, o BundleOptions) (*Bundle, []finding.Finding, error) {
	limits := o.Limits.filled()
	entries, err := readDirectory(ctx, from, size, limits)
	if err != nil {
		return nil, nil, err
	}
	u := &unpacking{ctx: ctx, from: from, limits: limits, progress: o.Progress, directory: entries}
	m, err := u.manifest()
	if err != nil {
		return nil, nil, err
	}
	found := u.verify(m)
	if u.stop != nil {
		return nil, nil, u.stop
	}
	finding.Sort(found)
	return &Bundle{manifest: m.sorted(), from: from, entries: u.sound, limits: limits}, found, nil
}
