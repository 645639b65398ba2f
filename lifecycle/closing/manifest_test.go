package closing_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// archive is a complete archive with a report in two languages.
func archive(t testing.TB) (closing.Manifest, fstest.MapFS) {
	t.Helper()
	files := fstest.MapFS{"manifest.json": {Data: []byte("{}")}}
	m := closing.Manifest{Project: "P1", On: date(7, 15), By: "pm", Classes: []closing.Retention{{ID: "ten_years", Years: 10, Basis: "books"}}}
	for _, f := range []struct {
		name     string
		kind     closing.Kind
		language string
	}{{"log.jsonl", closing.LogItem, ""}, {"charter.json", closing.CharterItem, ""}, {"plan/plan.json", closing.PlanItem, ""}, {"plan/baselines.json", closing.BaselinesItem, ""},
		{"report/en.md", closing.ReportItem, "en"}, {"report/zh-CN.md", closing.ReportItem, "zh-CN"}, {"risks.json", closing.RiskItem, ""},
		{"milestones.json", closing.MilestonesItem, ""}, {"changes.json", closing.ChangesItem, ""}, {"decisions.json", closing.DecisionsItem, ""}} {
		content := []byte("content of " + f.name)
		item, err := closing.Describe(closing.Item{Name: f.name, Kind: f.kind, Language: f.language, MediaType: "application/json", Retention: "ten_years"}, bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		m.Items = append(m.Items, item)
		files[f.name] = &fstest.MapFile{Data: content}
	}
	return seal(t, m), files
}

func seal(t testing.TB, m closing.Manifest) closing.Manifest {
	t.Helper()
	sealed, err := m.Seal()
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestACompleteArchive(t *testing.T) {
	m, files := archive(t)
	same(t, "check", m.Check(closing.Required("en", "zh-CN")))
	same(t, "verify", closing.VerifyFS(m, files))
	if !slices.IsSortedFunc(m.Items, func(a, b closing.Item) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("items are in no order")
	}
}

// The published test vector of SHA-256 for "abc" (FIPS 180-2, appendix B.1).
func TestDescribe(t *testing.T) {
	item, err := closing.Describe(closing.Item{Name: "x"}, strings.NewReader("abc"))
	if err != nil || item.Size != 3 || item.Digest != "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("got %+v, %v", item, err)
	}
	if _, err := closing.Describe(closing.Item{Name: "x"}, broken{}); !errors.Is(err, errBroken) {
		t.Errorf("got %v", err)
	}
}

var errBroken = errors.New("broken")

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errBroken }
func (broken) Close() error             { return nil }

// Every single byte of every item: flipping it is found, and nothing else is.
func TestEveryFlippedByteIsFound(t *testing.T) {
	m, files := archive(t)
	for _, item := range m.Items {
		for k := range files[item.Name].Data {
			files[item.Name].Data[k] ^= 1
			found := closing.VerifyFS(m, files)
			if len(found) != 1 || found[0].Code != closing.CodeChangedItem || found[0].Subject.ID != item.Name {
				t.Errorf("byte %d of %s: %q", k, item.Name, lines(found))
			}
			files[item.Name].Data[k] ^= 1
		}
	}
}

func TestEveryChangedMissingAndExtraItemIsNamed(t *testing.T) {
	m, files := archive(t)
	delete(files, "charter.json")
	files["log.jsonl"].Data = append(files["log.jsonl"].Data, "more"...)
	files["risks.json"].Data = files["risks.json"].Data[:3]
	files["plan/virus.exe"] = &fstest.MapFile{Data: []byte("x")}
	files["changes.json"].Mode = fs.ModeSymlink
	same(t, "verify", closing.VerifyFS(m, files),
		"block closing.item.unreadable: item changes.json, got closing: not a regular file, remedy closing.remedy.restore_archive",
		"block closing.item.missing: item charter.json, remedy closing.remedy.restore_archive",
		"block closing.item.changed: item log.jsonl.size, want 20 byte, got unknown (more), remedy closing.remedy.restore_archive",
		"block closing.item.extra: item plan/virus.exe, remedy closing.remedy.restore_archive",
		"block closing.item.changed: item risks.json.size, want 21 byte, got 3 byte, remedy closing.remedy.restore_archive")
}

