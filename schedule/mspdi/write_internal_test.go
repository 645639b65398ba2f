package mspdi

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// schemaElement is one element of the schema with those inside it.
type schemaElement struct {
	name   string
	inside []*schemaElement
}

func (e *schemaElement) child(name string) *schemaElement {
	for _, c := range e.inside {
		if c.name == name {
			return c
		}
	}
	return nil
}

// readSchema reads which elements stand in which, in order.
func readSchema(t *testing.T) *schemaElement {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", "mspdi-observed.xsd"))
	if err != nil {
		t.Fatal(err)
	}
	root := &schemaElement{}
	open := []*schemaElement{root}
	for d := xml.NewDecoder(bytes.NewReader(source)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return root
		} else if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := open[len(open)-1]
			if token.Name.Local == "element" {
				e = &schemaElement{}
				for _, a := range token.Attr {
					if a.Name.Local == "name" {
						e.name = a.Value
					}
				}
				top := open[len(open)-1]
				top.inside = append(top.inside, e)
			}
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// The orders of elements are those of the schema.
func TestOrdersAreThoseOfTheSchema(t *testing.T) {
	project := readSchema(t).child("Project")
	task := project.child("Tasks").child("Task")
	o := schemaOrders()
	for name, pair := range map[string]struct {
		o    order
		from *schemaElement
	}{
		"project":    {o.project, project},
		"calendar":   {o.calendar, project.child("Calendars").child("Calendar")},
		"task":       {o.task, task},
		"link":       {o.link, task.child("PredecessorLink")},
		"baseline":   {o.baseline, task.child("Baseline")},
		"resource":   {o.resource, project.child("Resources").child("Resource")},
		"assignment": {o.assignment, project.child("Assignments").child("Assignment")},
	} {
		var want []string
		for _, c := range pair.from.inside {
			if !strings.HasPrefix(c.name, "f404") { // flags of assignments, by number
				want = append(want, c.name)
			}
		}
		got := make([]string, len(pair.o))
		for name, rank := range pair.o {
			got[rank] = name
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is\n%v, want\n%v", name, got, want)
		}
	}
	known := map[string]bool{}
	for _, o := range []order{o.task, o.resource, o.assignment} {
		for name := range o {
			known[name] = true
		}
	}
	for name := range followers() {
		if !known[name] {
			t.Errorf("%s follows, but no record has it", name)
		}
	}
	for _, group := range groups() {
		for _, name := range group {
			if name != "" && !known[name] {
				t.Errorf("%s is in a group, but no record has it", name)
			}
		}
	}
}

// Everything that is written can be read, and is what was written.
func TestValuesComeBack(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 1))
	for range 3000 {
		work := calendar.Work(g.Int64N(int64(maxWork))) * calendar.Work(1-2*g.IntN(2))
		if got, ok := parseWork(appendWork(nil, work)); !ok || got != work {
			t.Fatalf("%d is written %s and read %d", work, appendWork(nil, work), got)
		}
		moment := calendar.DateOf(1+g.IntN(9999), time.Month(1+g.IntN(12)),
			1+g.IntN(28)).At(calendar.Work(g.IntN(86_400)))
		if got, ok := parseMoment(appendMoment(nil, moment)); !ok || got != moment || string(appendMoment(nil, moment)) != moment.String() {
			t.Fatalf("%s is written %s and read %s", moment, appendMoment(nil, moment), got)
		}
		share := schedule.Share(g.Int64N(1e15) - 5e14)
		got, ok := parseScaled(appendShare(nil, share), 6)
		if !ok || schedule.Share(got) != share {
			t.Fatalf("%d is written %s and read %d", share, appendShare(nil, share), got)
		}
		if float, err := strconv.ParseFloat(string(appendShare(nil, share)), 64); err != nil || math.Abs(float*1e6-float64(share)) > 0.5 {
			t.Fatalf("%d is written %s, which is %v", share, appendShare(nil, share), float)
		}
	}
	for _, w := range []calendar.Work{0, 1, 59, 60, 3599, 3600, 86_399} {
		if got, rest, ok := parseClock(appendClock(nil, w)); !ok || len(rest) > 0 || got != w {
			t.Errorf("%d is written %s", w, appendClock(nil, w))
		}
	}
	if got := string(appendClock(nil, 24*calendar.Hour)); got != "00:00:00" {
		t.Errorf("the end of the day is %s", got)
	}
	if got := appendMoment(nil, 0); len(got) > 0 {
		t.Errorf("no moment is %s", got)
	}
	if got := string(appendWork(nil, math.MinInt64)); got != "-PT2562047788015215H30M8S" {
		t.Errorf("the shortest length is %s", got)
	}
}

