package dist

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func decode(text string) (Distribution, error) { return Decode(strings.NewReader(text)) }

// compact returns the JSON form without blanks.
func compact(t testing.TB, d Distribution) string {
	t.Helper()
	var out, short bytes.Buffer
	if err := Encode(&out, d); err != nil {
		t.Fatalf("%v: %v", d, err)
	}
	if err := json.Compact(&short, out.Bytes()); err != nil {
		t.Fatal(err)
	}
	return short.String()
}

// The JSON form of each type, as hosts have it in their databases.
func TestFormOfEachType(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		d    Distribution
		form string
	}{
		{Constant{-0.1}, `{"type":"constant","value":"-0.1"}`},
		{Uniform{1, 2.5}, `{"type":"uniform","least":"1","most":"2.5"}`},
		{Triangular{20, 30, 60}, `{"type":"triangular","least":"20","likely":"30","most":"60"}`},
		{PERT{Least: 20, Likely: 30, Most: 60}, `{"type":"pert","least":"20","likely":"30","most":"60"}`},
		{PERT{20, 30, 60, 0.5}, `{"type":"pert","least":"20","likely":"30","most":"60","shape":"0.5"}`},
		{Normal{1e15, 0.000001}, `{"type":"normal","mu":"1000000000000000","sigma":"0.000001"}`},
		{LogNormal{2, 0.4}, `{"type":"lognormal","mu":"2","sigma":"0.4"}`},
		{Beta{2, 3, 0, 1}, `{"type":"beta","least":"0","most":"1","alpha":"2","beta":"3"}`},
		{Bernoulli{0.3}, `{"type":"bernoulli","probability":"0.3"}`},
		{DiscreteOf(Outcome{1, 0.25}, Outcome{7, 0.75}), `{"type":"discrete","outcomes":[{"value":"1","probability":"0.25"},{"value":"7","probability":"0.75"}]}`},
		{EmpiricalOf([]float64{3, 1}, Stepped), `{"type":"empirical","values":["1","3"],"interpolation":"stepped"}`},
		{EmpiricalOf([]float64{3, 1}, Linear), `{"type":"empirical","values":["1","3"],"interpolation":"linear"}`},
		{Truncated{Normal{10, 2}, 0, inf}, `{"type":"truncated","least":"0","of":{"type":"normal","mu":"10","sigma":"2"}}`},
		{Mixture{[]Part{{0.5, Constant{0}}, {0.5, Truncated{Uniform{0, 9}, -inf, 3}}}},
			`{"type":"mixture","parts":[{"weight":"0.5","of":{"type":"constant","value":"0"}},{"weight":"0.5","of":{"type":"truncated","most":"3","of":{"type":"uniform","least":"0","most":"9"}}}]}`},
	} {
		if got := compact(t, c.d); got != c.form {
			t.Errorf("got  %s\nwant %s", got, c.form)
		}
		if got, err := decode(c.form); err != nil || !cmp.Equal(got, c.d) {
			t.Errorf("%s gives %v, %v", c.form, got, err)
		}
	}
}