// Random damage against a slow comparison of names and contents.
func TestVerifyAgainstAPlainComparison(t *testing.T) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 9))
		m, files := archive(t)
		whole := maps.Clone(files)
		for name, f := range whole {
			switch kept := *f; r.IntN(6) {
			case 0:
				if name != closing.ManifestName {
					delete(files, name)
				}
			case 1:
				kept.Data = slices.Clone(kept.Data)
				kept.Data[r.IntN(len(kept.Data))] ^= byte(1 + r.IntN(255))
				files[name] = &kept
			case 2:
				files[name+".bak"] = &kept
			}
		}
		want := map[string]finding.Code{}
		for name, f := range whole {
			now, there := files[name]
			switch {
			case name == closing.ManifestName:
			case !there:
				want[name] = closing.CodeMissingItem
			case !bytes.Equal(now.Data, f.Data):
				want[name] = closing.CodeChangedItem
			}
		}
		for name := range files {
			if _, there := whole[name]; !there {
				want[name] = closing.CodeExtraItem
			}
		}
		got := map[string]finding.Code{}
		for _, f := range closing.VerifyFS(m, files) {
			got[f.Subject.ID] = f.Code
		}
		if !maps.Equal(got, want) {
			t.Errorf("seed %d: got %v, want %v", seed, got, want)
		}
	}
}

func TestVerifyReportsWhatItCannotRead(t *testing.T) {
	m, files := archive(t)
	m.Items = m.Items[:2]
	m = seal(t, m)
	found := closing.Verify(m, []string{"charter.json", "changes.json", "changes.json"}, func(name string) (io.ReadCloser, error) {
		if name == "changes.json" {
			return broken{}, nil
		}
		return nil, fs.ErrPermission
	})
	same(t, "verify", found,
		"block closing.item.unreadable: item changes.json, got broken, remedy closing.remedy.restore_archive",
		"block closing.item.unreadable: item charter.json, got permission denied, remedy closing.remedy.restore_archive")
	if found := closing.VerifyFS(m, noWalk{files}); len(found) != 1 || found[0].Code != closing.CodeUnreadable {
		t.Errorf("a folder that cannot be read: %q", lines(found))
	}
}

// noWalk is a file system whose folders cannot be listed.
type noWalk struct{ fs.FS }

func (noWalk) ReadDir(string) ([]fs.DirEntry, error) { return nil, fs.ErrPermission }

// No more of an item is read than the manifest says and one byte.
func TestVerifyReadsNoMoreThanNeeded(t *testing.T) {
	m, _ := archive(t)
	m.Items = m.Items[:1]
	endless := &endless{}
	found := closing.Verify(seal(t, m), nil, func(string) (io.ReadCloser, error) { return endless, nil })
	if len(found) != 1 || found[0].Code != closing.CodeChangedItem || endless.read > 1<<20 || !endless.closed {
		t.Errorf("read %d bytes, closed %v, found %q", endless.read, endless.closed, lines(found))
	}
}

type endless struct {
	read   int
	closed bool
}

func (e *endless) Read(p []byte) (int, error) { e.read += len(p); return len(p), nil }
func (e *endless) Close() error               { e.closed = true; return nil }

func TestTheManifestProtectsItself(t *testing.T) {
	m, files := archive(t)
	for what, alter := range map[string]func(*closing.Manifest){
		"digest of an item": func(m *closing.Manifest) {
			m.Items[0].Digest = fmt.Sprintf("sha256:%x", sha256.Sum256([]byte("other")))
		},
		"retention":     func(m *closing.Manifest) { m.Classes[0].Years = 1 },
		"project":       func(m *closing.Manifest) { m.Project = "P2" },
		"one item less": func(m *closing.Manifest) { m.Items = m.Items[1:] },
		"an exception":  func(m *closing.Manifest) { m.Excepted = []closing.Exception{{Kind: closing.LogItem}} },
		"no digest":     func(m *closing.Manifest) { m.Digest = "" },
	} {
		forged := m
		forged.Items, forged.Classes = slices.Clone(m.Items), slices.Clone(m.Classes)
		alter(&forged)
		broken := func(f finding.Finding) bool { return f.Code == closing.CodeManifestBroken }
		if !slices.ContainsFunc(closing.VerifyFS(forged, files), broken) || !slices.ContainsFunc(forged.Check(nil), broken) || forged.Intact() {
			t.Errorf("%s: not found", what)
		}
	}
	if !m.Intact() {
		t.Error("the sealed manifest was written to")
	}
}

