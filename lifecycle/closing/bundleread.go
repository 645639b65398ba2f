package closing

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// notBundle returns an [ErrBundle] with its reason.
func notBundle(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrBundle, fmt.Errorf(format, args...))
}

// readDirectory returns the entries of a bundle, and which of them do not lie
// where they should or look as they should.
func readDirectory(ctx context.Context, from io.ReaderAt, size int64, limits BundleLimits) (*directory, error) {
	if size > limits.Bytes {
		return nil, fmt.Errorf("%w: a bundle of %d bytes", ErrTooMany, size)
	}
	n, start, length, err := readEnding(from, size)
	if err != nil {
		return nil, err
	}
	if n-1 > int64(limits.Items) {
		return nil, fmt.Errorf("%w: %d entries", ErrTooMany, n)
	}
	d := directory{bad: map[string]bool{}, in: bufio.NewReaderSize(io.NewSectionReader(from, start, length), 1<<16)}
	for range n {
		if err := errors.Join(ctx.Err(), d.next()); err != nil {
			return nil, err
		}
	}
	if d.read != length {
		return nil, notBundle("the directory has %d bytes, not %d", d.read, length)
	}
	d.hold(from, start)
	return &d, d.err
}

// readEnding returns the number of entries and the place of the directory. The
// end of the bundle must be as those make it.
func readEnding(from io.ReaderAt, size int64) (n, start, length int64, err error) {
	end := make([]byte, min(max(size, 0), endSize+end64Size))
	if len(end) < endSize {
		return 0, 0, 0, notBundle("%d bytes", size)
	}
	if err := readAt(from, end, size-int64(len(end))); err != nil {
		return 0, 0, 0, err
	}
	last := end[len(end)-endSize:]
	n, length, start = int64(binary.LittleEndian.Uint16(last[10:])), int64(binary.LittleEndian.Uint32(last[12:])), int64(binary.LittleEndian.Uint32(last[16:]))
	if n == manyEntries && len(end) == endSize+end64Size {
		n = int64(min(binary.LittleEndian.Uint64(end[32:]), 1<<40))
	}
	want := ending(n, length, start)
	if start+length+int64(len(want)) != size || !bytes.HasSuffix(end, want) {
		return 0, 0, 0, notBundle("it does not end as a bundle does")
	}
	return n, start, length, nil
}

// readAt fills the buffer.
func readAt(from io.ReaderAt, buffer []byte, offset int64) error {
	n, err := from.ReadAt(buffer, offset)
	switch {
	case n == len(buffer):
		return nil
	case err == io.EOF:
		return notBundle("it ends at byte %d", offset+int64(n))
	}
	return fmt.Errorf("closing: bundle: %w", err)
}

// directory reads the list of entries.
type directory struct {
	in      *bufio.Reader
	read    int64
	entries []entry
	bad     map[string]bool // names of entries not to be opened
	found   []finding.Finding
	err     error // of the reader
}

// fault records what is wrong with the form of an entry.
func (d *directory) fault(i int, code finding.Code, field string, want, got finding.Value) {
	d.bad[d.entries[i].name] = true
	d.found = append(d.found, finding.Finding{Code: code, Subject: entryRef(d.entries[i].name, field), Want: want, Got: got, Remedy: RemedyRestoreArchive})
}

func entryRef(name, field string) finding.Ref {
	return finding.Ref{Kind: "entry", ID: name, Field: field}
}

// next reads one header of the directory.
func (d *directory) next() error {
	fixed := make([]byte, centralSize)
	if _, err := io.ReadFull(d.in, fixed); err != nil {
		return notBundle("the directory is cut off")
	}
	short := func(at int) int64 { return int64(binary.LittleEndian.Uint16(fixed[at:])) }
	long := func(at int) int64 { return int64(binary.LittleEndian.Uint32(fixed[at:])) }
	rest := make([]byte, short(28)+short(30)+short(32)) // name, extra fields, comment
	if _, err := io.ReadFull(d.in, rest); err != nil {
		return notBundle("the directory is cut off")
	}
	d.read += int64(len(fixed) + len(rest))
	e := entry{name: string(rest[:min(short(28), MaxName)]), method: uint16(short(10)), crc: uint32(long(16)), packed: long(20), size: long(24), offset: long(42)}
	i := len(d.entries)
	d.entries = append(d.entries, e)
	switch flags := short(8); {
	case flags&encrypted != 0:
		d.fault(i, CodeEntryEncrypted, "flags", nothing, nothing)
	case e.method != stored && e.method != deflated:
		d.fault(i, CodeEntryForm, "method", finding.List("0", "8"), finding.Number(int64(e.method), ""))
	case e.method == stored && e.packed != e.size:
		d.fault(i, CodeEntryForm, "size", finding.Number(e.packed, "byte"), finding.Number(e.size, "byte"))
	case long(38) != 0:
		d.fault(i, CodeEntryForm, "attributes", finding.Number(0, ""), finding.Number(long(38), ""))
	case !bytes.Equal(append(fixed, rest...), e.central()):
		d.fault(i, CodeEntryForm, "directory", nothing, nothing)
	case (i == 0) != (e.name == ManifestName) || i > 1 && e.name <= d.entries[i-1].name:
		d.fault(i, CodeEntryForm, "order", nothing, nothing)
	}
	return nil
}