func TestDecodeIsStrict(t *testing.T) {
	for text, want := range map[string]string{
		``: "EOF", `null`: "distribution is missing", `{}`: `type is ""`, `{"type":"Pert"}`: `type is "Pert"`, `[]`: "cannot",
		`{"type":"constant"}`:                                            "value is missing",
		`{"type":"constant","value":1}`:                                  "cannot",
		`{"type":"constant","value":"1e3"}`:                              "not a decimal",
		`{"type":"constant","value":"NaN"}`:                              "not a decimal",
		`{"type":"constant","value":"0x1"}`:                              "not a decimal",
		`{"type":"constant","value":"1_0"}`:                              "not a decimal",
		`{"type":"constant","value":"--1"}`:                              "not a decimal",
		`{"type":"constant","value":"` + strings.Repeat("9", 401) + `"}`: "not a decimal",
		`{"type":"constant","value":"1","value":"2"}`:                    "twice",
		`{"type":"constant","value":"1"} x`:                              "byte",
		`{"type":"constant","value":"1","least":"2","mu":"2"}`:           "least does not belong to constant; mu does not belong to constant",
		`{"type":"pert","shape":"4"}`:                                    "least is missing; likely is missing; most is missing",
		`{"type":"constant","colour":"1"}`:                               "unknown field",
		`{"type":"empirical","values":["1"]}`:                            `interpolation is ""`,
		`{"type":"empirical","values":[null],"interpolation":"linear"}`:  "null",
		`{"type":"discrete","outcomes":[{"value":"1"}]}`:                 "outcomes[0].probability is missing",
		`{"type":"truncated","least":"1"}`:                               "of.distribution is missing",
		`{"type":"mixture","parts":[{"of":{"type":"no"}}]}`:              `parts[0].weight is missing; parts[0].of.type is "no"`,
	} {
		d, err := decode(text)
		if !errors.Is(err, ErrForm) || !strings.Contains(fmt.Sprint(err), want) || d != nil {
			t.Errorf("%s: %v, %v", text, d, err)
		}
	}
	long := strings.Repeat(" ", MaxBytes+1)
	if _, err := decode(long); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
	deep := `{"type":"constant","value":"1"}`
	for range MaxDepth + 1 {
		deep = `{"type":"truncated","of":` + deep + `}`
	}
	if _, err := decode(deep); !errors.Is(err, ErrForm) {
		t.Error(err)
	}
}

// Every member is refused by a type that does not have it, and named.
func TestDecodeNamesStrayMembers(t *testing.T) {
	known := map[string]string{ // members by type
		"constant": "value", "uniform": "least most", "triangular": "least likely most", "pert": "least likely most shape", "normal": "mu sigma",
		"lognormal": "mu sigma", "beta": "alpha beta least most", "bernoulli": "probability", "discrete": "outcomes", "empirical": "values interpolation",
		"truncated": "of least most", "mixture": "parts",
	}
	for kind, own := range known {
		for _, member := range strings.Fields("value least likely most shape mu sigma alpha beta probability") {
			_, err := decode(fmt.Sprintf(`{"type":%q,%q:"1"}`, kind, member))
			stray := !slices.Contains(strings.Fields(own), member)
			if got := strings.Contains(fmt.Sprint(err), member+" does not belong to "+kind); got != stray {
				t.Errorf("%s in %s: %v", member, kind, err)
			}
		}
		for member, form := range map[string]string{"outcomes": `[]`, "values": `["1"]`, "interpolation": `"linear"`, "of": `{"type":"constant","value":"1"}`, "parts": `[]`} {
			_, err := decode(fmt.Sprintf(`{"type":%q,%q:%s}`, kind, member, form))
			stray := !slices.Contains(strings.Fields(own), member)
			if got := strings.Contains(fmt.Sprint(err), member+" does not belong to "+kind); got != stray {
				t.Errorf("%s in %s: %v", member, kind, err)
			}
		}
	}
}

// Just within the limits is within: the longest number, the deepest nest.
func TestFormAtTheLimits(t *testing.T) {
	long := "0." + strings.Repeat("0", MaxText-3) + "1"
	if d, err := decode(`{"type":"constant","value":"` + long + `"}`); err != nil || d != (Constant{0}) { // below the least float64
		t.Errorf("%v, %v", d, err)
	}
	deep := Distribution(Uniform{0, 9})
	for i := range MaxDepth {
		if i%2 == 0 {
			deep = Truncated{deep, 1, 8}
		} else {
			deep = Mixture{[]Part{{0.5, deep}, {0.5, Constant{2}}}}
		}
	}
	form := compact(t, deep)
	if back, err := decode(form); err != nil || !cmp.Equal(back, deep) {
		t.Errorf("%s gives %v, %v", form, back, err)
	}
	many := `{"type":"mixture","parts":[` + strings.TrimSuffix(strings.Repeat(`{},`, 15), ",") + `]}`
	if _, err := decode(many); !errors.Is(err, ErrForm) || !strings.Contains(err.Error(), "and 20 more") {
		t.Errorf("%v", err)
	}
	parts := make([]Part, MaxParts) // 100 parts of 10 parts each are more than are allowed in all
	for i := range parts {
		parts[i] = Part{0.01, Mixture{make([]Part, 10)}}
	}
	var all *Error
	if err := (Mixture{parts}).Validate(); !errors.As(err, &all) || all.Faults[len(all.Faults)-1].Code != CodeTooMany {
		t.Errorf("%v", err)
	}
}