// An amount times a hundred, by the exact numbers of the standard library.
func TestAmountsAreExact(t *testing.T) {
	g := rand.New(rand.NewPCG(2, 1))
	for range 2000 {
		number := fmt.Sprintf("%d.%0*d", g.Int64N(1e12)-5e11, 1+g.IntN(17), g.IntN(10))
		a, err := money.Parse(number, "CNY")
		if err != nil {
			t.Fatal(err)
		}
		for places, factor := range map[int]int64{2: 100, 0: 1} {
			got, ok := new(big.Rat).SetString(string(appendAmount(nil, a, places)))
			if want := new(big.Rat).Mul(a.Rat(), big.NewRat(factor, 1)); !ok || got.Cmp(want) != 0 {
				t.Fatalf("%s is %s, want %s", number, appendAmount(nil, a, places), want)
			}
		}
	}
	for number, want := range map[string]string{"12.50": "1250", "0.001": "0.1", "-3": "-300", "0.1": "10", "1000": "100000"} {
		a, err := money.Parse(number, "CNY")
		if err != nil {
			t.Fatal(err)
		}
		if got := string(appendAmount(nil, a, 2)); got != want {
			t.Errorf("%s is %s, want %s", number, got, want)
		}
	}
}

func TestTenthsAreTheNearest(t *testing.T) {
	for w := calendar.Work(-100); w <= 100; w++ {
		got, exact := tenthsOf(w)
		miss := w - calendar.Work(got)*6
		if miss > 3 || miss < -3 || exact != (miss == 0) {
			t.Errorf("%d seconds are %d tenths of minutes, exact %v", w, got, exact)
		}
		if back, _ := tenthsOf(-w); back != -got {
			t.Errorf("%d and its opposite are %d and %d", w, got, back)
		}
	}
}

// The numbers of units are read as the units that they were written for.
func TestFormatsComeBack(t *testing.T) {
	for u := schedule.DefaultUnit; u <= schedule.PercentUnit; u++ {
		for _, elapsed := range []bool{false, true} {
			for _, estimated := range []bool{false, true} {
				format := formatOf(u, elapsed, estimated)
				want := u
				if u == schedule.DefaultUnit && elapsed {
					want = schedule.Days // there is no elapsed time without unit
				}
				unit, clock := unitOf(int(format))
				if unit != want || clock != elapsed || (format >= estimatedFormat) != estimated {
					t.Errorf("%v, elapsed %v, estimated %v is %d, which is %v, %v", u, elapsed, estimated, format, unit, clock)
				}
			}
		}
	}
}

// Texts without the characters that XML forbids, by a slow look at each.
func TestCleanTexts(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 1))
	alphabet := []string{"a", "\x00", "\x1f", "\t", "\n", "\r", "\x7f", "é", "长", "😀", "\ufffe", "\uffff",
		"\ufffd", "\xff", "\xe9\x95", "&", "<"}
	for range 3000 {
		var b strings.Builder
		for range g.IntN(8) {
			b.WriteString(alphabet[g.IntN(len(alphabet))])
		}
		text := b.String()
		want := ""
		for i := 0; i < len(text); {
			r, size := utf8.DecodeRuneInString(text[i:])
			if forbidden := r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff; !forbidden {
				want += string(r)
			}
			i += size
		}
		got, changed := cleanText(text)
		if got != want || changed != (got != text) {
			t.Fatalf("%q becomes %q, changed %v; want %q", text, got, changed, want)
		}
		// What the writer makes of it, the standard library reads back.
		var file bytes.Buffer
		x := newXMLWriter(&file, "")
		x.leaf("T", []byte(got))
		if err := x.finish(); err != nil {
			t.Fatal(err)
		}
		var read string
		if err := xml.Unmarshal(file.Bytes(), &read); err != nil || read != got {
			t.Fatalf("%q is read %q: %v", got, read, err)
		}
	}
}