// Order does not matter to the seal: any order of the same lists gives the
// same digest and bytes.
func TestSealIsTheSameInAnyOrder(t *testing.T) {
	m, _ := archive(t)
	m.Excepted = []closing.Exception{{Kind: "b", Reason: "x"}, {Kind: "a", Reason: "x"}}
	m = seal(t, m)
	var want bytes.Buffer
	if err := closing.Encode(&want, m); err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		shuffled := m
		shuffled.Items, shuffled.Excepted = slices.Clone(m.Items), slices.Clone(m.Excepted)
		r.Shuffle(len(shuffled.Items), func(i, j int) { shuffled.Items[i], shuffled.Items[j] = shuffled.Items[j], shuffled.Items[i] })
		r.Shuffle(2, func(i, j int) {
			shuffled.Excepted[i], shuffled.Excepted[j] = shuffled.Excepted[j], shuffled.Excepted[i]
		})
		var got bytes.Buffer
		if err := closing.Encode(&got, shuffled); err != nil || got.String() != want.String() || !shuffled.Intact() || seal(t, shuffled).Digest != m.Digest {
			t.Errorf("seed %d: another digest or other bytes, %v", seed, err)
		}
	}
}

func TestRequirements(t *testing.T) {
	m, _ := archive(t)
	same(t, "a language", m.Check([]closing.Requirement{{Kind: closing.ReportItem, Languages: []string{"en", "de"}}}),
		"block closing.archive.missing_kind: kind report, want de, remedy closing.remedy.file_item_or_except")
	m.Items = slices.DeleteFunc(m.Items, func(i closing.Item) bool { return i.Kind == closing.LogItem || i.Kind == closing.ReportItem })
	same(t, "three items less", seal(t, m).Check(closing.Required("en", "zh-CN")),
		"block closing.archive.missing_kind: kind log, remedy closing.remedy.file_item_or_except",
		"block closing.archive.missing_kind: kind report, want en, remedy closing.remedy.file_item_or_except",
		"block closing.archive.missing_kind: kind report, want zh-CN, remedy closing.remedy.file_item_or_except")
	m.Excepted = []closing.Exception{{Kind: closing.LogItem, Reason: "lost in a fire", By: "sponsor", On: date(7, 14)}, {Kind: closing.ReportItem}}
	same(t, "excepted", seal(t, m).Check(closing.Required()),
		"block closing.exception.incomplete: exception report, remedy closing.remedy.complete_manifest",
		"info closing.archive.kind_excepted: kind log",
		"info closing.archive.kind_excepted: kind report")
}

func TestManifestCheck(t *testing.T) {
	m := seal(t, closing.Manifest{Items: []closing.Item{{Name: "a", Digest: "md5:1", Size: 1}}})
	same(t, "thin", m.Check(nil),
		"block closing.item.bad_digest: item a.digest, got md5:1, remedy closing.remedy.describe_item",
		"block closing.item.incomplete: item a.kind, remedy closing.remedy.complete_manifest",
		"block closing.item.incomplete: item a.media_type, remedy closing.remedy.complete_manifest",
		"block closing.item.no_retention_class: item a.retention, remedy closing.remedy.name_retention_class",
		"block closing.manifest.incomplete: manifest.by, remedy closing.remedy.complete_manifest",
		"block closing.manifest.incomplete: manifest.on, remedy closing.remedy.complete_manifest",
		"block closing.manifest.incomplete: manifest.project, remedy closing.remedy.complete_manifest")
}

func TestCheckNames(t *testing.T) {
	for _, name := range []string{"a", "a/b.txt", "报告/终稿.md", "a b", ".hidden", "com", "com10", "lpt", "console.txt", strings.Repeat("x", closing.MaxName)} {
		same(t, name, closing.CheckNames([]string{name}))
	}
	for _, name := range []string{"", ".", "..", "/a", "a/", "a//b", "a/../b", "../a", "./a", "a/.", `a\b`, `C:\a`, "C:a", "a\x00", "a\nb", "a\x7f", "a.", "a /b", "a./b",
		"nul", "NUL.txt", "x/Con", "com1", "LPT9.log", "aux .txt", "a\xff", "a*", "a?b", `a"b`, "a<b", "a|b", strings.Repeat("x", closing.MaxName+1)} {
		if found := closing.CheckNames([]string{name}); len(found) != 1 || found[0].Code != closing.CodeBadName {
			t.Errorf("%q: %q", name, lines(found))
		}
	}
	same(t, "twice", closing.CheckNames([]string{"Plan/A.json", "plan/a.JSON", "b", "b"}),
		"block closing.name.twice: item b.name, with item b, remedy closing.remedy.rename_item",
		"block closing.name.twice: item plan/a.JSON.name, with item Plan/A.json, remedy closing.remedy.rename_item")
	same(t, "a folder", closing.CheckNames([]string{"Plan", "plan/x/y"}),
		"block closing.name.is_folder: item Plan.name, with item plan/x/y, remedy closing.remedy.rename_item")
	same(t, "the manifest", closing.CheckNames([]string{closing.ManifestName}),
		"block closing.name.twice: item manifest.json.name, remedy closing.remedy.rename_item")
}

