package closing_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// opener opens the files of a map.
func opener(files fstest.MapFS) func(string) (io.ReadCloser, error) {
	return func(name string) (io.ReadCloser, error) { return files.Open(name) }
}

func bundle(t testing.TB, m closing.Manifest, files fstest.MapFS, o closing.BundleOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if found, err := closing.WriteBundle(context.Background(), &b, m, opener(files), o); err != nil {
		t.Fatal(err, lines(found))
	}
	return b.Bytes()
}

func readBundle(data []byte, o closing.BundleOptions) (*closing.Bundle, []finding.Finding, error) {
	return closing.ReadBundle(context.Background(), bytes.NewReader(data), int64(len(data)), o)
}

// holds compares what a bundle gives with the files.
func holds(t *testing.T, b *closing.Bundle, files fstest.MapFS) {
	t.Helper()
	for _, item := range b.Manifest().Items {
		if data, err := b.Read(item.Name); err != nil || !bytes.Equal(data, files[item.Name].Data) {
			t.Errorf("%s: %d bytes, %v", item.Name, len(data), err)
		}
	}
}

var packings = map[string]closing.BundleOptions{"stored": {}, "compressed": {Compress: true}}

// padded is the archive with one item that is worth packing.
func padded(t testing.TB) (closing.Manifest, fstest.MapFS) {
	t.Helper()
	m, files := archive(t)
	return archived(t, m.Items[:2], files, map[string]string{"risks/" + "\u98ce\u9669.json": strings.Repeat("a risk and another; ", 20), "empty": ""})
}