func TestEveryUIDIsItsOwn(t *testing.T) {
	g := rand.New(rand.NewPCG(4, 1))
	for seed := range 500 {
		names := []string{"1", "2", "3", "7", "a", "b", "c", "007", "0", "-1", "", "2147483647", "2147483648"}
		var ids []string
		for range g.IntN(12) {
			ids = append(ids, names[g.IntN(len(names))])
		}
		taken := map[int64]bool{3: true, int64(g.IntN(9)): true}
		file := map[string]int64{"b": 3}
		n := numberAll(len(ids), func(i int) string { return ids[i] }, 1, file, taken)
		seen := map[int64]bool{}
		for i, id := range ids {
			uid := n.uid[i]
			first := slices.Index(ids, id) == i
			if (uid == leftOut) != (id == "" || !first) {
				t.Fatalf("%d: %q of %q is %d", seed, id, ids, uid)
			}
			if uid == leftOut {
				continue
			}
			if seen[uid] || uid < 1 || uid > math.MaxInt32 {
				t.Fatalf("%d: %q of %q is %d", seed, id, ids, uid)
			}
			seen[uid] = true
			if at, ok := n.place(id); !ok || at != i {
				t.Fatalf("%d: %q is at %d", seed, id, at)
			}
			plain, err := strconv.ParseInt(id, 10, 32)
			isPlain := err == nil && plain > 0 && strconv.FormatInt(plain, 10) == id
			switch {
			case file[id] > 0:
				if uid != file[id] {
					t.Fatalf("%d: %q is %d", seed, id, uid)
				}
			case taken[uid], isPlain && !taken[plain] && uid != plain:
				t.Fatalf("%d: %q of %q is %d, taken %v", seed, id, ids, uid, taken)
			}
		}
	}
}

// Outlines, by walking the tree from the top again and again.
func TestOutlinesOfRandomTrees(t *testing.T) {
	g := rand.New(rand.NewPCG(5, 1))
	for seed := range 500 {
		tasks := make([]schedule.Task, g.IntN(12))
		for i := range tasks {
			tasks[i].ID = schedule.TaskID(fmt.Sprint(i + 1))
			if i > 0 && g.IntN(3) > 0 {
				tasks[i].Parent = schedule.TaskID(fmt.Sprint(1 + g.IntN(i)))
			}
		}
		var want []string
		var walk func(parent schedule.TaskID, number string)
		walk = func(parent schedule.TaskID, number string) {
			ordinal := 0
			for i := range tasks {
				if tasks[i].Parent == parent {
					ordinal++
					want = append(want, fmt.Sprintf("%s is %s%d", tasks[i].ID, number, ordinal))
					walk(tasks[i].ID, fmt.Sprintf("%s%d.", number, ordinal))
				}
			}
		}
		walk("", "")
		n := numberAll(len(tasks), func(i int) string { return string(tasks[i].ID) }, 1, nil, nil)
		rows, asPlanned, orphans := outlineOf(tasks, n)
		var got []string
		inOrder := true
		for k, r := range rows {
			number := ""
			for at := int32(k); at >= 0; at = rows[at].parent {
				number = fmt.Sprintf(".%d%s", rows[at].ordinal, number)
			}
			got = append(got, fmt.Sprintf("%s is %s", tasks[r.task].ID, number[1:]))
			if r.level != strings.Count(number, ".") {
				t.Fatalf("%d: level %d of %s", seed, r.level, number)
			}
			hasChild := slices.ContainsFunc(tasks,
				func(c schedule.Task) bool { return c.Parent == tasks[r.task].ID })
			if r.summary != hasChild {
				t.Fatalf("%d: %s is a summary: %v", seed, tasks[r.task].ID, r.summary)
			}
			inOrder = inOrder && r.task == k
		}
		if !slices.Equal(got, want) || asPlanned != inOrder || len(orphans) > 0 {
			t.Fatalf("%d: %v, want %v; as planned %v", seed, got, want, asPlanned)
		}
	}
}

