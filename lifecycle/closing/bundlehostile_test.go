package closing_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// codes returns what was found as "code subject".
func codes(list []finding.Finding) []string {
	var all []string
	for _, f := range list {
		all = append(all, string(f.Code)+" "+f.Subject.String())
	}
	return all
}

// listing is a manifest that lists names whatever they are, each with the
// content "x".
func listing(t testing.TB, names ...string) (closing.Manifest, fstest.MapFS) {
	t.Helper()
	more := map[string]string{}
	for _, name := range names {
		more[name] = "x"
	}
	return archived(t, nil, nil, more)
}

// Names that would leave the folder, or be something else on some system, are
// found and never opened, also when the manifest lists them.
func TestBundlesWithHostileNames(t *testing.T) {
	for _, name := range []string{
		"../etc/passwd", "a/../../b", "/etc/passwd", "..", ".", "a//b", "a/./b", "a/", `..\windows`, `C:\x`, "C:x", `\\server\share`, "~/x:y",
		"con", "aux.txt", "LPT1", "nul", "a/com1.log", "x.", "x ", "a\x00b", "a\nb", "cafe\u0301", "x\u202efdp.exe", "\xff\xfe", strings.Repeat("n", closing.MaxName+1), "",
	} {
		m, files := listing(t, name, "good")
		list := parts(t, m, files)
		b, found, err := readBundle(zipped(t, list...), closing.BundleOptions{})
		if errors.Is(err, closing.ErrBundle) {
			continue // the manifest itself cannot hold it
		}
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if !b.Manifest().Intact() && finding.Blocks(found) {
			continue // its text is not this name
		}
		if !slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Code == closing.CodeBadName && f.Severity == finding.Block }) {
			t.Errorf("%q: %q", name, codes(found))
		}
		if _, err := b.Open(name); err == nil {
			t.Errorf("%q was opened", name)
		}
		if _, err := b.Read("good"); err != nil {
			t.Errorf("beside %q: %v", name, err)
		}
	}
}

// A hostile name that no manifest lists is surplus.
func TestBundlesWithSurplus(t *testing.T) {
	m, files := listing(t, "good")
	for _, name := range []string{"../x", "/x", "zzz", "Good", "good2"} {
		list := append(parts(t, m, files), part{name: name, content: "y"})
		slices.SortFunc(list[1:], func(a, b part) int { return strings.Compare(a.name, b.name) })
		_, found, err := readBundle(zipped(t, list...), closing.BundleOptions{})
		if err != nil || len(found) != 1 || found[0].Code != closing.CodeExtraItem || found[0].Subject.ID != name {
			t.Errorf("%q: %q, %v", name, codes(found), err)
		}
	}
}

// Two names that some file system takes for one are found.
func TestBundlesWithNamesTwice(t *testing.T) {
	for _, names := range [][2]string{{"Report.md", "report.MD"}, {"\u00c9.md", "\u00e9.md"}, {"K", "\u212a"}, {"s", "\u017f"}, {"\u03a3", "\u03c2"}, {"a", "a/b"}} {
		m, files := listing(t, names[0], names[1])
		_, found, err := readBundle(zipped(t, parts(t, m, files)...), closing.BundleOptions{})
		if err != nil || len(found) != 1 || found[0].Code != closing.CodeNameTwice && found[0].Code != closing.CodeNameIsFolder {
			t.Errorf("%q: %q, %v", names, codes(found), err)
		}
	}
	m, files := listing(t, "good")
	list := parts(t, m, files)
	_, found, err := readBundle(zipped(t, append(list, list[1])...), closing.BundleOptions{})
	if err != nil || !slices.Contains(codes(found), "closing.entry.form entry good.order") {
		t.Errorf("the same entry twice: %q, %v", codes(found), err)
	}
	_, _, err = readBundle(zipped(t, append(list[:1:1], list...)...), closing.BundleOptions{})
	if !errors.Is(err, closing.ErrBundle) {
		t.Errorf("two manifests: %v", err)
	}
	list = append(list[:1:1], list[1], part{name: "MANIFEST.JSON", content: "{}"})
	_, found, err = readBundle(zipped(t, list...), closing.BundleOptions{})
	if err != nil || !finding.Blocks(found) {
		t.Errorf("a manifest in capitals: %q, %v", codes(found), err)
	}
}