// hold holds each entry against the bytes before its content and against where
// the next one begins.
func (d *directory) hold(from io.ReaderAt, end int64) {
	for i, e := range d.entries {
		begin, next := e.offset, end
		if i == 0 {
			begin = 0
		}
		if i+1 < len(d.entries) {
			next = d.entries[i+1].offset
		}
		if e.offset != begin || e.end() != next {
			d.fault(i, CodeEntryForm, "position", finding.Number(next, "byte"), finding.Number(e.end(), "byte"))
		}
		if !d.bad[e.name] {
			d.header(from, i)
		}
		if d.err != nil {
			return
		}
	}
}

// header compares the header before the content with that in the directory.
func (d *directory) header(from io.ReaderAt, i int) {
	want := d.entries[i].local()
	got := make([]byte, len(want))
	d.err = readAt(from, got, d.entries[i].offset)
	if d.err == nil && !bytes.Equal(got, want) {
		d.fault(i, CodeEntryForm, "header", nothing, nothing)
	}
}

// unpacking verifies the content of a bundle.
type unpacking struct {
	ctx      context.Context
	from     io.ReaderAt
	limits   BundleLimits
	progress func(Progress)
	*directory
	total int64    // bytes read of all content
	whole int64    // bytes to read
	sums  []string // names of entries whose checksum is not that of their content
	sound map[string]entry
	stop  error // what ends the reading
}

// manifest reads and judges the manifest, which is the first entry.
func (u *unpacking) manifest() (Manifest, error) {
	if len(u.entries) == 0 || u.entries[0].name != ManifestName || u.bad[ManifestName] {
		return Manifest{}, notBundle("no manifest at its beginning, or not in its form")
	}
	limits := u.limits
	limits.Item = min(limits.Total, MaxBytes)
	c := u.entries[0].open(u.from, limits, nil)
	m, err := Decode(u.watch(c))
	switch {
	case u.stop != nil:
		return Manifest{}, u.stop
	case errors.Is(err, ErrTooMany):
		return Manifest{}, err
	case err != nil:
		return Manifest{}, notBundle("manifest: %w", err)
	case !c.whole():
		return Manifest{}, notBundle("manifest: checksum")
	}
	u.whole = c.size
	for _, item := range m.Items {
		if item.Size > u.limits.Item || item.Size > u.limits.Total-u.whole {
			return Manifest{}, fmt.Errorf("%w: %.80q of %d bytes", ErrTooMany, item.Name, item.Size)
		}
		u.whole += max(item.Size, 0)
	}
	return m, nil
}

// verify compares every item with the manifest.
func (u *unpacking) verify(m Manifest) []finding.Finding {
	names, byName := make([]string, len(u.entries)), map[string]entry{}
	for i, e := range u.entries {
		names[i], byName[e.name] = e.name, e
	}
	found := Verify(m, names, func(name string) (io.ReadCloser, error) {
		e, there := byName[name]
		if !there {
			return nil, fs.ErrNotExist
		}
		if u.bad[name] {
			return nil, ErrDamaged
		}
		u.say(name)
		return u.watch(e.open(u.from, u.limits, u.ended)), nil
	})
	said := func(f finding.Finding) bool { return f.Code == CodeUnreadable && u.bad[f.Subject.ID] }
	found = append(slices.DeleteFunc(found, said), u.found...)
	damaged := maps.Clone(u.bad)
	for _, f := range found {
		damaged[f.Subject.ID] = true
	}
	for _, name := range u.sums {
		if !damaged[name] {
			found = append(found, finding.Finding{Code: CodeEntryForm, Subject: entryRef(name, "checksum"), Remedy: RemedyRestoreArchive})
			damaged[name] = true
		}
	}
	if m.Intact() {
		maps.DeleteFunc(byName, func(name string, _ entry) bool { return damaged[name] })
		u.sound = byName
	}
	return found
}

// ended notes an entry whose checksum is not that of its content.
func (u *unpacking) ended(c *content) {
	if !c.whole() {
		u.sums = append(u.sums, c.name)
	}
}

func (u *unpacking) say(name string) {
	if u.progress != nil {
		u.progress(Progress{name, u.total, u.whole})
	}
}

// watched is content whose reading can be ended from outside.
type watched struct {
	*content
	u *unpacking
}

func (u *unpacking) watch(c *content) watched { return watched{c, u} }

// Read reads on unless the context has ended or a limit was passed.
func (w watched) Read(p []byte) (int, error) {
	u := w.u
	if u.stop == nil {
		u.stop = u.ctx.Err()
	}
	if u.stop != nil {
		return 0, u.stop
	}
	n, err := w.content.Read(p)
	before := u.total
	u.total += int64(n)
	if u.total>>20 != before>>20 {
		u.say(w.name)
	}
	if errors.Is(err, errBomb) {
		u.stop = fmt.Errorf("%w: %.80q unpacks to too much", ErrTooMany, w.name)
		return 0, u.stop
	}
	return n, err
}

// checked is content that is compared with its item as it is read.
type checked struct {
	*content
	item Item
	hash hash.Hash
	size int64
}

func verified(item Item, c *content) *checked {
	return &checked{content: c, item: item, hash: sha256.New()}
}

// Read reads on; the end of content that is not the item's is [ErrDamaged].
func (c *checked) Read(p []byte) (int, error) {
	n, err := c.content.Read(p)
	c.hash.Write(p[:n]) // never fails
	c.size += int64(n)
	switch {
	case err == io.EOF && digestText(c.hash.Sum(nil)) != c.item.Digest, c.size > c.item.Size:
		return 0, fmt.Errorf("%w: %.80q", ErrDamaged, c.item.Name)
	case err != nil && err != io.EOF:
		return n, fmt.Errorf("%w: %.80q: %w", ErrDamaged, c.item.Name, err)
	}
	return n, err
}