// What is decoded is not judged, what is encoded is.
func TestEncodeRefuses(t *testing.T) {
	d, err := decode(`{"type":"uniform","least":"5","most":"2"}`)
	if err != nil || d != (Uniform{5, 2}) {
		t.Errorf("%v, %v", d, err)
	}
	var out bytes.Buffer
	for _, c := range []struct {
		d    Distribution
		want error
	}{{d, ErrParameter}, {nil, ErrForm}, {foreign{}, ErrForm}, {Truncated{foreign{}, 0, 1}, ErrForm}, {Mixture{[]Part{{1, foreign{}}}}, ErrForm}} {
		if err := Encode(&out, c.d); !errors.Is(err, c.want) || out.Len() > 0 {
			t.Errorf("%v: %v", c.d, err)
		}
	}
	if err := Encode(broken{}, Constant{1}); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

var errBroken = errors.New("broken pipe")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

// Within other JSON, alone or absent.
func TestTagged(t *testing.T) {
	type task struct {
		ID       string `json:"id"`
		Duration Tagged `json:"duration"`
	}
	for _, want := range []task{{"A", Tagged{PERT{Least: 1, Likely: 2, Most: 9}}}, {"B", Tagged{}}} {
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got task
		if err := json.Unmarshal(data, &got); err != nil || !cmp.Equal(got, want) {
			t.Errorf("%s gives %v, %v", data, got, err)
		}
	}
	if _, err := json.Marshal(Tagged{Uniform{2, 1}}); !errors.Is(err, ErrParameter) {
		t.Error(err)
	}
	var got task
	if err := json.Unmarshal([]byte(`{"duration":{"type":"pert"}}`), &got); !errors.Is(err, ErrForm) {
		t.Error(err)
	}
}

// Whatever is sound comes back the same, to the last bit.
func TestRoundTripOfRandomDistributions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	odd := []float64{0.1, 1.0 / 3, 1e-300, 5e-324, 12345.678, 1e15, math.Inf(1), 0}
	sound := 0
	for range 3000 {
		d := random(r, odd, 3)
		if d.Validate() != nil {
			continue
		}
		sound++
		form := compact(t, d)
		back, err := decode(form)
		if err != nil || !cmp.Equal(back, d) || compact(t, back) != form {
			t.Fatalf("%v gives %s and %v, %v", d, form, back, err)
		}
	}
	if sound < 300 {
		t.Errorf("only %d sound distributions", sound)
	}
}

// FuzzDecode: no bytes make anything panic, and what is sound comes back the
// same.
func FuzzDecode(f *testing.F) {
	for _, d := range append(continuous(), stepped()...) {
		var out bytes.Buffer
		if Encode(&out, d) == nil {
			f.Add(out.Bytes())
		}
	}
	f.Add([]byte(`{"type":"truncated","of":{"type":"normal","mu":"0","sigma":"1"},"least":"5","most":"4"}`))
	f.Add([]byte(`{"type":"mixture","parts":[{"weight":"2"}]}`))
	f.Add([]byte(`{"type":"bernoulli","probability":"2"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Decode(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrForm) && !errors.Is(err, ErrTooMany) {
				t.Fatal(err)
			}
			return
		}
		found := Check(finding.Ref{}, d)
		for _, p := range []float64{-1, 0, 1e-9, 0.5, 1 - 1e-9, 1, 2} {
			q := d.Quantile(p)
			CDF(d, q)
			if len(found) == 0 && math.IsNaN(q) {
				t.Fatalf("%v: the quantile of %v is no number", d, p)
			}
		}
		if mean, variance := d.Mean(), Variance(d); len(found) == 0 && (math.IsNaN(mean) || !(variance >= 0)) {
			t.Fatalf("%v has mean %v and variance %v", d, mean, variance)
		}
		if len(found) > 0 {
			return
		}
		var out bytes.Buffer
		if err := Encode(&out, d); err != nil {
			t.Fatal(err)
		}
		if back, err := Decode(&out); err != nil || !cmp.Equal(back, d) {
			t.Fatalf("%v comes back as %v, %v", d, back, err)
		}
	})
}