// Whatever the headers say that is not the one form is found, and the entry is
// not opened.
func TestBundlesOfAnotherForm(t *testing.T) {
	m, files := listing(t, "a", "good")
	for want, alter := range map[string]func(*zip.FileHeader){
		"closing.entry.encrypted entry a.flags": func(h *zip.FileHeader) { h.Flags |= 1 },
		"closing.entry.form entry a.method":     func(h *zip.FileHeader) { h.Method = 12 },
		"closing.entry.form entry a.attributes": func(h *zip.FileHeader) { h.SetMode(0o777 | 1<<27); h.CreatorVersion = 20 }, // a symbolic link
		"closing.entry.form entry a.size":       func(h *zip.FileHeader) { h.UncompressedSize64 = 5 },
		"closing.entry.form entry a.checksum":   func(h *zip.FileHeader) { h.CRC32++ },
		"closing.entry.form entry a.directory": func(h *zip.FileHeader) {
			h.Extra = []byte{1, 0, 16, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0}
		},
	} {
		list := parts(t, m, files)
		list[1].alter = alter
		b, found, err := readBundle(zipped(t, list...), closing.BundleOptions{})
		if err != nil || !slices.Contains(codes(found), want) {
			t.Errorf("want %s: %q, %v", want, codes(found), err)
			continue
		}
		if _, err := b.Open("a"); !errors.Is(err, closing.ErrDamaged) {
			t.Errorf("%s: opened, %v", want, err)
		}
		if _, err := b.Read("good"); err != nil {
			t.Errorf("%s: the other one: %v", want, err)
		}
	}
	for what, alter := range map[string]func(*zip.FileHeader){
		"a comment": func(h *zip.FileHeader) { h.Comment = "hello" },
		//lint:ignore SA1019 the raw time has no other name
		"a time":            func(h *zip.FileHeader) { h.SetMode(0); h.Modified = time.Time{}; h.ModifiedTime = 9 },
		"a data descriptor": func(h *zip.FileHeader) { h.Flags |= 8 }, "other flags": func(h *zip.FileHeader) { h.Flags |= 0x2000 },
		"another version": func(h *zip.FileHeader) { h.ReaderVersion = 63 }, "another system": func(h *zip.FileHeader) { h.CreatorVersion = 3<<8 | 20 },
	} {
		list := parts(t, m, files)
		list[1].alter = alter
		_, found, err := readBundle(zipped(t, list...), closing.BundleOptions{})
		if err != nil || !slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Code == closing.CodeEntryForm && f.Subject.ID == "a" }) {
			t.Errorf("%s: %q, %v", what, codes(found), err)
		}
	}
}

