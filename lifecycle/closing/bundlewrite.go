package closing

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// worthPacking is how many times smaller packed content may be: below the
// limit of reading, whatever the host sets it to within reason.
const worthPacking = 100

// WriteBundle writes an archive as one file that needs nothing else to be read
// and verified: a zip archive with the manifest first and the items by name.
// Any program that reads zip archives unpacks it. Open returns the content of
// an item; it is called twice for each, one after the other.
//
// Everything is verified before the first byte is written. What [Verify] and
// [Manifest.Check] find comes back, sorted, and where any of it blocks,
// nothing is written and the error is [ErrDamaged]. Content that changes
// between the two readings is [ErrDamaged] too, when it is too late to write
// nothing. Other errors are [ErrTooMany] past [MaxBundle] or
// [MaxBundleItem], that of ctx, and those of the writer.
//
// The same manifest and content give the same bytes, see
// [BundleOptions.Compress].
func WriteBundle(ctx context.Context, w io.Writer, m Manifest, open func(name string) (io.ReadCloser, error), o BundleOptions) ([]finding.Finding, error) {
	p := &packing{ctx: ctx, options: o, open: open, entries: map[string]*entry{}}
	m = m.sorted()
	for _, item := range m.Items {
		p.whole += 2 * max(item.Size, 0)
	}
	var manifest bytes.Buffer
	if err := Encode(&manifest, m); err != nil {
		return nil, err
	}
	p.whole += 2 * int64(manifest.Len())
	found := p.measure(m, manifest.Bytes())
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case finding.Blocks(found):
		return found, fmt.Errorf("%w: %d findings, nothing was written", ErrDamaged, len(found))
	}
	if err := p.place(m); err != nil {
		return found, err
	}
	return found, p.write(w, m, manifest.Bytes())
}

// packing writes a bundle.
type packing struct {
	ctx     context.Context
	options BundleOptions
	open    func(string) (io.ReadCloser, error)
	entries map[string]*entry // by name
	order   []*entry
	done    int64
	whole   int64
}

// measure verifies everything and learns the sizes and checksums of entries.
func (p *packing) measure(m Manifest, manifest []byte) []finding.Finding {
	found := append(m.Check(nil), finding.Filter(Verify(m, nil, func(name string) (io.ReadCloser, error) {
		c, err := p.open(name)
		if err != nil {
			return nil, err
		}
		return p.gauge(name, c), nil
	}), ofContent)...)
	g := p.gauge(ManifestName, io.NopCloser(bytes.NewReader(manifest)))
	_, err := io.Copy(io.Discard, g)
	if err = errors.Join(err, g.Close()); err != nil {
		found = append(found, unreadable(ManifestName, err))
	}
	finding.Sort(found)
	return found
}

// ofContent reports whether Verify alone finds this: the rest [Manifest.Check]
// has said.
func ofContent(f finding.Finding) bool {
	return f.Code == CodeChangedItem || f.Code == CodeMissingItem || f.Code == CodeUnreadable
}

// gauge is content that is measured as it is read.
type gauge struct {
	in     io.ReadCloser
	p      *packing
	entry  *entry
	packed counter
	packer *flate.Writer // nil when nothing is packed
}

func (p *packing) gauge(name string, in io.ReadCloser) *gauge {
	g := &gauge{in: in, p: p, entry: &entry{name: name}}
	if p.options.Compress {
		g.packer = newPacker(&g.packed)
	}
	p.say(name)
	return g
}

// newPacker returns a packer of the usual level, which always exists.
func newPacker(w io.Writer) *flate.Writer {
	packer, err := flate.NewWriter(w, flate.DefaultCompression)
	if err != nil {
		return nil
	}
	return packer
}

// Read reads on unless the context has ended.
func (g *gauge) Read(b []byte) (int, error) {
	if err := g.p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := g.in.Read(b)
	g.entry.crc = crc32.Update(g.entry.crc, crc32.IEEETable, b[:n])
	g.entry.size += int64(n)
	g.p.count(g.entry.name, int64(n))
	if g.packer != nil {
		if _, packErr := g.packer.Write(b[:n]); packErr != nil {
			return n, packErr
		}
	}
	return n, err
}

