package mspdi_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// The days of a work week in the schema pages, and in what Project writes.
const (
	documentedDays = `<xsd:element name="WeekDay" minOccurs="0" maxOccurs="unbounded">`
	workWeekStart  = `<xsd:element name="WorkWeek" minOccurs="0" maxOccurs="unbounded">`
	projectDays    = `<xsd:element name="WeekDays" minOccurs="0"><xsd:complexType><xsd:sequence>
		<xsd:element name="WeekDay" minOccurs="0" maxOccurs="7"><xsd:complexType><xsd:sequence>
		<xsd:element name="DayType" type="xsd:integer"/><xsd:element name="DayWorking" type="xsd:boolean" minOccurs="0"/>
		<xsd:element name="WorkingTimes" minOccurs="0"><xsd:complexType><xsd:sequence>
		<xsd:element name="WorkingTime" minOccurs="0" maxOccurs="5"><xsd:complexType><xsd:sequence>
		<xsd:element name="FromTime" type="xsd:time" minOccurs="0"/><xsd:element name="ToTime" type="xsd:time" minOccurs="0"/>
		</xsd:sequence></xsd:complexType></xsd:element></xsd:sequence></xsd:complexType></xsd:element>
		</xsd:sequence></xsd:complexType></xsd:element></xsd:sequence></xsd:complexType></xsd:element>`
)

// validator checks files against the schema, with the program xmllint.
type validator struct {
	t      testing.TB
	folder string
	schema string
	files  []string
}

// newValidator skips the test where there is no xmllint, but not in CI.
func newValidator(t testing.TB) *validator {
	t.Helper()
	if _, err := exec.LookPath("xmllint"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no xmllint to check files against the schema")
		}
		t.Skip("no xmllint to check files against the schema")
	}
	v := &validator{t: t, folder: t.TempDir(), schema: filepath.Join("testdata", "mspdi-observed.xsd")}
	return v
}

// withWorkWeeks lets the days of work weeks have hours, as Project writes
// them.
func (v *validator) withWorkWeeks() {
	v.t.Helper()
	schema, err := os.ReadFile(v.schema)
	if err != nil {
		v.t.Fatal(err)
	}
	before, after, found := strings.Cut(string(schema), workWeekStart)
	if !found || strings.Count(after, documentedDays) != 1 {
		v.t.Fatal("the schema has other work weeks than before")
	}
	after = strings.Replace(after, documentedDays, projectDays+documentedDays, 1)
	v.schema = filepath.Join(v.folder, "schema.xsd")
	if err := os.WriteFile(v.schema, []byte(before+workWeekStart+after), 0o600); err != nil {
		v.t.Fatal(err)
	}
}

func (v *validator) add(name string, content []byte) {
	v.t.Helper()
	path := filepath.Join(v.folder, fmt.Sprintf("%04d-%s", len(v.files), strings.TrimSuffix(name, ".gz")))
	if err := os.WriteFile(path, content, 0o600); err != nil {
		v.t.Fatal(err)
	}
	v.files = append(v.files, path)
}

// faults returns what xmllint says of all files but those that validate.
func (v *validator) faults() string {
	v.t.Helper()
	if len(v.files) == 0 {
		v.t.Fatal("no files to check")
	}
	out, _ := exec.Command("xmllint", append([]string{"--noout", "--nonet", "--schema", v.schema},
		v.files...)...).CombinedOutput()
	var faults []string
	valid := 0
	for line := range strings.Lines(string(out)) {
		if strings.HasSuffix(strings.TrimSpace(line), " validates") {
			valid++
		} else {
			faults = append(faults, line)
		}
	}
	if valid+countOf(faults, "fails to validate") != len(v.files) {
		v.t.Fatalf("%d files, xmllint says\n%s", len(v.files), out)
	}
	return strings.Join(faults, "")
}

func countOf(lines []string, what string) (n int) {
	for _, line := range lines {
		if strings.Contains(line, what) {
			n++
		}
	}
	return n
}

func TestFilesFitTheSchema(t *testing.T) {
	v := newValidator(t)
	for _, name := range projectFiles(t) {
		plan, _ := decode(t, string(readFile(t, name)))
		for _, e := range []mspdi.Encoder{{}, {InputsOnly: true}} {
			file, _ := encode(t, e, plan)
			v.add(filepath.Base(name), file)
		}
	}
	if faults := v.faults(); faults != "" {
		t.Error(faults)
	}
}

