package evm

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// A sales project in three phases, worked out by hand. Budgets in yuan; the
// status date is the end of Wednesday 2026-03-11, the eighth working day.
func salesTasks(t testing.TB) []Task {
	cal := week(t)
	return []Task{
		{ID: "analysis", Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-06T17:00"), Budget: amount(t, "4000"), Calendar: cal, Groups: []string{"offer", "all"}},
		{ID: "draft", Start: at(t, "2026-03-09T08:00"), Finish: at(t, "2026-03-13T17:00"), Budget: amount(t, "5000"), Calendar: cal, Groups: []string{"offer", "all"}},
		{ID: "licence", Start: at(t, "2026-03-10T08:00"), Finish: at(t, "2026-03-10T08:00"), Budget: amount(t, "2000"), Groups: []string{"all", "all"}},
		{ID: "office", Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-13T17:00"), Budget: amount(t, "1000"), Calendar: cal, Earning: LevelOfEffort, Groups: []string{"all"}},
		{ID: "review", Start: at(t, "2026-03-11T08:00"), Finish: at(t, "2026-03-12T17:00"), Budget: amount(t, "600"), Calendar: cal, Earning: FixedSplit, AtStart: kpi.Ratio(1, 2, ""), Groups: []string{"all"}},
		{ID: "visit", Start: at(t, "2026-03-16T08:00"), Finish: at(t, "2026-03-20T17:00"), Budget: amount(t, "3000"), Calendar: cal, Groups: []string{"close", "all"}},
	}
}

func salesProgress(t testing.TB) []Progress {
	return []Progress{
		{TaskID: "analysis", Started: at(t, "2026-03-02T08:00"), Finished: at(t, "2026-03-09T12:00"), ActualCost: cny(t, "4400")},
		{TaskID: "draft", Started: at(t, "2026-03-09T13:00"), Percent: kpi.Ratio(2, 5, ""), ActualCost: cny(t, "2100")},
		{TaskID: "licence", Percent: kpi.Int(0, ""), ActualCost: cny(t, "0")},
		{TaskID: "office", ActualCost: cny(t, "750")},
		{TaskID: "review", Started: at(t, "2026-03-11T13:00"), ActualCost: cny(t, "120.50")},
	}
}

func TestMeasureByHand(t *testing.T) {
	now := at(t, "2026-03-11T17:00")
	m, found, err := Measure(baseline(t, salesTasks(t)...), salesProgress(t), now)
	if err != nil {
		t.Fatal(err)
	}
	wantFindings(t, found)
	want := map[string][4]string{ // BAC, PV, EV, AC
		"analysis": {"4000", "4000", "4000", "4400"}, "draft": {"5000", "3000", "2000", "2100"}, "licence": {"2000", "2000", "0", "0"},
		"office": {"1000", "800", "800", "750"}, "review": {"600", "300", "300", "120.50"}, "visit": {"3000", "0", "0", "0"},
		"all": {"15600", "10100", "7100", "7370.50"}, "offer": {"9000", "7000", "6000", "6500"}, "close": {"3000", "0", "0", "0"},
	}
	check := func(name string, s Status, figures [4]string) {
		same(t, name+" bac", s.BAC, cny(t, figures[0]))
		same(t, name+" pv", s.PV, cny(t, figures[1]))
		same(t, name+" ev", s.EV, cny(t, figures[2]))
		same(t, name+" ac", s.AC, cny(t, figures[3]))
		if s.At != now {
			t.Errorf("%s is at %v", name, s.At)
		}
	}
	var order []string
	for _, row := range slices.Concat(m.Tasks, m.Groups) {
		check(row.ID, row.Status, want[row.ID])
		order = append(order, row.ID)
	}
	if !slices.Equal(order, []string{"analysis", "draft", "licence", "office", "review", "visit", "all", "close", "offer"}) {
		t.Errorf("rows are %v", order)
	}
	check("project", m.Status, want["all"])
	check("discrete", m.Discrete, [4]string{"14600", "9300", "6300", "6620.50"})
	same(t, "spi", m.Status.SPI(), kpi.Ratio(71, 101, ""))
}

func TestMeasureWithoutReports(t *testing.T) {
	b := baseline(t, salesTasks(t)...)
	m, found, err := Measure(b, nil, at(t, "2026-03-11T17:00"))
	if err != nil {
		t.Fatal(err)
	}
	wantFindings(t, found,
		"warn evm.progress.not_reported task analysis", "warn evm.progress.not_reported task draft", "warn evm.progress.not_reported task licence",
		"warn evm.progress.not_reported task office", "warn evm.progress.not_reported task review")
	missing := kpi.Unknown(kpi.ReasonMissingInput)
	same(t, "pv is known", m.Status.PV, cny(t, "10100"))
	same(t, "spi is not", m.Status.SPI(), missing)
	same(t, "cpi is not", m.Status.CPI(), missing)
	same(t, "a phase that is not due", m.Groups[1].Status.EV, cny(t, "0"))
	same(t, "level of effort", m.Tasks[3].Status.EV, cny(t, "800"))
	for date, reported := range map[string]bool{"2026-03-02T07:59:59": true, "2026-03-02T08:00:00": false} {
		start, found, err := Measure(baseline(t, salesTasks(t)[0]), nil, at(t, date)) // due from its very start
		if err != nil || start.Status.EV.IsUnknown() == reported || (len(found) == 0) != reported {
			t.Errorf("at %s: got %v, %v, %v", date, start.Status.EV, found, err)
		}
	}
	early, found, err := Measure(b, nil, at(t, "2026-02-27T17:00"))
	if err != nil || len(found) > 0 {
		t.Errorf("got %v, %v", found, err)
	}
	same(t, "nothing is due", early.Status.EV, cny(t, "0"))
	same(t, "nothing is spent", early.Status.AC, cny(t, "0"))
}

func TestMeasureOfPartialReports(t *testing.T) {
	b, now := baseline(t, salesTasks(t)[:1]...), at(t, "2026-03-11T17:00")
	started := at(t, "2026-03-02T08:00")
	for _, row := range []struct {
		want     []string
		report   Progress
		ev, cost bool // known
	}{
		{[]string{"warn evm.progress.no_percent task analysis.percent"}, Progress{Started: started, ActualCost: cny(t, "1")}, false, true},
		{[]string{"warn evm.progress.no_cost task analysis.actual_cost"}, Progress{Started: started, Percent: number(t, "0.5")}, true, false},
		{[]string{"warn evm.progress.no_start task analysis.started"}, Progress{Percent: number(t, "0.5"), ActualCost: cny(t, "1")}, true, true},
		{[]string{"warn evm.progress.no_start task analysis.started"}, Progress{Finished: started, ActualCost: cny(t, "1")}, true, true},
		{nil, Progress{Started: started, Finished: now, Percent: kpi.Int(1, ""), ActualCost: kpi.Int(0, "")}, true, true},
		{[]string{"warn evm.progress.no_cost task analysis.actual_cost", "warn evm.progress.no_percent task analysis.percent"}, Progress{}, false, false},
	} {
		row.report.TaskID = "analysis"
		m, found, err := Measure(b, []Progress{row.report}, now)
		if err != nil || m.Status.EV.IsUnknown() == row.ev || m.Status.AC.IsUnknown() == row.cost {
			t.Errorf("%+v: got %+v, %v", row.report, m.Status, err)
		}
		wantFindings(t, found, row.want...)
	}
}

func TestMeasureRefuses(t *testing.T) {
	b, now := baseline(t, salesTasks(t)[:1]...), at(t, "2026-03-11T17:00")
	started := at(t, "2026-03-02T08:00")
	good := Progress{TaskID: "analysis", Started: started, Percent: number(t, "0.5"), ActualCost: cny(t, "1")}
	for _, row := range []struct {
		want   string
		change func(*Progress)
	}{
		{"block evm.progress.unknown_task task ghost", func(p *Progress) { p.TaskID = "ghost" }}, {"block evm.progress.share task analysis.percent", func(p *Progress) { p.Percent = number(t, "1.2") }},
		{"block evm.progress.share task analysis.percent", func(p *Progress) { p.Percent = kpi.Int(40, "%") }}, {"block evm.progress.currency task analysis.actual_cost", func(p *Progress) { p.ActualCost = eur(t, "1") }},
		{"block evm.progress.currency task analysis.actual_cost", func(p *Progress) { p.ActualCost = kpi.Int(3, "h") }}, {"block evm.progress.after_status_date task analysis.started", func(p *Progress) { p.Started = now + 1 }},
		{"block evm.progress.finished_part task analysis.percent", func(p *Progress) { p.Finished = now }},
		{"block evm.progress.dates_reversed task analysis.finished", func(p *Progress) { p.Finished, p.Percent = started-1, kpi.Int(1, "") }},
	} {
		p := good
		row.change(&p)
		reports := []Progress{p}
		if p.TaskID == "ghost" {
			reports = append(reports, good)
		}
		m, found, err := Measure(b, reports, now)
		var list *finding.Error
		if !errors.As(err, &list) || m.Tasks != nil {
			t.Errorf("%s: got %+v, %v", row.want, m, err)
		}
		wantFindings(t, found, row.want)
	}
	_, found, err := Measure(b, []Progress{good, good}, 0)
	if err == nil {
		t.Error("no error")
	}
	wantFindings(t, found, "block evm.progress.no_status_date task.at", "block evm.progress.after_status_date task analysis.started", "block evm.progress.duplicate_task task analysis")
}

// Parts sum to the whole: tasks, and groups that part the tasks, sum to the
// project; at the end of a project done as planned EV is BAC and SV is 0; the
// order of the reports does not matter; the inputs stay.
func TestMeasureLaws(t *testing.T) {
	const seed = 47
	r := rand.New(rand.NewPCG(seed, 1))
	for range 60 {
		tasks := randomTasks(t, r, 15)
		b := baseline(t, tasks...)
		now := b.Start().AddSeconds(r.Int64N(int64(b.Finish() - b.Start())))
		var reports []Progress
		for _, task := range tasks {
			p := Progress{TaskID: task.ID, Percent: kpi.Int(0, ""), ActualCost: cny(t, "0")}
			if task.Start <= now {
				p.Started, p.Percent, p.ActualCost = task.Start, kpi.Ratio(r.Int64N(7), 6, ""), kpi.Ratio(r.Int64N(1000), 7, "").Mul(cny(t, "1"))
			}
			reports = append(reports, p)
		}
		m, _, err := Measure(b, reports, now)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		same(t, "pv", m.Status.PV, b.PV(now))
		same(t, "bac", m.Status.BAC, b.BAC())
		for _, rows := range [][]Row{m.Tasks, m.Groups} {
			total := rollUp(rows, now)
			same(t, "pv of parts", total.PV, m.Status.PV)
			same(t, "ev of parts", total.EV, m.Status.EV)
			same(t, "ac of parts", total.AC, m.Status.AC)
			same(t, "bac of parts", total.BAC, m.Status.BAC)
		}
		shuffled := slices.Clone(reports)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, _, err := Measure(b, shuffled, now)
		if err != nil || !again.Status.EV.Equal(m.Status.EV) || again.Tasks[0].ID != tasks[0].ID {
			t.Fatalf("seed %d: got %+v, %v", seed, again.Status, err)
		}
		for i := range reports {
			reports[i].Started, reports[i].Finished, reports[i].Percent = tasks[i].Start, tasks[i].Finish, kpi.Value{}
		}
		done, found, err := Measure(b, reports, b.Finish())
		if err != nil || len(found) > 0 {
			t.Fatalf("seed %d: %v, %v", seed, found, err)
		}
		same(t, "ev at the end", done.Status.EV, b.BAC())
		same(t, "sv at the end", done.Status.SV(), cny(t, "0"))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestMeasureNoBaseline: without a baseline every report is of an unknown task,
// and without reports there is nothing to measure.
func TestMeasureNoBaseline(t *testing.T) {
	day := at(t, "2026-03-02T17:00")
	if m, _, err := Measure(nil, nil, day); err != nil || len(m.Tasks) != 0 {
		t.Errorf("%v, %v", m, err)
	}
	if _, _, err := Measure(nil, []Progress{{TaskID: "a"}}, day); err == nil {
		t.Error("a report of a task that is not there is taken")
	}
}
