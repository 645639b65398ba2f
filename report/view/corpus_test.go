package view_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// corpus makes every document of the package in one language, from projects
// that have something in every room. The word before a blank or a dash is the
// name of the function. A new document is one line: here, or in one of the maps
// that are taken over.
func corpus(t *testing.T, w phrase.Printer) map[string]*report.Document {
	t.Helper()
	docs := documents(t, newInput(t), w.Lang)
	for name := range docs {
		if after, ok := strings.CutPrefix(name, "work-"); ok {
			docs["personalwork "+after] = docs[name]
			delete(docs, name)
		}
	}
	all, exception := deviationDocuments(w)
	register, dates := funded(t), []calendar.Date{calendar.DateOf(2026, 3, 2), calendar.DateOf(2026, 3, 10)}
	plan, proposals := awayProposals(t)
	docs["status by task"] = tracedStatus(t, w)
	docs["closing judged"] = judgedClosing(t, w)
	docs["deviations"], docs["exception"] = all, exception
	docs["odds"] = view.Odds(w, frost(t))
	docs["riskson"] = view.RisksOn(w, register, dates[1], risk.Current)
	docs["riskcourse"] = view.RiskCourse(w, register, dates)
	docs["riskprocess"] = view.RiskProcess(w, register.Process(dates[1], []risk.IssueRef{{ID: "i1", Risk: "r1"}, {ID: "i2"}}))
	docs["health"] = view.Health(w, healthInput())
	docs["changes"] = view.Changes(w, []change.Request{{ID: "CR1", Title: "More", Origin: change.FromCustomer, Kind: change.OfScope, Raised: dates[0], State: change.Approved}})
	docs["responses"] = view.Responses(w, proposals, plan)
	docs["gate"] = view.Gate(w, view.GateInput{Project: "Deal 7", On: dates[0], Answer: refused(t)})
	docs["digest"] = view.Digest(w, view.DigestInput{Project: "P", Audience: comms.Sponsor, From: dates[0], To: dates[1], Digest: weekly()})
	docs["worklist"] = view.WorkList(w, work(t))
	return docs
}

// corpusName is the function that made a document of the corpus.
func corpusName(name string) string {
	name, _, _ = strings.Cut(name, " ")
	return name
}

// A function that returns a document and is not in the corpus escapes the tests
// over all documents.
func TestCorpusHasEveryDocument(t *testing.T) {
	made := map[string]bool{}
	for name := range corpus(t, phrase.In(phrase.En)) {
		made[corpusName(name)] = true
	}
	names, _ := filepath.Glob("*.go")
	found := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() || !returnsDocument(f) {
				continue
			}
			found++
			if !made[strings.ToLower(f.Name.Name)] {
				t.Errorf("the corpus has no %s", f.Name.Name)
			}
		}
	}
	if found < 25 {
		t.Errorf("only %d functions", found)
	}
}

func returnsDocument(f *ast.FuncDecl) bool {
	if f.Type.Results == nil || len(f.Type.Results.List) != 1 {
		return false
	}
	star, ok := f.Type.Results.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	x, ok := star.X.(*ast.SelectorExpr)
	return ok && x.Sel.Name == "Document"
}