// A bundle that was cut off anywhere, or has something before or behind it, is
// none.
func TestBundlesCutOff(t *testing.T) {
	m, files := padded(t)
	data := bundle(t, m, files, closing.BundleOptions{})
	for n := range len(data) {
		if _, _, err := readBundle(data[:n], closing.BundleOptions{}); !errors.Is(err, closing.ErrBundle) {
			t.Fatalf("%d bytes: %v", n, err)
		}
	}
	for what, other := range map[string][]byte{
		"behind": append(slices.Clone(data), 0), "before": append([]byte{0}, data...), "twice": append(slices.Clone(data), data...), "a comment": func() []byte {
			d := append(slices.Clone(data), "hi"...)
			d[len(data)-2] = 2
			return d
		}(),
	} {
		if _, _, err := readBundle(other, closing.BundleOptions{}); !errors.Is(err, closing.ErrBundle) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, _, err := closing.ReadBundle(context.Background(), bytes.NewReader(data), -1, closing.BundleOptions{}); !errors.Is(err, closing.ErrBundle) {
		t.Errorf("a negative size: %v", err)
	}
	if _, _, err := closing.ReadBundle(context.Background(), bytes.NewReader(data), int64(len(data))+9, closing.BundleOptions{}); !errors.Is(err, closing.ErrBundle) {
		t.Errorf("a size beyond the end: %v", err)
	}
}

// central finds the nth header of the directory.
func central(t testing.TB, data []byte, n int) int {
	t.Helper()
	at := int(binary.LittleEndian.Uint32(data[len(data)-6:]))
	for range n {
		at += 46 + int(binary.LittleEndian.Uint16(data[at+28:]))
	}
	return at
}

// Entries that share their content, or lie about where it is.
func TestBundlesWithOverlappingEntries(t *testing.T) {
	m, files := listing(t, "a", "b", "c")
	data := bundle(t, m, files, closing.BundleOptions{})
	first := binary.LittleEndian.Uint32(data[central(t, data, 1)+42:])
	for what, offset := range map[string]uint32{"onto the one before": first, "into nothing": 0xfffffff0, "one byte off": first + 33, "the manifest": 0} {
		lied := slices.Clone(data)
		binary.LittleEndian.PutUint32(lied[central(t, data, 2)+42:], offset)
		b, found, err := readBundle(lied, closing.BundleOptions{})
		if err != nil || !slices.Contains(codes(found), "closing.entry.form entry b.position") {
			t.Errorf("%s: %q, %v", what, codes(found), err)
			continue
		}
		if _, err := b.Open("b"); !errors.Is(err, closing.ErrDamaged) {
			t.Errorf("%s: opened, %v", what, err)
		}
		if _, err := b.Read("c"); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// bomb is a bundle with one item that is small packed and large unpacked.
func bomb(t testing.TB, size int, lie func(*closing.Item)) []byte {
	t.Helper()
	zeros := strings.Repeat("\x00", size)
	m, _ := archived(t, nil, nil, map[string]string{"zeros": zeros})
	lie(&m.Items[0])
	m = seal(t, m)
	return zipped(t, part{name: closing.ManifestName, content: manifestText(t, m)}, part{name: "zeros", content: zeros, packed: true})
}

// What unpacks to more than it should is given up before it is large.
func TestBombs(t *testing.T) {
	honest := func(*closing.Item) {}
	data := bomb(t, 64<<20, honest)
	if len(data) > 1<<17 {
		t.Fatalf("the bomb has %d bytes", len(data))
	}
	for what, c := range map[string]struct {
		data   []byte
		limits closing.BundleLimits
		most   int64
	}{
		"by its ratio":                   {data, closing.BundleLimits{}, 12 << 20},
		"by the size of an item":         {data, closing.BundleLimits{Item: 1 << 20}, 1 << 16},
		"by the total":                   {data, closing.BundleLimits{Total: 1 << 20}, 1 << 16},
		"by its own size":                {data, closing.BundleLimits{Bytes: 1000}, 0},
		"by the number of items":         {data, closing.BundleLimits{Items: -1}, 12 << 20},
		"of another size than it says":   {bomb(t, 64<<20, func(i *closing.Item) { i.Size = 1 << 40 }), closing.BundleLimits{}, 1 << 16},
		"of less than its header says":   {bomb(t, 2<<20, honest), closing.BundleLimits{Ratio: 10}, 3 << 20},
		"sizes that sum to too much":     {bomb(t, 1<<10, func(i *closing.Item) { i.Size = 1<<63 - 1 }), closing.BundleLimits{}, 1 << 16},
		"a manifest larger than allowed": {data, closing.BundleLimits{Total: 100}, 1 << 16},
	} {
		var most int64
		_, _, err := readBundle(c.data, closing.BundleOptions{Limits: c.limits, Progress: func(p closing.Progress) { most = max(most, p.Done) }})
		if !errors.Is(err, closing.ErrTooMany) || most > c.most {
			t.Errorf("%s: %v after %d bytes", what, err, most)
		}
	}
	if _, found, err := readBundle(data, closing.BundleOptions{Limits: closing.BundleLimits{Ratio: 2000}}); err != nil || len(found) > 0 {
		t.Errorf("where the host wants it: %q, %v", codes(found), err)
	}
}

// A manifest that says little is read little of, whatever the packed content
// unpacks to.
func TestOfAnItemNoMoreIsReadThanTheManifestSays(t *testing.T) {
	var most int64
	_, found, err := readBundle(bomb(t, 32<<20, func(i *closing.Item) { i.Size = 10 }), closing.BundleOptions{Progress: func(p closing.Progress) { most = max(most, p.Done) }})
	if err != nil || len(found) == 0 || found[0].Code != closing.CodeChangedItem || most > 1<<16 {
		t.Errorf("%q, %v after %d bytes", codes(found), err, most)
	}
}

// Packed content that goes on after its end.
func TestSomethingBehindPackedContent(t *testing.T) {
	m, files := padded(t)
	data := bundle(t, m, files, closing.BundleOptions{Compress: true})
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		raw, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(raw)
		if err != nil {
			t.Fatal(err)
		}
		h := f.FileHeader
		if f.Method == zip.Deflate && f.Name != closing.ManifestName {
			content = append(content, "hidden"...)
			h.CompressedSize64 += 6
		}
		out, err := w.CreateRaw(&h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, found, err := readBundle(b.Bytes(), closing.BundleOptions{})
	if err != nil || len(found) != 1 || found[0].Code != closing.CodeUnreadable || !strings.HasPrefix(found[0].Subject.ID, "risks/") {
		t.Errorf("%q, %v", codes(found), err)
	}
}

// More entries than a zip archive counts in 16 bits, and more than are allowed.
func TestBundlesOfManyEntries(t *testing.T) {
	const n = 66_000
	m := closing.Manifest{Project: "P1", On: date(7, 15), By: "pm", Classes: []closing.Retention{{ID: "r"}}}
	item, err := closing.Describe(closing.Item{Kind: "paper", MediaType: "text/plain", Retention: "r"}, strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		item.Name = fmt.Sprintf("n%06d", i)
		m.Items = append(m.Items, item)
	}
	m = seal(t, m)
	open := func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("x")), nil }
	var b bytes.Buffer
	if _, err := closing.WriteBundle(context.Background(), &b, m, open, closing.BundleOptions{}); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(r.File) != n+1 {
		t.Fatal("the standard library reads it otherwise:", err)
	}
	read, found, err := readBundle(b.Bytes(), closing.BundleOptions{})
	if err != nil || len(found) > 0 {
		t.Fatal(codes(found), err)
	}
	if data, err := read.Read("n065999"); err != nil || string(data) != "x" {
		t.Errorf("got %q, %v", data, err)
	}
	if _, _, err := readBundle(b.Bytes(), closing.BundleOptions{Limits: closing.BundleLimits{Items: n - 1}}); !errors.Is(err, closing.ErrTooMany) {
		t.Errorf("beyond the limit: %v", err)
	}
	end := slices.Clone(b.Bytes())
	binary.LittleEndian.PutUint64(end[len(end)-98+32:], 1<<62)
	if _, _, err := readBundle(end, closing.BundleOptions{}); err == nil {
		t.Error("a count that is a lie was believed")
	}
}

// Random damage by bytes, cuts and copies: never a panic, and nothing is read
// that is not what the manifest says.
func TestBundlesDamagedAtRandom(t *testing.T) {
	m, files := padded(t)
	whole := [][]byte{bundle(t, m, files, closing.BundleOptions{}), bundle(t, m, files, closing.BundleOptions{Compress: true})}
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 5))
		data := slices.Clone(whole[seed%2])
		for range 1 + r.IntN(4) {
			switch at, to := r.IntN(len(data)), r.IntN(len(data)); r.IntN(3) {
			case 0:
				data[at] = byte(r.IntN(256))
			case 1:
				copy(data[at:], data[to:min(len(data), to+1+r.IntN(60))])
			case 2:
				data = slices.Delete(data, min(at, to), min(len(data), min(at, to)+1+r.IntN(3)))
			}
		}
		sound(t, data, files)
	}
}