// A hostile manifest opens nothing outside.
func TestVerifyOpensNoBadNames(t *testing.T) {
	m := seal(t, closing.Manifest{Items: []closing.Item{{Name: "../../etc/passwd"}, {Name: "/etc/passwd"}, {Name: `..\x`}}})
	found := closing.Verify(m, nil, func(name string) (io.ReadCloser, error) {
		t.Errorf("%q was opened", name)
		return nil, fs.ErrNotExist
	})
	if len(found) != 3 {
		t.Errorf("got %q", lines(found))
	}
}

func TestManifestJSON(t *testing.T) {
	m, _ := archive(t)
	for _, m := range []closing.Manifest{m, seal(t, closing.Manifest{Project: "empty"})} {
		var b, again bytes.Buffer
		if err := closing.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		back, err := closing.Decode(bytes.NewReader(b.Bytes()))
		if err != nil || !back.Intact() || back.Digest != m.Digest || len(back.Items) != len(m.Items) {
			t.Errorf("came back as %+v, %v", back, err)
		}
		if err := closing.Encode(&again, back); err != nil || again.String() != b.String() {
			t.Error("the bytes differ")
		}
	}
	const want = `{
  "format": "milepost.archive/1",
  "project": "P1",
  "on": "2026-07-15",
  "by": "pm",
  "items": [
    {
      "name": "a.md",
      "kind": "report",
      "language": "en",
      "media_type": "text/markdown",
      "size": 3,
      "digest": "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "retention": "r"
    }
  ],
  "digest": "x"
}
`
	item, _ := closing.Describe(closing.Item{Name: "a.md", Kind: closing.ReportItem, Language: "en", MediaType: "text/markdown", Retention: "r"}, strings.NewReader("abc"))
	var b bytes.Buffer
	if err := closing.Encode(&b, closing.Manifest{Project: "P1", On: date(7, 15), By: "pm", Items: []closing.Item{item}, Digest: "x"}); err != nil || b.String() != want {
		t.Errorf("got %s, %v", b.String(), err)
	}
}

// TestDecodeRefusesHiddenMembers wants the error to name the place. A long s
// (U+017F) folds to the s of a member.
func TestDecodeRefusesHiddenMembers(t *testing.T) {
	for bad, want := range map[string]string{
		`{"format":"milepost.archive/1","items":[{"name":"a"}],"item\u017f":[{"name":"b"}]}`:    `member "itemſ" twice`,
		`{"format":"milepost.archive/1","items":[{"name":"a","digest":"x","dige\u017ft":"y"}]}`: `member "digeſt" twice`,
		`{"format":"milepost.archive/1","items":[{"name":"a"},null]}`:                           `"items[1]" is null`,
	} {
		if _, err := closing.Decode(strings.NewReader(bad)); !errors.Is(err, closing.ErrForm) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", bad, err, want)
		}
	}
}

func TestDecodeRefusesOtherForms(t *testing.T) {
	for _, data := range []string{``, `[]`, `{}`, `{"format":"milepost.archive/2"}`, `{"format":"milepost.archive/1","soup":1}`, `{"format":"milepost.archive/1"}{}`,
		`{"format":"milepost.archive/1","items":[{"name":"a","Name":"b"}]}`, `{"format":"milepost.archive/1","items":[{"size":1.5}]}`, strings.Repeat("[", 100)} {
		if _, err := closing.Decode(strings.NewReader(data)); !errors.Is(err, closing.ErrForm) {
			t.Errorf("%.40s: %v", data, err)
		}
	}
	if err := closing.Encode(io.Discard, closing.Manifest{Items: make([]closing.Item, closing.MaxItems+1)}); !errors.Is(err, closing.ErrTooMany) {
		t.Errorf("many items: %v", err)
	}
	if _, err := closing.Decode(broken{}); !errors.Is(err, errBroken) {
		t.Errorf("a broken reader: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	m, files := archive(f)
	var b bytes.Buffer
	if err := closing.Encode(&b, m); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := closing.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		m.Check(closing.Required("en"))
		for _, finding := range closing.VerifyFS(m, files) {
			_ = finding.String()
		}
		if err := closing.Encode(io.Discard, m); err != nil {
			t.Fatal(err)
		}
	})
}

func TestCodes(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range closing.Codes() {
		if seen[code] || !strings.HasPrefix(string(code), "closing.") || strings.Count(string(code), ".") != 2 {
			t.Errorf("code %q", code)
		}
		seen[code] = true
	}
	p := plan(t)
	list, err := closing.Figures(closing.Final{Plan: p, Result: compute(t, p)})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if !seen[f.Label] {
			t.Errorf("the label %q is not among the codes", f.Label)
		}
	}
}
