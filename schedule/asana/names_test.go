package asana_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
)

// export writes an export with ids, names, parents and both columns of links.
func export(rows ...string) string {
	return "Task ID,Name,Parent task,Blocked By (Dependencies),Blocking (Dependencies)\n" + strings.Join(rows, "\n") + "\n"
}

// Hand-worked cases: what has one reading is taken, the rest is told.
func TestNamesAreNeverGuessed(t *testing.T) {
	cases := []struct {
		what  string
		rows  []string
		links []string
		notes []string
	}{
		{"one name", []string{"1,A,,,", "2,B,,A,"}, []string{"1>2"}, nil},
		{"two names", []string{"1,A,,,", "2,B,,,", `3,C,,"A, B",`}, []string{"1>3", "2>3"}, nil},
		{"no blank after the comma", []string{"1,A,,,", "2,B,,,", `3,C,,"A,B",`}, []string{"1>3", "2>3"}, nil},
		{"a name with a comma", []string{`1,"A, B",,,`, `3,C,,"A, B",`}, []string{"1>3"}, nil},
		{"two readings", []string{"1,A,,,", "2,B,,,", `4,"A, B",,,`, `3,C,,"A, B",`}, nil, []string{"cell D5.blocked_by asana.reference.ambiguous A, B"}},
		{"equal names", []string{"1,A,,,", "2,A,,,", "3,C,,A,"}, nil, []string{"cell D4.blocked_by asana.reference.ambiguous A"}},
		{"equal names, one of them the task itself", []string{"1,A,,,", "2,A,,A,"}, []string{"1>2"}, nil},
		{"equal names, told by the other column", []string{"1,A,,,C", "2,A,,,", "3,C,,A,"}, []string{"1>3"}, nil},
		{"equal names, both told by the other column", []string{"1,A,,,C", "2,A,,,C", `3,C,,"A, A",`}, []string{"1>3", "2>3"}, []string{"cell D4.blocked_by asana.reference.ambiguous A, A"}},
		{"an unknown name", []string{"1,A,,,", "3,C,,X,"}, nil, []string{"cell D3.blocked_by asana.reference.unknown X"}},
		{"an unknown name makes the others uncertain", []string{"1,A,,,", `3,C,,"A, X",`}, nil, []string{"cell D3.blocked_by asana.reference.unknown A, X"}},
		{"itself", []string{"1,A,,A,"}, nil, []string{"cell D2.blocked_by asana.reference.self A"}},
		{"blocking alone", []string{"1,A,,,B", "2,B,,,"}, []string{"1>2"}, nil},
		{"a task in the other", []string{"1,A,,B,", "2,B,A,,", "3,C,B,,", "4,D,,C,A"}, []string{"4>1", "3>4"}, nil},
		{"case counts", []string{"1,a,,,", "2,A,,,", "3,C,,A,"}, []string{"2>3"}, nil},
	}
	for _, c := range cases {
		t.Run(c.what, func(t *testing.T) {
			plan, notes := read(t, asana.Options{}, export(c.rows...))
			same(t, "links", links(plan), c.links)
			var said []string
			for _, text := range reasons(notes) {
				if strings.HasPrefix(text, "cell ") {
					said = append(said, text)
				}
			}
			same(t, "notes", said, c.notes)
		})
	}
}

func TestParentsByName(t *testing.T) {
	plan, notes := read(t, asana.Options{}, export("1,A,,,", "2,B,A,,", "3,C,B,,", "4,D,X,,", "5,E,,,", "6,E,,,", "7,F,E,,", "8,G,H,,", "9,H,G,,"))
	same(t, "outline", outline(plan), []string{"/1 A", "1/2 B", "2/3 C", "/4 D", "/5 E", "/6 E", "/7 F", "/9 H", "9/8 G"})
	same(t, "notes", reasons(notes), []string{
		"cell C5.parent_task asana.reference.unknown X",
		"cell C8.parent_task asana.reference.ambiguous E",
		"task 9.parent asana.reference.self 8",
		"task.duration asana.task.duration_unknown 6",
	})
}

// slowReadings lists every way to read a value: it tries all cuts at commas and
// all tasks of each name.
func slowReadings(names []string, self int, parts []string) (ways [][]int) {
	if len(parts) == 0 {
		return [][]int{nil}
	}
	for n := 1; n <= len(parts); n++ {
		for k, name := range names {
			if k == self || strings.ReplaceAll(name, ", ", ",") != strings.Join(parts[:n], ",") {
				continue
			}
			for _, rest := range slowReadings(names, self, parts[n:]) {
				ways = append(ways, append([]int{k}, rest...))
			}
		}
	}
	return ways
}

// Names of few letters, so that they are often equal or made of each other: the
// links are those of the only reading, or none.
func TestNamesAgainstAllReadings(t *testing.T) {
	one, none, many := 0, 0, 0
	for seed := range uint64(3000) {
		random := rand.New(rand.NewPCG(seed, 9))
		name := func() string {
			parts := make([]string, 1+random.IntN(2))
			for i := range parts {
				parts[i] = string(rune('A' + random.IntN(4)))
			}
			return strings.Join(parts, ", ")
		}
		var names, rows []string
		for i := range 5 {
			names = append(names, name())
			rows = append(rows, fmt.Sprintf(`%d,"%s",,,`, i+1, names[i]))
		}
		value := name()
		if random.IntN(2) == 0 {
			value += ", " + name()
		}
		names = append(names, "last")
		rows = append(rows, fmt.Sprintf(`6,last,,"%s",`, value))
		plan, _ := read(t, asana.Options{}, export(rows...))
		ways := slowReadings(names, 5, strings.Split(value, ", "))
		var want []string
		switch len(ways) {
		case 0:
			none++
		case 1:
			one++
			for _, k := range ways[0] {
				if link := fmt.Sprint(k+1, ">6"); !slices.Contains(want, link) {
					want = append(want, link)
				}
			}
		default:
			many++
		}
		if got := links(plan); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %q among %q: %v, want %v", seed, value, names, got, want)
		}
	}
	if one < 100 || none < 100 || many < 100 {
		t.Errorf("a poor mix: %d, %d, %d", one, none, many)
	}
}

// A value of thousands of equal names is no work.
func TestManyNames(t *testing.T) {
	rows := []string{}
	for i := range 300 {
		rows = append(rows, fmt.Sprintf(`%d,"A, A",,"%s",`, i+1, strings.TrimSuffix(strings.Repeat("A, ", 3000), ", ")))
	}
	plan, notes := read(t, asana.Options{}, export(rows...))
	if len(plan.Links) != 0 || !has(notes, asana.CodeAmbiguous) {
		t.Errorf("%d links", len(plan.Links))
	}
}

// Equal names in a plan: the import file cannot tell them apart, its card can.
func TestEqualNamesComeBack(t *testing.T) {
	plan := samplePlan(t)
	plan.Tasks[2].Name, plan.Tasks[3].Name, plan.Tasks[5].Name = "Same", "Same", "A, Same"
	plan.Links = append(plan.Links, schedule.Link{From: "T2", To: "M1"})
	text, notes := write(t, asana.Options{}, plan)
	if !has(notes, asana.CodeSameName) {
		t.Errorf("no word about equal names: %v", reasons(notes))
	}
	back, _ := read(t, asana.Options{}, text)
	same(t, "plan", back, plan)
}
