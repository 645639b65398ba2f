package lifecycle

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// TestFastWritingIsWriting wants the bytes that encoding/json writes, of texts
// of every kind, in every kind of value.
func TestFastWritingIsWriting(t *testing.T) {
	texts := []string{"", "a", "因为", `q"u\o`, "<&>", "tab\t", "\u2028", "\xff", "\x7f", "é"}
	r := rand.New(rand.NewPCG(4, 4))
	type bare Fact // without methods of ours
	for range 2000 {
		f := Fact{Name: FactName(pick(r, texts)), At: time.UnixMicro(r.Int64N(1 << 52)).UTC(), Source: pick(r, texts)}
		f.Value = pick(r, []finding.Value{
			{}, finding.Text(pick(r, texts)), finding.Bool(true), finding.Number(r.Int64(), pick(r, texts)), finding.List(texts...),
			finding.Unknown("why"), finding.Instant(f.At),
		})
		want, err := json.Marshal(bare(f))
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.appendJSON(nil)
		if err != nil || string(got) != string(want) {
			t.Fatalf("wrote %s, %v, not %s", got, err, want)
		}
		facts, err := json.Marshal(NewFacts(f))
		if err != nil || string(facts) != "["+string(want)+"]" {
			t.Fatalf("wrote %s, %v", facts, err)
		}
		reason := pick(r, texts)
		whole, err := json.Marshal(payload{reason, want, nil})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := payloadJSON(reason, want, nil); err != nil || string(got) != string(whole) {
			t.Fatalf("wrote %s, %v, not %s", got, err, whole)
		}
	}
	late := Fact{Name: "a", At: time.Date(10001, 1, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := late.appendJSON(nil); err == nil {
		t.Error("a time that has no text was written")
	}
}