// Which exception counts on which day, by asking each of them for every day.
func TestOldFormDayByDay(t *testing.T) {
	g := rand.New(rand.NewPCG(6, 1))
	first := calendar.DateOf(2026, 1, 1)
	for seed := range 500 {
		var list []datedException
		for range g.IntN(6) {
			from := first.AddDays(g.IntN(30))
			x := datedException{form: recurrence{kind: 1}}
			x.From, x.To = from, from.AddDays(g.IntN(12))
			if g.IntN(3) == 0 {
				x.form.kind = 7
				for k := range 3 {
					x.days = append(x.days, oldSpan{from: from.AddDays(4 * k),
						to: from.AddDays(4*k + g.IntN(2))})
				}
			}
			list = append(list, x)
		}
		owner := func(day calendar.Date) int {
			for _, repeats := range []bool{false, true} {
				for i, x := range list {
					spans := x.days
					if !x.repeats() {
						spans = []oldSpan{{from: x.From, to: x.To}}
					}
					for _, s := range spans {
						if x.repeats() == repeats && !day.Before(s.from) && !day.After(s.to) {
							return i
						}
					}
				}
			}
			return -1
		}
		got := map[calendar.Date]int{}
		var last calendar.Date
		for _, s := range oldForm(list) {
			if !s.from.After(last) || s.to.Before(s.from) {
				t.Fatalf("%d: %v to %v after %v", seed, s.from, s.to, last)
			}
			for day := s.from; !day.After(s.to); day = day.AddDays(1) {
				got[day] = s.of
			}
			last = s.to
		}
		for day := first; day.Before(first.AddDays(60)); day = day.AddDays(1) {
			of, claimed := got[day]
			if want := owner(day); want >= 0 != claimed || claimed && of != want {
				t.Fatalf("%d: %v belongs to %d (%v), want %d", seed, day, of, claimed, want)
			}
		}
	}
}

