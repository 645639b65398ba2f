package view_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/milepost-go/milepost/"

var cellar = []string{"lifecycle/finding", "lifecycle/store", "schedule/calendar", "kpi/money"}

// rule says what a package of ours may import of ours, and why.
type rule struct {
	pkg    string
	may    []string
	reason string
}

// house is the floor plan. A package that is not in it has no place yet.
var house = slices.Concat(
	floor("the cellar imports nothing of ours, so that everything may stand on it", nil, cellar...),
	floor("a room stands on the cellar only, so that rooms can be used apart", cellar, "lifecycle", "schedule", "risk", "kpi"),
	floor("a report is made of values and knows no room; findings are what all rooms say", []string{"lifecycle/finding"}, "report"),
	floor("upstairs of lifecycle: its own room and the cellar", under("lifecycle"), "lifecycle/charter", "lifecycle/team", "lifecycle/comms", "lifecycle/sqlstore"),
	floor("upstairs of schedule: its own room and the cellar", under("schedule"), "schedule/load", "schedule/level", "schedule/quality",
		"schedule/mspdi", "schedule/xer", "schedule/trello", "schedule/asana", "schedule/psplib"),
	floor("upstairs of risk: its own room and the cellar", under("risk"), "risk/dist", "risk/montecarlo"),
	floor("upstairs of kpi: its own room and the cellar", under("kpi"), "kpi/evm", "kpi/sales", "kpi/tolerance", "kpi/sqlsource"),
	floor("upstairs of report: its own room and the cellar", under("report"), "report/phrase", "report/svg", "report/dataset"),
	floor("figures, cards and calendar files carry words, which only phrase has", append(under("report"), "report/phrase"), "report/gantt", "report/chart", "report/card", "report/ics"),
	floor("a page holds its figures and its words: it draws them with svg and names them with phrase", append(under("report"), "report/svg", "report/phrase"), "report/markdown"),
	floor("a page holds its figures and its words, and the chart that it lets people work with", append(under("report"), "report/svg", "report/phrase", "report/gantt"), "report/html"),
	floor("a data set stands on the calendar it fills", []string{"schedule/calendar"}, "schedule/calendar/cn"),
	floor("joint of plan and register, which judges the plan before it is simulated", joint("schedule", "schedule/quality", "risk", "risk/dist", "risk/montecarlo"), "risk/sra"),
	floor("joint of change control and the rooms it changes: it simulates before and after, and reassigns by the skills of the team", joint("lifecycle", "lifecycle/team", "schedule", "risk", "risk/sra", "kpi", "kpi/evm"), "lifecycle/change"),
	floor("joint of closing and what it looks back on", joint("lifecycle", "lifecycle/charter", "lifecycle/change", "lifecycle/team", "lifecycle/comms", "schedule", "risk", "kpi", "kpi/evm"), "lifecycle/closing"),
	floor("joint of every room's facts for gates, those of change requests, closing, tolerances and simulations among them", joint("lifecycle", "lifecycle/charter", "lifecycle/team", "lifecycle/comms",
		"lifecycle/change", "lifecycle/closing", "schedule", "schedule/quality", "risk", "risk/sra", "kpi", "kpi/evm", "kpi/tolerance"), "lifecycle/facts"),
	floor("joint of diagnosis, which reads goals, plan, people, talk, risks, changes and the score side by side", joint("lifecycle", "lifecycle/charter", "lifecycle/team", "lifecycle/comms", "lifecycle/change", "schedule", "schedule/quality", "risk", "kpi"), "lifecycle/health"),
	floor("joint of many projects", joint("kpi", "kpi/evm", "lifecycle", "schedule"), "kpi/portfolio"),
	floor("the roof sees every room", []string{"*"}, "report/view"),
	floor("a kit proves implementations of its own package, and of the notifiers that its feed is told by", []string{"lifecycle", "lifecycle/comms", "lifecycle/finding", "lifecycle/store"}, "lifecycle/lifecycletest"),
	floor("a kit proves implementations of its own package", []string{"lifecycle/store"}, "lifecycle/store/storetest"),
	floor("a kit proves implementations of its own package", []string{"schedule", "schedule/calendar", "lifecycle/finding"}, "schedule/scheduletest"),
	floor("a kit proves implementations of its own package", []string{"report", "lifecycle/finding"}, "report/reporttest"),
	floor("a kit proves implementations of its own package", under("kpi"), "kpi/kpitest"),
)