// Close decides how the entry is packed.
func (g *gauge) Close() error {
	e := g.entry
	e.packed = e.size
	if g.packer != nil {
		if err := g.packer.Close(); err != nil {
			return errors.Join(err, g.in.Close())
		}
		if n := int64(g.packed); n < e.size && e.size/worthPacking < n {
			e.method, e.packed = deflated, n
		}
	}
	g.p.entries[e.name] = e
	return g.in.Close()
}

// counter counts what is written to it.
type counter int64

// Write counts, and never fails.
func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// place gives every entry its offset, the manifest first.
func (p *packing) place(m Manifest) error {
	p.order = []*entry{p.entries[ManifestName]}
	for _, item := range m.Items {
		p.order = append(p.order, p.entries[item.Name])
	}
	at := int64(0)
	for _, e := range p.order {
		if e.size > MaxBundleItem || e.packed > MaxBundleItem {
			return fmt.Errorf("%w: %.80q of %d bytes in a bundle", ErrTooMany, e.name, e.size)
		}
		e.offset = at
		at = e.end()
	}
	for _, e := range p.order {
		at += int64(centralSize + len(e.name))
	}
	if at+endSize+end64Size > MaxBundle {
		return fmt.Errorf("%w: a bundle of %d bytes", ErrTooMany, at)
	}
	return nil
}

// write writes all entries, the directory and the end.
func (p *packing) write(w io.Writer, m Manifest, manifest []byte) error {
	if err := p.put(w, *p.order[0], io.NopCloser(bytes.NewReader(manifest)), ""); err != nil {
		return err
	}
	for i, item := range m.Items {
		p.say(item.Name)
		c, err := p.open(item.Name)
		if err != nil {
			return fmt.Errorf("closing: bundle: %.80q: %w", item.Name, err)
		}
		if err := p.put(w, *p.order[i+1], c, item.Digest); err != nil {
			return err
		}
	}
	last := p.order[len(p.order)-1]
	var size counter
	for _, e := range p.order {
		if _, err := io.MultiWriter(w, &size).Write(e.central()); err != nil {
			return fmt.Errorf("closing: bundle: %w", err)
		}
	}
	if _, err := w.Write(ending(int64(len(p.order)), int64(size), last.end())); err != nil {
		return fmt.Errorf("closing: bundle: %w", err)
	}
	return nil
}

// put writes one entry. The content must be what was measured.
func (p *packing) put(w io.Writer, e entry, c io.ReadCloser, digest string) error {
	var size counter
	hash := sha256.New()
	_, err := w.Write(e.local())
	if err == nil {
		out := io.MultiWriter(w, &size)
		from := io.LimitReader(io.TeeReader(again{c, p, e.name}, hash), e.size+1) // outermost: it keeps buffers small
		err = pack(out, from, e.method)
	}
	if err = errors.Join(err, c.Close()); err != nil {
		return fmt.Errorf("closing: bundle: %.80q: %w", e.name, err)
	}
	if int64(size) != e.packed || digest != "" && digestText(hash.Sum(nil)) != digest {
		return fmt.Errorf("%w: %.80q changed while it was written", ErrDamaged, e.name)
	}
	return nil
}

// pack copies content in the packing of its entry.
func pack(w io.Writer, from io.Reader, method uint16) error {
	if method == stored {
		_, err := io.Copy(w, from)
		return err
	}
	packer := newPacker(w)
	_, err := io.Copy(packer, from)
	return errors.Join(err, packer.Close())
}

// again is content that is read for the second time.
type again struct {
	io.Reader
	p    *packing
	name string
}

// Read reads on unless the context has ended.
func (a again) Read(b []byte) (int, error) {
	if err := a.p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := a.Reader.Read(b)
	a.p.count(a.name, int64(n))
	return n, err
}

// count notes progress.
func (p *packing) count(name string, n int64) {
	before := p.done
	p.done += n
	if p.done>>20 != before>>20 {
		p.say(name)
	}
}

func (p *packing) say(name string) {
	if p.options.Progress != nil {
		p.options.Progress(Progress{name, p.done, p.whole})
	}
}
