package mspdi_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// FuzzEncode reads anything, writes what came out and reads that: without
// notes the plans are the same, with notes it stays the same from then on.
// Writing the document again, unchanged, gives its plan.
func FuzzEncode(f *testing.F) {
	f.Add([]byte(kept))
	f.Add([]byte(smallFile))
	f.Add([]byte(file(tasks("<Manual>1</Manual><Start>2026-03-02T08:00:00</Start><ConstraintType>7</ConstraintType>"),
		resources(resource(1, "<Rates><Rate/><Rate/></Rates>")))))
	for _, name := range []string{"alap.xml", "wsm.xml", "task-calendar-work.xml", "percent-work.xml"} {
		f.Add(readFile(f, filepath.Join("..", "testdata", "truth", "schedule", name)))
	}
	f.Fuzz(func(t *testing.T, source []byte) { checkEncode(t, source) })
}

func checkEncode(t *testing.T, source []byte) {
	t.Helper()
	defer func() {
		if t.Failed() && os.Getenv("KEEP") != "" {
			os.WriteFile("/tmp/failed.xml", source, 0o644)
		}
	}()
	limits := mspdi.Limits{Bytes: 1 << 20, Elements: 50_000, Notes: 200}
	doc, err := mspdi.Parse(bytes.NewReader(source), limits)
	if err != nil {
		return
	}
	plan, _, err := doc.Plan(mspdi.Options{Limits: limits})
	if err != nil {
		return
	}
	for _, e := range []mspdi.Encoder{{InputsOnly: true}, {}} {
		first, notes := encode(t, e, plan)
		second := reread(t, source, first)
		if diff := planDiff(usualForm(plan), usualForm(second)); diff != "" && len(notes) == 0 {
			t.Fatalf("%.200q: (-written +read)\n%s", source, diff)
		}
		again, _ := encode(t, e, second)
		third := reread(t, source, again)
		if diff := planDiff(second, third); diff != "" && e.InputsOnly { // with results, dates stand for what links from outside ask
			t.Fatalf("%.200q: read again it differs\n%s", source, diff)
		}
	}
	same, notes := update(t, mspdi.Encoder{InputsOnly: true}, doc, plan)
	if diff := planDiff(usualForm(plan), usualForm(reread(t, source, same))); diff != "" && len(notes) == 0 {
		t.Fatalf("%.200q: (-document +updated)\n%s", source, diff)
	}
}

func reread(t *testing.T, source, file []byte) *schedule.Plan {
	t.Helper()
	plan, _, err := mspdi.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("%.200q became\n%s\n%v", source, file, err)
	}
	return plan
}

// usualForm is a plan in the form in which writing leaves it: days that a
// calendar without base does not mention are days off, exceptions stand by
// date, lags without unit count in days.
func usualForm(p *schedule.Plan) *schedule.Plan {
	p = p.Clone()
	for i := range p.Links {
		if l := &p.Links[i].Lag; l.Unit == schedule.DefaultUnit {
			l.Unit = schedule.Days
		}
	}
	for i := range p.Calendars {
		c := &p.Calendars[i].Times
		for day := range c.Week {
			c.Week[day].Set = c.Week[day].Set || p.Calendars[i].Base == ""
		}
		slices.SortStableFunc(c.Exceptions, func(a, b calendar.Exception) int { return a.From.Compare(b.From) })
	}
	return p
}

// TestMutatedFiles does the same with files of which single elements have
// other values, are missing or stand twice.
func TestMutatedFiles(t *testing.T) {
	leaf := regexp.MustCompile(`<([A-Za-z]+)>[^<]*</([A-Za-z]+)>`)
	values := []string{"", "0", "1", "2", "-1", "3", "7", "8", "9", "53", "007", "4294967296", "-65535", "1.5",
		"true", "abc", "PT0H0M0S", "PT1H30M7S", "-PT8H0M0S", "PT99999999H0M0S",
		"2026-03-04T12:30:00", "2026-03-02T08:00:00", "1900-01-01T00:00:00", "9999-12-31T23:59:00", "00:00:00",
		"13:00:00", "&amp;", "Milepost id", "188744016", "Standard", "4D494C45-504F-8354-8001-000000000001",
		"4D494C45-504F-8354-8002-000000000000", "4D494C45-504F-8354-8003-000000000001", "XXX", "EUR"}
	sources := []string{kept, smallFile}
	for seed := range uint64(8) {
		g := &generator{rand.New(rand.NewPCG(seed, 6))}
		source, _ := encode(t, mspdi.Encoder{InputsOnly: true}, g.hostPlan())
		sources = append(sources, string(source))
	}
	for seed := range uint64(mutations) {
		g := rand.New(rand.NewPCG(seed, 7))
		source := sources[g.IntN(len(sources))]
		for range 1 + g.IntN(4) {
			places := leaf.FindAllStringSubmatchIndex(source, -1)
			p := places[g.IntN(len(places))]
			before, inside, after := source[:p[0]], source[p[0]:p[1]], source[p[1]:]
			name := source[p[2]:p[3]]
			switch g.IntN(6) {
			case 0:
				source = before + after
			case 1:
				source = before + inside + inside + after
			case 2:
				q := places[g.IntN(len(places))]
				source = before + "<" + name + ">" + source[q[3]+1:q[4]-2] + "</" + name + ">" + after
			default:
				source = before + "<" + name + ">" + values[g.IntN(len(values))] + "</" + name + ">" + after
			}
		}
		checkEncode(t, []byte(source))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

const mutations = 80