// archived makes an archive of some items and more contents by name.
func archived(t testing.TB, items []closing.Item, from fstest.MapFS, more map[string]string) (closing.Manifest, fstest.MapFS) {
	t.Helper()
	files := fstest.MapFS{}
	m := closing.Manifest{Project: "P1", On: date(7, 15), By: "pm", Classes: []closing.Retention{{ID: "ten_years", Years: 10}}, Items: append([]closing.Item{}, items...)}
	for _, item := range items {
		files[item.Name] = from[item.Name]
	}
	for name, text := range more {
		item, err := closing.Describe(closing.Item{Name: name, Kind: "paper", MediaType: "text/plain", Retention: "ten_years"}, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		m.Items, files[name] = append(m.Items, item), &fstest.MapFile{Data: []byte(text)}
	}
	return seal(t, m), files
}

func TestABundleHoldsTheArchive(t *testing.T) {
	m, files := padded(t)
	for what, o := range packings {
		data := bundle(t, m, files, o)
		if !bytes.Equal(data, bundle(t, m, files, o)) {
			t.Errorf("%s: other bytes the second time", what)
		}
		b, found, err := readBundle(data, o)
		if err != nil {
			t.Fatal(what, err)
		}
		same(t, what, found)
		holds(t, b, files)
		if got := b.Manifest(); got.Digest != m.Digest || !got.Intact() {
			t.Errorf("%s: manifest %+v", what, got)
		}
		if _, err := b.Open("nothing"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", what, err)
		}
	}
	stored, packed := bundle(t, m, files, closing.BundleOptions{}), bundle(t, m, files, closing.BundleOptions{Compress: true})
	if len(packed) > len(stored)-300 {
		t.Errorf("packed %d bytes, stored %d", len(packed), len(stored))
	}
}

// A bundle can be made again of a bundle.
func TestABundleOfABundle(t *testing.T) {
	m, files := padded(t)
	data := bundle(t, m, files, closing.BundleOptions{Compress: true})
	b, _, err := readBundle(data, closing.BundleOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if found, err := closing.WriteBundle(context.Background(), &again, b.Manifest(), b.Open, closing.BundleOptions{Compress: true}); err != nil {
		t.Fatal(err, lines(found))
	}
	if !bytes.Equal(again.Bytes(), data) {
		t.Error("other bytes")
	}
}

// part is an entry for the writer of the standard library, which is a second
// opinion on the layout.
type part struct {
	name, content string
	packed        bool
	alter         func(*zip.FileHeader)
}

// zipped returns the archive of the parts in the form of a bundle, with the
// alterations.
func zipped(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		raw := []byte(p.content)
		//lint:ignore SA1019 the raw date, which the bundle sets, has no other name
		h := &zip.FileHeader{Name: p.name, CreatorVersion: 20, ReaderVersion: 20, ModifiedDate: 0x21, CRC32: crc32.ChecksumIEEE(raw), UncompressedSize64: uint64(len(raw))}
		if strings.ContainsFunc(p.name, func(r rune) bool { return r > 127 }) {
			h.Flags = 0x800
		}
		if p.packed {
			var small bytes.Buffer
			f, err := flate.NewWriter(&small, flate.DefaultCompression)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write(raw); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			raw, h.Method = small.Bytes(), zip.Deflate
		}
		h.CompressedSize64 = uint64(len(raw))
		if p.alter != nil {
			p.alter(h)
		}
		out, err := w.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write(raw); err != nil && !strings.HasSuffix(p.name, "/") {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func manifestText(t testing.TB, m closing.Manifest) string {
	t.Helper()
	var b strings.Builder
	if err := closing.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// parts returns the entries of an archive in the order of a bundle.
func parts(t testing.TB, m closing.Manifest, files fstest.MapFS) []part {
	t.Helper()
	list := []part{{name: closing.ManifestName, content: manifestText(t, m)}}
	for _, item := range m.Items {
		list = append(list, part{name: item.Name, content: string(files[item.Name].Data)})
	}
	return list
}

// The layout against the zip package of the standard library: it writes the
// same bytes and reads the same files.
func TestTheLayoutIsThatOfZip(t *testing.T) {
	m, files := padded(t)
	data := bundle(t, m, files, closing.BundleOptions{})
	if !bytes.Equal(data, zipped(t, parts(t, m, files)...)) {
		t.Error("the standard library writes other bytes")
	}
	for what, o := range packings {
		data := bundle(t, m, files, o)
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(what, err)
		}
		same(t, what, closing.VerifyFS(m, r))
		if r.File[0].Name != closing.ManifestName || len(r.File) != len(m.Items)+1 {
			t.Errorf("%s: %d files, the first %s", what, len(r.File), r.File[0].Name)
		}
	}
}

// flip returns the data with one bit turned.
func flip(data []byte, bit int) []byte {
	turned := bytes.Clone(data)
	turned[bit/8] ^= 1 << (bit % 8)
	return turned
}

// Every single bit of a bundle: turning it is found, and where it lies in the
// content of an item exactly that item is named and all others can be read.
func TestEveryFlippedBitOfABundleIsFound(t *testing.T) {
	m, files := padded(t)
	data := bundle(t, m, files, closing.BundleOptions{})
	places := map[string][2]int{}
	for _, item := range m.Items {
		at := bytes.Index(data, append([]byte(item.Name), files[item.Name].Data...)) + len(item.Name)
		places[item.Name] = [2]int{at, at + int(item.Size)}
	}
	named := 0
	for bit := range len(data) * 8 {
		b, found, err := readBundle(flip(data, bit), closing.BundleOptions{})
		if err == nil && !finding.Blocks(found) {
			t.Fatalf("bit %d of byte %d is not found", bit%8, bit/8)
		}
		for name, place := range places {
			if bit/8 < place[0] || bit/8 >= place[1] {
				continue
			}
			named++
			if err != nil || len(found) != 1 || found[0].Code != closing.CodeChangedItem || found[0].Subject.ID != name {
				t.Fatalf("bit %d of %s: %q, %v", bit, name, lines(found), err)
			}
			for _, item := range m.Items {
				if _, err := b.Read(item.Name); (err != nil) != (item.Name == name) || err != nil && !errors.Is(err, closing.ErrDamaged) {
					t.Fatalf("bit %d of %s: %s: %v", bit, name, item.Name, err)
				}
			}
		}
	}
	if named < 8*400 {
		t.Errorf("%d bits of items turned", named)
	}
}

// In packed content a few bits mean nothing; all others are found.
func TestFlippedBitsOfPackedContent(t *testing.T) {
	m, files := padded(t)
	data := bundle(t, m, files, closing.BundleOptions{Compress: true})
	idle := 0
	for bit := range len(data) * 8 {
		b, found, err := readBundle(flip(data, bit), closing.BundleOptions{})
		if err == nil && !finding.Blocks(found) {
			idle++
			holds(t, b, files)
		}
	}
	if idle > 8*3 { // fewer than a byte for each packed entry
		t.Errorf("%d bits mean nothing", idle)
	}
}

// The content of a bundle is verified again whenever it is read.
func TestABundleThatChangesUnderItsReader(t *testing.T) {
	m, files := padded(t)
	data := bundle(t, m, files, closing.BundleOptions{})
	b, found, err := readBundle(data, closing.BundleOptions{})
	if err != nil || len(found) > 0 {
		t.Fatal(lines(found), err)
	}
	at := bytes.Index(data, []byte("content of charter"))
	data[at] ^= 4
	if _, err := b.Read("charter.json"); !errors.Is(err, closing.ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if _, err := b.Read("empty"); err != nil {
		t.Errorf("an item that is as it was: %v", err)
	}
}

// Nothing is written of an archive that is not what its manifest says.
func TestNoBundleOfADamagedArchive(t *testing.T) {
	m, files := padded(t)
	files["charter.json"] = &fstest.MapFile{Data: []byte("other")}
	delete(files, "empty")
	var b bytes.Buffer
	found, err := closing.WriteBundle(context.Background(), &b, m, opener(files), closing.BundleOptions{})
	if !errors.Is(err, closing.ErrDamaged) || b.Len() > 0 {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
	same(t, "damaged", found,
		"block closing.item.changed: item charter.json.size, want 23 byte, got 5 byte, remedy closing.remedy.restore_archive",
		"block closing.item.missing: item empty, remedy closing.remedy.restore_archive")
	m.By = "somebody"
	if found, err := closing.WriteBundle(context.Background(), &b, m, opener(files), closing.BundleOptions{}); !errors.Is(err, closing.ErrDamaged) || found[len(found)-1].Code != closing.CodeManifestBroken {
		t.Errorf("a broken manifest: %q, %v", lines(found), err)
	}
}

// fickle gives other content the second time.
func TestContentThatChangesWhileItIsWritten(t *testing.T) {
	m, files := padded(t)
	for what, later := range map[string]string{"other": "bontent of charter.json", "shorter": "content", "longer": "content of charter.json and more"} {
		times := 0
		open := func(name string) (io.ReadCloser, error) {
			if name == "charter.json" {
				if times++; times == 2 {
					return io.NopCloser(strings.NewReader(later)), nil
				}
			}
			return files.Open(name)
		}
		_, err := closing.WriteBundle(context.Background(), io.Discard, m, open, closing.BundleOptions{})
		if !errors.Is(err, closing.ErrDamaged) || !strings.Contains(err.Error(), "charter.json") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestProgressOfABundle(t *testing.T) {
	m, files := archived(t, nil, nil, map[string]string{"a": strings.Repeat("x", 5<<20), "b": "short"})
	var seen []closing.Progress
	o := closing.BundleOptions{Progress: func(p closing.Progress) { seen = append(seen, p) }}
	data := bundle(t, m, files, o)
	check := func(what string, reports int) {
		t.Helper()
		last := closing.Progress{}
		for _, p := range seen {
			if p.Done < last.Done || p.Done > p.Total || p.Total == 0 {
				t.Errorf("%s: %+v after %+v", what, p, last)
			}
			last = p
		}
		if len(seen) < reports {
			t.Errorf("%s: %d reports", what, len(seen))
		}
		seen = nil
	}
	check("writing", 10)
	if _, _, err := readBundle(data, o); err != nil {
		t.Fatal(err)
	}
	check("reading", 5)
}

// A host that gives up is heard at every stage.
func TestABundleGivenUp(t *testing.T) {
	m, files := padded(t)
	data := bundle(t, m, files, closing.BundleOptions{})
	for stage := range 12 {
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		o := closing.BundleOptions{Progress: func(closing.Progress) {
			if calls++; calls > stage {
				cancel()
			}
		}}
		if stage == 0 {
			cancel()
		}
		_, err := closing.WriteBundle(ctx, io.Discard, m, opener(files), o)
		if (err != nil) != (ctx.Err() != nil) || err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("writing, stage %d: %v", stage, err)
		}
		cancel()
	}
	for stage := range 4 {
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		_, _, err := closing.ReadBundle(ctx, bytes.NewReader(data), int64(len(data)), closing.BundleOptions{Progress: func(closing.Progress) {
			if calls++; calls > stage {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("reading, stage %d: %v", stage, err)
		}
		cancel()
	}
}

// faultyAt fails from some byte on.
type faultyAt struct {
	data []byte
	from int64
}

var errDisk = errors.New("disk")

func (f faultyAt) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > f.from && at < int64(len(f.data))-98 {
		return 0, errDisk
	}
	return bytes.NewReader(f.data).ReadAt(p, at)
}

// full takes some bytes and then no more.
type full struct{ left int }

func (w *full) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, errDisk
	}
	return len(p), nil
}

// An error of the medium comes back, or names the item that cannot be read.
func TestABundleOnABrokenDisk(t *testing.T) {
	m, files := padded(t)
	data := bundle(t, m, files, closing.BundleOptions{})
	for from := range int64(len(data) - 98) {
		_, found, err := closing.ReadBundle(context.Background(), faultyAt{data, from}, int64(len(data)), closing.BundleOptions{})
		if err == nil && !finding.Blocks(found) {
			t.Fatalf("from byte %d: nothing found", from)
		}
	}
	for left := range len(data) {
		if _, err := closing.WriteBundle(context.Background(), &full{left}, m, opener(files), closing.BundleOptions{}); !errors.Is(err, errDisk) {
			t.Fatalf("room for %d bytes: %v", left, err)
		}
	}
}

func ExampleWriteBundle() {
	files := fstest.MapFS{"log.txt": {Data: []byte("all went well")}}
	item, err := closing.Describe(closing.Item{Name: "log.txt", Kind: closing.LogItem, MediaType: "text/plain", Retention: "ten_years"},
		bytes.NewReader(files["log.txt"].Data))
	if err != nil {
		fmt.Println(err)
		return
	}
	manifest, err := closing.Manifest{Project: "P1", On: date(7, 15), By: "pm", Items: []closing.Item{item},
		Classes: []closing.Retention{{ID: "ten_years", Years: 10}}}.Seal()
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	open := func(name string) (io.ReadCloser, error) { return files.Open(name) }
	if _, err := closing.WriteBundle(context.Background(), &file, manifest, open, closing.BundleOptions{}); err != nil {
		fmt.Println(err)
		return
	}
	bundle, found, err := closing.ReadBundle(context.Background(), bytes.NewReader(file.Bytes()), int64(file.Len()), closing.BundleOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := bundle.Read("log.txt")
	fmt.Printf("%d findings, %s, %v\n", len(found), text, err)
	// Output: 0 findings, all went well, <nil>
}

func BenchmarkBundle(b *testing.B) {
	for _, size := range []int{1 << 10, 1 << 20, 16 << 20} {
		m, files := archived(b, nil, nil, map[string]string{"x": strings.Repeat("some text of a project, ", size/24+1)[:size]})
		for what, o := range packings {
			b.Run(fmt.Sprintf("%s-%dKiB", what, size>>10), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					data := bundle(b, m, files, o)
					if _, found, err := readBundle(data, closing.BundleOptions{}); err != nil || len(found) > 0 {
						b.Fatal(lines(found), err)
					}
				}
			})
		}
	}
}
