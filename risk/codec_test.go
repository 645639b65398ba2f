package risk

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
)

func TestEncodeRoundTrip(t *testing.T) {
	r := handWorked(t)
	once := encoded(t, r)
	back, err := Decode(strings.NewReader(once))
	if err != nil {
		t.Fatal(err)
	}
	if twice := encoded(t, back); twice != once {
		t.Errorf("the second writing differs:\n%s", twice)
	}
	for _, want := range []string{`"format": "milepost.risk/1"`, `"probability": "1/3"`, `"amount": "8000.00"`, `"due": "2026-03-31"`, "供应商承诺四月扩产"} {
		if !strings.Contains(once, want) {
			t.Errorf("%s is not in the form", want)
		}
	}
}

func TestDecodeIsStrict(t *testing.T) {
	const good = `{"format":"milepost.risk/1","id":"x","matrix":{"id":"","likelihoods":null,"effects":null,"classes":null,"cells":null},"risks":[]}`
	if _, err := Decode(strings.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]string{
		"empty":         ``,
		"cut":           good[:len(good)-1],
		"not an object": `[]`,
		"no format":     strings.Replace(good, `"format":"milepost.risk/1",`, ``, 1),
		"other format":  strings.Replace(good, `risk/1`, `risk/9`, 1),
		"unknown":       strings.Replace(good, `"id":"x"`, `"id":"x","colour":"red"`, 1),
		"twice":         strings.Replace(good, `"id":"x"`, `"id":"x","id":"y"`, 1),
		"twice by case": strings.Replace(good, `"id":"x"`, `"id":"x","ID":"y"`, 1),
		"trailing":      good + ` {}`,
		"bare number":   strings.Replace(good, `"risks":[]`, `"scales":{"cost":{"levels":[{"id":"1","from":1}]}},"risks":[]`, 1),
		"bad number":    strings.Replace(good, `"risks":[]`, `"scales":{"cost":{"levels":[{"id":"1","from":"1e9"}]}},"risks":[]`, 1),
		"bad date":      strings.Replace(good, `"risks":[]`, `"risks":[{"id":"a","raised":"2026-02-30"}]`, 1),
		"bad currency":  strings.Replace(good, `"id":"x"`, `"id":"x","currency":"QQQ"`, 1),
		"deep":          strings.Replace(good, `"risks":[]`, `"risks":`+strings.Repeat("[", 40)+strings.Repeat("]", 40), 1),
	} {
		if _, err := Decode(strings.NewReader(bad)); !errors.Is(err, ErrForm) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// TestDecodeRefusesHiddenMembers wants the error to name the place. A long s
// (U+017F) and a Kelvin sign (U+212A) fold to the letters of a member.
func TestDecodeRefusesHiddenMembers(t *testing.T) {
	for bad, want := range map[string]string{
		`{"format":"milepost.risk/1","risks":[{"id":"harmless"}],"ri\u017fks":[{"id":"smuggled"}]}`:   `member "riſks" twice at byte 68`,
		"{\"format\":\"milepost.risk/1\",\"ri\u017fks\":[{\"id\":\"a\"}],\"risks\":[{\"id\":\"b\"}]}": `member "risks" twice`,
		`{"format":"milepost.risk/1","risks":[{"source":{"kind":"lesson","\u212aind":"x"}}]}`:         "member \"\u212aind\" twice",
		`{"format":"milepost.risk/1","risks":[null]}`:                                                 `"risks[0]" is null at byte 41`,
		`{"format":"milepost.risk/1","risks":[{"id":"a"},{"responses":[{},null]}]}`:                   `"risks[1].responses[1]" is null`,
		`{"format":"milepost.risk/1","matrix":{"cells":[["a"],null]}}`:                                `"matrix.cells[1]" is null`,
	} {
		if _, err := Decode(strings.NewReader(bad)); !errors.Is(err, ErrForm) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", bad, err, want)
		}
	}
}

// TestEncodeWritesEmptyRows: rows without items are no null, and stay as they
// were in what was given.
func TestEncodeWritesEmptyRows(t *testing.T) {
	r := Register{Categories: [][]string{nil}, Matrix: Matrix{Cells: [][]string{{"a"}, nil}, Scores: [][]Number{nil}}}
	back, err := Decode(strings.NewReader(encoded(t, r)))
	if err != nil || len(back.Categories) != 1 || len(back.Matrix.Cells) != 2 || len(back.Matrix.Scores) != 1 {
		t.Errorf("got %+v, %v", back, err)
	}
	if r.Categories[0] != nil || r.Matrix.Cells[1] != nil || r.Matrix.Scores[0] != nil {
		t.Error("writing changed the register")
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, os.ErrClosed }

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestCodecPassesErrorsOn(t *testing.T) {
	if _, err := Decode(brokenReader{}); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	if err := Encode(brokenWriter{}, Register{}); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	if err := Encode(brokenWriter{}, Register{Risks: make([]Risk, MaxRisks+1)}); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
	long := `{"format":"milepost.risk/1","id":"` + strings.Repeat("x", MaxText+1) + `","matrix":{"id":"","likelihoods":[],"effects":[],"classes":[],"cells":[]},"risks":[]}`
	if _, err := Decode(strings.NewReader(long)); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
}

// FuzzDecode: no input makes a function of the package panic, and what is read
// is written the same way ever after.
func FuzzDecode(f *testing.F) {
	data, err := os.ReadFile("testdata/register.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"format":"milepost.risk/1","matrix":{"classes":["a","b"],"likelihoods":["1"],"effects":["1"],"cells":[["a"]],"effect_edges":["0","1"]},"risks":[{"id":"a","status":"open","assessments":[{"rating":{"probability":"2"}}]}]}`))
	var kept bytes.Buffer
	if err := Encode(&kept, reserved(f)); err != nil {
		f.Fatal(err)
	}
	f.Add(kept.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		r.Check()
		r.Ranked(ever, Current)
		r.Exposure(ever, Current)
		at := day("2026-04-01")
		r.Due(at)
		r.Ages(at)
		r.Near(at, 30)
		r.Releasable(at)
		r.Unanswered(at)
		r.Course(days("2026-03-01", "2026-04-01"))
		r.Cover(days("2026-03-01", "2026-04-01"))
		r.Process(at, []IssueRef{{ID: "I1"}})
		if _, _, err := r.Fire(at, patterned()); err != nil {
			t.Error(err)
		}
		for _, x := range r.Reserves {
			if _, err := r.Book(x.ID, entry("new", "draw 2026-04-01 1 R1")); err != nil && !errors.Is(err, ErrBooking) {
				t.Error(err)
			}
		}
		if _, err := r.Outcomes(ever, Current, OnCost); err != nil && len(err.Error()) > 1000 {
			t.Error("an error as long as its input")
		}
		once := encoded(t, r)
		back, err := Decode(strings.NewReader(once))
		if err != nil || encoded(t, back) != once {
			t.Errorf("what was read once is not read again: %v", err)
		}
	})
}