// A calendar written flat works as it did upon its bases, for every week and
// every work week that leaves no day open.
func TestFlatCalendarsWorkAlike(t *testing.T) {
	g := rand.New(rand.NewPCG(7, 1))
	week := func(whole bool) (w calendar.Week) {
		for day := range w {
			if start := g.IntN(20); whole || g.IntN(2) == 0 {
				w[day] = calendar.Working(calendar.Hours(start, start+1+g.IntN(4)))
			}
		}
		return w
	}
	first := calendar.DateOf(2026, 1, 1)
	for seed := range 200 {
		definition := func(whole bool) (d calendar.Definition) {
			d.Week = week(whole)
			for range g.IntN(2) {
				from := first.AddDays(g.IntN(90))
				d.WorkWeeks = append(d.WorkWeeks, calendar.WorkWeek{From: from, To: from.AddDays(g.IntN(30)),
					Week: week(true)})
			}
			for range g.IntN(3) {
				from := first.AddDays(g.IntN(90))
				d.Exceptions = append(d.Exceptions, calendar.Exception{From: from, To: from.AddDays(g.IntN(9))})
			}
			return d
		}
		base, own := definition(true), definition(false)
		below, err := calendar.Compile(base, nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := calendar.Compile(own, below)
		if err != nil {
			t.Fatal(err)
		}
		got, err := calendar.Compile(flatten(own, base), nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := calendar.Differences(want, got, first, first.AddDays(150)); len(diff.Days) > 0 {
			t.Fatalf("%d: %+v", seed, diff.Days[0])
		}
	}
}

// Repetitions that the format has come back as they were.
func TestRecurrencesComeBack(t *testing.T) {
	g := rand.New(rand.NewPCG(8, 1))
	said := 0
	for range 3000 {
		r := calendar.Repeat{Frequency: calendar.Frequency(1 + g.IntN(4)), Every: 1 + g.IntN(4)}
		switch {
		case r.Frequency == calendar.Weekly:
			r.Weekdays[g.IntN(7)], r.Weekdays[g.IntN(7)] = true, true
		case r.Frequency == calendar.Daily && g.IntN(2) == 0:
			r.Weekdays = weekdays(0b0111110)
		case r.Frequency >= calendar.Monthly && g.IntN(2) == 0:
			r.Day = 1 + g.IntN(31)
		case r.Frequency >= calendar.Monthly:
			r.Position, r.Kind = []int{1, 2, 3, 4, 5, calendar.Last}[g.IntN(6)], calendar.DayKind(g.IntN(4))
			if r.Kind == calendar.WeekdayKind {
				r.Weekday = time.Weekday(g.IntN(7))
			}
		}
		if r.Frequency == calendar.Yearly {
			r.Month = time.Month(1 + g.IntN(12))
		}
		form, ok := recurrenceOf(r)
		if ok != (r.Position != 5) {
			t.Fatalf("%+v can be said: %v", r, ok)
		}
		if !ok {
			continue
		}
		said++
		if back, known := form.repeat(); !known || back != r {
			t.Fatalf("%+v is %+v, which is %+v", r, form, back)
		}
	}
	if said < 1000 {
		t.Errorf("only %d compared", said)
	}
}

// The share of work, by exact division.
func TestSharesOfWork(t *testing.T) {
	g := rand.New(rand.NewPCG(9, 1))
	for range 3000 {
		work, whole := calendar.Work(g.Int64N(int64(maxWork))), calendar.Work(1+g.Int64N(int64(maxWork)))
		part := calendar.Work(g.Int64N(int64(whole) + 1))
		want := new(big.Int).Mul(big.NewInt(int64(work)), big.NewInt(int64(part)))
		want.Quo(want, big.NewInt(int64(whole)))
		if got := shareOf(work, part, whole); int64(got) != want.Int64() {
			t.Fatalf("%d * %d / %d is %d, want %s", work, part, whole, got, want)
		}
	}
}

func TestIdsThatAreClaimed(t *testing.T) {
	index := map[string]int{"1": 0, "2": 1, "3": 2, "4": omitted}
	all := func(string) bool { return true }
	none := func(string) bool { return false }
	for _, c := range []struct {
		claims  []idClaim
		free    func(string) bool
		ids     string
		refused int
	}{
		{[]idClaim{{"task", "1", "a"}, {"task", "2", "b"}}, none, "map[1:a 2:b]", 0},
		{[]idClaim{{"task", "1", "a"}, {"task", "2", "a"}}, none, "map[1:a]", 1},
		{[]idClaim{{"task", "1", "3"}}, none, "map[]", 1},
		{[]idClaim{{"task", "1", "4"}}, none, "map[1:4]", 0},
		{[]idClaim{{"task", "1", "1"}}, none, "map[1:1]", 0},
		{[]idClaim{{"task", "1", "2"}, {"task", "2", "1"}}, all, "map[1:2 2:1]", 0},
	} {
		ids, refused := acceptClaims(c.claims, index, c.free)
		if fmt.Sprint(ids) != c.ids || len(refused) != c.refused {
			t.Errorf("%v gives %v, %v refused", c.claims, ids, refused)
		}
	}
}

// Trees tell renderings apart by everything but what is the same.
func TestTrees(t *testing.T) {
	grown := func(write func(out sink)) *tree {
		g := &grower{root: &tree{}}
		g.path = []*tree{g.root}
		write(g)
		return g.root
	}
	a := grown(func(out sink) {
		out.open("A")
		out.leaf("B", []byte("1"))
		out.close("A")
		out.leaf("C", []byte("2"))
	})
	var file bytes.Buffer
	x := newXMLWriter(&file, "p:")
	for _, c := range a.inside {
		c.write(x)
	}
	if err := x.finish(); err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(file.String(), "?>")
	if want := "\n<p:A>\n\t<p:B>1</p:B>\n</p:A>\n<p:C>2</p:C>\n"; body != want {
		t.Errorf("%q, want %q", body, want)
	}
	if a.child("C") != "2" || a.child("D") != "" || a.only().name != "A" || (&tree{}).only() != nil {
		t.Error("children are not found")
	}
	var none *tree
	for _, other := range []*tree{none, {}, {inside: a.inside[:1]}, {inside: []*tree{a.inside[0], {name: "C", text: "3"}}}, {inside: []*tree{{name: "A"}, a.inside[1]}}} {
		if a.equal(other) || other.equal(a) {
			t.Errorf("%+v is the same", other)
		}
	}
	if !none.equal(nil) || !a.equal(&tree{inside: slices.Clone(a.inside)}) {
		t.Error("the same is not the same")
	}
	a.drop("A")
	if len(a.inside) != 1 {
		t.Errorf("%+v", a)
	}
}