// A file that fits the schema does so after an update; three others do then.
func TestUpdatedFilesFitTheSchema(t *testing.T) {
	before, after := newValidator(t), newValidator(t)
	for _, name := range projectFiles(t) {
		source := readFile(t, name)
		before.add(filepath.Base(name), source)
		doc := parse(t, source)
		plan, _, err := doc.Plan(mspdi.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range plan.Tasks {
			plan.Tasks[i].Name += " changed"
			plan.Tasks[i].Duration.Length += 8 * hour
		}
		file, _ := update(t, mspdi.Encoder{}, doc, plan)
		after.add(filepath.Base(name), file)
	}
	was, is := before.faults(), after.faults()
	for _, name := range after.files {
		base := filepath.Base(name)
		if strings.Contains(is, base) && !strings.Contains(was, base) {
			t.Errorf("%s fitted the schema before", base)
		}
	}
	if fails := strings.Count(is, "fails to validate"); fails > 0 {
		t.Logf("%d files do not fit before, %d after:\n%s", strings.Count(was, "fails to validate"), fails, is)
	}
}

// anyPlan makes a plan with values that have no place in the format too.
func (g *generator) anyPlan() *schedule.Plan {
	p := g.hostPlan()
	unit := func() schedule.Unit { return schedule.Unit(g.IntN(8)) }
	for i := range p.Tasks {
		t := &p.Tasks[i]
		t.Duration.Unit, t.LevelingDelay.Unit, t.Constraint.Kind = unit(), unit(),
			schedule.ConstraintKind(g.IntN(12))
		t.Type, t.Kind, t.Priority, t.Progress.Percent = schedule.TaskType(g.IntN(5)),
			schedule.TaskKind(g.IntN(6)), g.IntN(3000)-1000, g.IntN(300)-100
		t.Name, t.WBS, t.Parent = t.Name+strings.Repeat("长 x", g.IntN(300)), t.WBS+"\x01",
			[]schedule.TaskID{t.Parent, t.ID, "gone"}[g.IntN(3)]
		t.Duration.Length -= calendar.Work(g.IntN(100)) * hour
		t.Calendar = []schedule.CalendarID{t.Calendar, "2", "3", "gone"}[g.IntN(4)]
	}
	for i := range p.Links {
		p.Links[i].Lag.Unit, p.Links[i].Type = unit(), schedule.LinkType(g.IntN(6))
	}
	for i := range p.Resources {
		p.Resources[i].Kind, p.Resources[i].Max = schedule.ResourceKind(g.IntN(5)),
			schedule.Share(g.Int64N(1e12)-1e11)
	}
	for i := range p.Assignments {
		a := &p.Assignments[i]
		a.Contour, a.LevelingDelay.Unit, a.Units, a.Work = schedule.Contour(g.IntN(12)), unit(),
			schedule.Share(g.Int64N(1e12)-1e11), a.Work-100*hour
	}
	for i := range p.Baselines {
		p.Baselines[i].Name = fmt.Sprint(g.IntN(20))
		for k := range p.Baselines[i].Tasks {
			p.Baselines[i].Tasks[k].Duration.Unit = unit()
		}
	}
	for i := range p.Calendars {
		g.anyCalendar(&p.Calendars[i])
	}
	p.Units = schedule.Units{MinutesPerDay: g.IntN(5000) - 1000,
		DefaultStart:  calendar.Work(g.IntN(300_000) - 100_000),
		DefaultFinish: calendar.Work(g.IntN(300_000) - 100_000)}
	p.Rules.CriticalLimit = calendar.Work(g.Int64N(1e12) - 1e11)
	p.Name = strings.Repeat("name", g.IntN(300))
	return p
}

func (g *generator) anyCalendar(c *schedule.Calendar) {
	c.Base, c.ID = schedule.CalendarID(fmt.Sprint(g.IntN(5))), []schedule.CalendarID{c.ID, "word"}[g.IntN(2)]
	c.Name = []string{c.Name, "", "same", strings.Repeat("n", 600)}[g.IntN(4)]
	for day := range c.Times.Week {
		for range g.IntN(9) {
			c.Times.Week[day].Ranges = append(c.Times.Week[day].Ranges,
				calendar.Range{Start: calendar.Work(g.IntN(200_000) - 50_000),
					Finish: calendar.Work(g.IntN(200_000) - 50_000)})
		}
	}
	for k := range c.Times.Exceptions {
		r := &c.Times.Exceptions[k].Repeat
		r.Every, r.Position, r.Day, r.Month, r.Frequency = g.IntN(9)-3, g.IntN(9)-3, g.IntN(50)-10,
			time.Month(g.IntN(20)-3), calendar.Frequency(g.IntN(7))
	}
}

func TestRandomPlansFitTheSchema(t *testing.T) {
	v := newValidator(t)
	v.withWorkWeeks()
	for seed := range uint64(100) {
		g := &generator{rand.New(rand.NewPCG(seed, 3))}
		file, _ := encode(t, mspdi.Encoder{}, g.anyPlan())
		v.add("random.xml", file)
	}
	if faults := v.faults(); faults != "" {
		t.Error(faults)
	}
	// The check itself sees faults.
	broken := newValidator(t)
	file, _ := encode(t, mspdi.Encoder{}, (&generator{rand.New(rand.NewPCG(1, 3))}).hostPlan())
	broken.add("broken.xml", bytes.Replace(file, []byte("<Tasks>"), []byte("<Tasks><Unknown/>"), 1))
	if broken.faults() == "" {
		t.Error("a file with an unknown element passes")
	}
}