// sound reads what may be a bundle, and holds what it gives against the files
// when they are known.
func sound(t *testing.T, data []byte, files fstest.MapFS) {
	t.Helper()
	b, found, err := readBundle(data, closing.BundleOptions{Limits: closing.BundleLimits{Item: 1 << 20, Total: 1 << 22}})
	if err != nil {
		return
	}
	m := b.Manifest()
	for _, item := range m.Items {
		content, err := b.Read(item.Name)
		if err != nil {
			continue
		}
		again, _ := closing.Describe(item, bytes.NewReader(content))
		if again != item {
			t.Fatalf("%q is not what the manifest says", item.Name)
		}
		if f, known := files[item.Name]; files != nil && (!known || !bytes.Equal(f.Data, content)) {
			t.Fatalf("%q has other content", item.Name)
		}
	}
	if len(found) == 0 && !m.Intact() {
		t.Fatal("a broken manifest was not found")
	}
}

func FuzzReadBundle(f *testing.F) {
	m, files := padded(f)
	f.Add(bundle(f, m, files, closing.BundleOptions{}))
	f.Add(bundle(f, m, files, closing.BundleOptions{Compress: true}))
	f.Add(bomb(f, 1<<14, func(*closing.Item) {}))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, data, nil) })
}

// An item that is longer than the manifest says is named, also where the total
// is at its limit.
func TestALongerItemAtTheLimit(t *testing.T) {
	m, files := listing(t, "a", "b")
	list := parts(t, m, files)
	list[1].content = "xx"
	total := int64(len(list[0].content)) + 2
	_, found, err := readBundle(zipped(t, list...), closing.BundleOptions{Limits: closing.BundleLimits{Total: total}})
	if err != nil || !slices.Contains(codes(found), "closing.item.changed item a.size") || len(found) != 1 {
		t.Errorf("got %q, %v", codes(found), err)
	}
	if _, _, err := readBundle(zipped(t, list...), closing.BundleOptions{Limits: closing.BundleLimits{Total: total - 1}}); !errors.Is(err, closing.ErrTooMany) {
		t.Errorf("beyond the limit: %v", err)
	}
}