// outside says where a third-party module may be imported in shipped code.
var outside = map[string][]string{
	"github.com/shopspring/decimal": {"kpi/money", "kpi", "kpi/evm"},
	"golang.org/x/exp":              {"kpi/money", "kpi", "risk"},
	"gonum.org/v1/gonum":            {"risk/dist", "risk/montecarlo"},
	"github.com/google/go-cmp":      nil,
	"testing":                       {"lifecycle/lifecycletest", "lifecycle/store/storetest", "schedule/scheduletest", "report/reporttest", "kpi/kpitest"},
}

func floor(reason string, may []string, pkgs ...string) []rule {
	var rules []rule
	for _, p := range pkgs {
		rules = append(rules, rule{p, may, reason})
	}
	return rules
}

func under(room string) []string    { return append([]string{room}, cellar...) }
func joint(pkgs ...string) []string { return append(pkgs, cellar...) }

// TestHouse walks the shipped code of the root module and holds every import
// against the floor plan.
func TestHouse(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != root && (strings.HasPrefix(name, ".") || name == "testdata" || isModule(path)) {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			seen++
			checkFile(t, root, path)
		}
		return nil
	})
	if err != nil || seen < 50 {
		t.Fatalf("%d files seen, %v", seen, err)
	}
}

// isModule reports whether the folder is a module of its own.
func isModule(path string) bool {
	found, err := filepath.Glob(filepath.Join(path, "go.mod"))
	return err == nil && len(found) > 0
}

func checkFile(t *testing.T, root, path string) {
	rel, err := filepath.Rel(root, filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	pkg := filepath.ToSlash(rel)
	at := slices.IndexFunc(house, func(r rule) bool { return r.pkg == pkg })
	if at < 0 {
		t.Errorf("%s: package %s has no place in the house: add it to the table with its reason", path, pkg)
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if why := refuse(house[at], imported); why != "" {
			t.Errorf("%s imports %s: %s", path, imported, why)
		}
	}
}

// refuse returns why the package of the rule may not import the path, or "".
func refuse(r rule, path string) string {
	if ours, ok := strings.CutPrefix(path, module); ok {
		if strings.HasSuffix(ours, "test") && !strings.HasSuffix(r.pkg, "test") {
			return "a kit stays out of shipped code"
		}
		if slices.Contains(r.may, ours) || slices.Contains(r.may, "*") {
			return ""
		}
		return r.reason
	}
	for prefix, pkgs := range outside {
		if path == prefix || strings.HasPrefix(path, prefix+"/") {
			if !slices.Contains(pkgs, r.pkg) {
				return "this dependency may only be imported by " + strings.Join(pkgs, ", ")
			}
			return ""
		}
	}
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		return "hosts inherit four small modules and no more"
	}
	return ""
}

// TestHouseCatches shows that the table refuses what it is there to refuse.
func TestHouseCatches(t *testing.T) {
	for _, c := range []struct{ pkg, path string }{
		{"schedule", module + "risk"}, {"lifecycle/finding", module + "lifecycle/store"}, {"report", module + "kpi/money"},
		{"kpi", "github.com/google/go-cmp/cmp"}, {"schedule", "testing"}, {"schedule", "github.com/shopspring/decimal"},
		{"schedule", module + "schedule/scheduletest"}, {"lifecycle", "github.com/google/uuid"}, {"kpi/evm", module + "schedule"},
	} {
		at := slices.IndexFunc(house, func(r rule) bool { return r.pkg == c.pkg })
		if refuse(house[at], c.path) == "" {
			t.Errorf("%s may import %s", c.pkg, c.path)
		}
	}
}
