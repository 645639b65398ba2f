package phrase

import (
	"encoding/json"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// eachEntry reads every file of words once more and visits its entries.
func eachEntry(t *testing.T, visit func(file, key string, e Entry)) {
	t.Helper()
	names, err := fs.Glob(files, "words/*.json")
	if err != nil || len(names) < 3 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var entries map[string]Entry
		decoder := json.NewDecoder(strings.NewReader(string(data)))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&entries); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Count(string(data), `"en":`) != len(entries) {
			t.Errorf("%s: a key stands there twice", name)
		}
		for key, e := range entries {
			visit(name, key, e)
		}
	}
}

func TestBothLanguagesHaveTheSameSlots(t *testing.T) {
	eachEntry(t, func(file, key string, e Entry) {
		if fault := e.check(); fault != "" {
			t.Errorf("%s: %s: %s", file, key, fault)
		}
	})
}

func TestNoKeyStandsInTwoFiles(t *testing.T) {
	seen := map[string]string{}
	eachEntry(t, func(file, key string, e Entry) {
		if other, twice := seen[key]; twice {
			t.Errorf("%s is in %s and %s", key, file, other)
		}
		seen[key] = file
	})
	if len(seen) != len(Standard().Keys()) {
		t.Errorf("the book has %d of %d entries", len(Standard().Keys()), len(seen))
	}
}

// western finds punctuation that has a Chinese form, times of day aside.
var western = regexp.MustCompile(`[,;?!]|[^0-9]:|:[^0-9]`)

func isSentence(key string) bool {
	for _, prefix := range []string{"label.", "kind.", "field.", "value.", "name."} {
		if strings.HasPrefix(key, prefix) {
			return false
		}
	}
	for _, part := range []string{".figure.", ".question.", ".list.", ".cause."} {
		if strings.Contains(key, part) && !strings.HasPrefix(key, "report.") {
			return false
		}
	}
	return true
}

// TestStyle holds what a reader of the words expects of every one of them.
func TestStyle(t *testing.T) {
	eachEntry(t, func(file, key string, e Entry) {
		han := func(s string) bool {
			return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
		}
		if han(e.En) {
			t.Errorf("%s: Chinese in the English text %q", key, e.En)
		}
		if isSentence(key) {
			if !strings.HasSuffix(e.En, ".") || !strings.HasSuffix(e.ZhCN, "。") || !han(e.ZhCN) {
				t.Errorf("%s is no sentence: %q, %q", key, e.En, e.ZhCN)
			}
			if first, _ := utf8.DecodeRuneInString(e.En); unicode.IsLower(first) {
				t.Errorf("%s begins with a small letter: %q", key, e.En)
			}
			if western.MatchString(e.ZhCN) {
				t.Errorf("%s has Western punctuation: %q", key, e.ZhCN)
			}
		}
		if strings.Contains(e.En, "  ") || strings.TrimSpace(e.En) != e.En || strings.TrimSpace(e.ZhCN) != e.ZhCN {
			t.Errorf("%s has stray blanks: %q, %q", key, e.En, e.ZhCN)
		}
	})
}

func TestReportSpeaksForItself(t *testing.T) {
	for _, code := range report.Codes() {
		if !Known(En, code) || !Known(ZhCN, code) {
			t.Errorf("%s has no words", code)
		}
	}
	if Known(En, "no.such.code") || Known("fr", report.CodeNoTitle) {
		t.Error("an unknown code or language is known")
	}
}

func TestTemplates(t *testing.T) {
	for _, c := range []struct {
		template, want string
		ok             bool
	}{
		{"", "", true},
		{"plain", "plain", true},
		{"{subject}.", "S.", true},
		{"a[ ({got})] b", "a (G) b", true},
		{"a[ ({want})] b", "a b", true},
		{"a[, {got} of {want}][; {related}]", "a; R", true},
		{"[fixed]", "fixed", true},
		{"{want}{got}", "G", true},
		{"{nothing}", "", false}, {"{subject", "", false}, {"[a", "", false}, {"a]", "", false},
		{"[a[b]]", "", false}, {"a}", "", false}, {"{}", "", false}, {"{sub[ject]}", "", false},
	} {
		pieces, ok := parse(c.template)
		if ok != c.ok {
			t.Errorf("%q: parsed %v", c.template, ok)
			continue
		}
		value := func(slot string, first bool) string {
			return map[string]string{"subject": "S", "got": "G", "related": "R"}[slot]
		}
		if got := fill(pieces, value, func(string, string, bool) string { return "" }); ok && got != c.want {
			t.Errorf("%q: got %q, want %q", c.template, got, c.want)
		}
	}
}

func book(t *testing.T, entries map[string]Entry) *Book {
	t.Helper()
	b, err := Standard().With(entries)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSentences(t *testing.T) {
	words := book(t, map[string]Entry{
		"x.late":      {"{subject} finishes {got}, {want} was wanted[, with {related}].", "{subject}将于{got}完成，要求为{want}[，涉及{related}]。"},
		"x.remedy.do": {"Move {subject} {count} times.", "将{subject}移动{count}次。"},
		"field.due":   {"due date", "到期日"}, "value.finish_start": {"finish-to-start", "完成—开始"},
		"x.field": {"The {field} of {kind} {id} is {got_word}.", "{kind}{id}的{field}为{got_word}。"},
	})
	task := finding.Ref{Kind: "task", ID: "17"}
	naming := func(r finding.Ref) string { return map[string]string{"17": "Design", "18": "设计"}[r.ID] }
	for _, c := range []struct {
		f       finding.Finding
		name    func(finding.Ref) string
		en, zh  string
		en2, z2 string
	}{
		{
			f:   finding.Finding{Code: "x.late", Subject: task, Got: finding.Date("2026-03-02T17:00"), Want: finding.Date("2026-02-27"), Remedy: "x.remedy.do", Related: []finding.Ref{{Kind: "task", ID: "3"}, {Kind: "link"}}},
			en:  "Task 17 finishes 2026-03-02 17:00, 2026-02-27 was wanted, with task 3, the link.",
			zh:  "任务 17 将于 2026-03-02 17:00 完成，要求为 2026-02-27，涉及任务 3、依赖关系。",
			en2: "Move task 17 2 times.", z2: "将任务 17 移动 2 次。",
		},
		{
			f:    finding.Finding{Code: "x.late", Subject: task, Got: finding.Number(5, "day"), Want: finding.Unknown("no-data")},
			name: naming,
			en:   "Task “Design” (17) finishes 5 days, unknown (no data) was wanted.", zh: "任务“Design”（17）将于 5 天完成，要求为未知（无数据）。",
		},
		{
			f:  finding.Finding{Code: "x.field", Subject: finding.Ref{Kind: "goal", ID: "g1", Field: "due"}, Got: finding.Text("finish_start")},
			en: "The due date of goal g1 is finish-to-start.", zh: "目标 g1 的到期日为完成—开始。",
		},
		{
			f:  finding.Finding{Code: "x.field", Subject: finding.Ref{Kind: "odd_kind", ID: "1", Field: "odd_field"}, Got: finding.List("a", "b")},
			en: "The odd field of odd kind 1 is “a”, “b”.", zh: "odd kind 1 的 odd field 为“a”、“b”。",
		},
		{
			f:  finding.Finding{Code: "lost.in.space_ship", Subject: finding.Ref{Kind: "task", ID: "1", Field: "due"}, Got: finding.Bool(true), Remedy: "lost.remedy.look_around"},
			en: "Lost, in, space ship: task 1 (due date); found: yes.",
			zh: "lost.in.space_ship：任务 1（到期日），实际：是。", en2: "Look around.", z2: "Look around。",
		},
		{f: finding.Finding{Code: "x.late"}, en: "This item finishes ,  was wanted.", zh: "该项将于完成，要求为。"},
	} {
		for lang, want := range map[Lang][2]string{En: {c.en, c.en2}, ZhCN: {c.zh, c.z2}} {
			p := Printer{Lang: lang, Book: words, Name: c.name}
			if got := p.Finding(c.f); got != want[0] {
				t.Errorf("%s: got %q, want %q", lang, got, want[0])
			}
			if got := p.Remedy(c.f); got != want[1] {
				t.Errorf("%s: got %q, want %q", lang, got, want[1])
			}
		}
	}
}

func TestLongListsAndTextsAreCut(t *testing.T) {
	words := book(t, map[string]Entry{"x.y": {"{related} and {got}.", "{related}与{got}。"}})
	f := finding.Finding{Code: "x.y", Got: finding.Text(strings.Repeat("长", 200))}
	for range 12 {
		f.Related = append(f.Related, finding.Ref{Kind: "task", ID: "1"})
	}
	cut := "“" + strings.Repeat("长", longest) + "…”"
	if got, want := (Printer{Book: words}).Finding(f), strings.Repeat("task 1, ", 9)+"task 1 and 2 more and "+cut+"."; got != want {
		t.Errorf("got %q", got)
	}
	if got, want := (Printer{Book: words, Lang: ZhCN}).Finding(f), strings.Repeat("任务 1、", 9)+"任务 1 等共 12 项与"+cut+"。"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestHostileNamesStayOnOneLine(t *testing.T) {
	p := Printer{Name: func(finding.Ref) string { return "a\n\x00\u202eb" }}
	if got := p.Ref(finding.Ref{Kind: "x\ny", ID: "1\r\n2"}); got != "x y “a b” (1 2)" {
		t.Errorf("got %q", got)
	}
}

func TestWithRefusesBadEntries(t *testing.T) {
	before := len(Standard().Keys())
	b, err := Standard().With(map[string]Entry{"a.ok": {"Fine.", "好。"}, "b.no": {"English only.", ""}, "c.no": {"{got}.", "{want}。"}, "d.no": {"{x}", "{x}"}})
	if b != nil || !errors.Is(err, ErrEntry) || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("got %v", err)
	}
	if _, there := Standard().Entry("a.ok"); there || len(Standard().Keys()) != before {
		t.Error("the standard words changed")
	}
	more := book(t, map[string]Entry{"label.start": {"Begin", "起始"}})
	if (Printer{Book: more}).Label("start") != "Begin" || Label(En, "start") != "Start" || Label(ZhCN, "total_float") != "总浮动时间" {
		t.Error("new words must win in the new book only")
	}
	if Label(ZhCN, "no_such_label") != "no such label" {
		t.Error("a label without words must stay readable")
	}
}

func TestFixedIDsHaveNames(t *testing.T) {
	role := finding.Ref{Kind: "role", ID: "sponsor"}
	for lang, want := range map[Lang]string{En: "role “Sponsor”", ZhCN: "角色“发起人”"} {
		if got := In(lang).Ref(role); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	named := Printer{Name: func(finding.Ref) string { return "Ms Li" }}
	if got := named.Ref(role); got != "role “Ms Li” (sponsor)" {
		t.Errorf("the host's name comes first: got %q", got)
	}
	f := finding.Finding{Code: "lifecycle.fact.differs", Subject: finding.Ref{Kind: "fact", ID: "charter.complete"}, Want: finding.Bool(true), Got: finding.Bool(false), Remedy: "lifecycle.remedy.sales.finish_charter"}
	if got, want := In(ZhCN).Finding(f)+In(ZhCN).Remedy(f), "事实“项目章程完整”为否，要求为是。完善项目章程。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := In(En).Finding(f), "Fact “charter is complete” is no; yes is wanted."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPathsStayPaths(t *testing.T) {
	f := finding.Finding{Code: "lifecycle.definition.unknown_role", Subject: finding.Ref{Kind: "definition", ID: "sales", Field: "moves[2].by[0]"}, Got: finding.Text("boss")}
	if got, want := In(En).Finding(f), "Definition sales, at moves[2].by[0]: there is no role “boss”."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := In(ZhCN).Finding(f), "定义 sales 的 moves[2].by[0]：没有名为“boss”的角色。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWordsWithoutAFinding(t *testing.T) {
	for code, want := range map[finding.Code]string{
		"closing.figure.tasks_added": "新增任务数", "change.question.waiting_costs_more": "推迟变更是否代价更高？", "no.such.code_here": "Code here",
	} {
		if got := In(ZhCN).Text(code); got != want {
			t.Errorf("%s: got %q, want %q", code, got, want)
		}
	}
	if got := In(ZhCN).Label("threat"); got != "威胁" {
		t.Errorf("got %q", got)
	}
	if got := In(ZhCN).Label("never_rated"); got != "从未评级" {
		t.Errorf("a value without a label: got %q", got)
	}
}

func TestItems(t *testing.T) {
	list := In(ZhCN).List("检查", []finding.Finding{{Code: report.CodeNoTitle, Subject: finding.Ref{Kind: "document"}, Remedy: report.RemedySetTitle}})
	if len(list.Items) != 1 || list.Items[0].Text != "文档没有标题。" || list.Items[0].Remedy != "为其设置标题。" || list.Title != "检查" {
		t.Errorf("got %+v", list)
	}
	if column := In(ZhCN).Column("finish", report.TypeDate); column != (report.Column{Name: "finish", Title: "完成", Type: report.TypeDate}) {
		t.Errorf("got %+v", column)
	}
}

func TestKeysAreSorted(t *testing.T) {
	if keys := Standard().Keys(); !slices.IsSorted(keys) || len(keys) < 300 {
		t.Errorf("%d keys", len(keys))
	}
}

// What people wrote is shown as they wrote it, though it may be a word of ours;
// only findings that speak of such words show them in the language.
func TestPeoplesNamesAreNotTranslated(t *testing.T) {
	for _, name := range []string{"no", "yes", "high", "risk", "open", "unknown", "否"} {
		for _, lang := range []Lang{En, ZhCN} {
			p, quote := In(lang), "“"+name+"”"
			for _, f := range []finding.Finding{
				{Code: "schedule.calendar.unknown", Subject: finding.Ref{Kind: "task", ID: "1"}, Got: finding.Text(name)},
				{Code: "change.vote.not_a_member", Subject: finding.Ref{Kind: "vote", ID: "1"}, Want: finding.List("a", name)},
				{Code: "lifecycle.fact.differs", Subject: finding.Ref{Kind: "fact", ID: "x"}, Got: finding.Text(name), Want: finding.Bool(true)},
				{Code: "no.such.sentence", Subject: finding.Ref{Kind: "task", ID: "1"}, Got: finding.Text(name)},
			} {
				if got := p.Finding(f); !strings.Contains(got, quote) {
					t.Errorf("%s: %q is not in %q", lang, quote, got)
				}
			}
		}
	}
	f := finding.Finding{Code: "lifecycle.fact.other_kind", Subject: finding.Ref{Kind: "fact", ID: "team.formed"}, Got: finding.Text("yes"), Want: finding.Text("bool")}
	if got, want := In(En).Finding(f), "Fact “team is formed” is “yes”; a value of the kind “bool” is expected."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A sentence about stable words shows them in the language, and a word that is
// none of them as it is.
func TestStableWordsAreTranslated(t *testing.T) {
	f := finding.Finding{Code: "risk.value.unknown", Subject: finding.Ref{Kind: "risk", ID: "r1"}, Got: finding.Text("high"), Want: finding.List("threat", "opportunity")}
	if got, want := In(ZhCN).Finding(f), "风险 r1：“high”不在允许的取值之中：威胁、机会。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	f = finding.Finding{Code: "risk.status.occurred_but_open", Subject: finding.Ref{Kind: "risk", ID: "r1"}, Got: finding.Text("open"), Want: finding.Text("occurred")}
	if got, want := In(ZhCN).Finding(f), "风险 r1 已经发生，但状态为未关闭，应为已发生。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	f.Got = finding.Text("dunno")
	if got := In(ZhCN).Finding(f); !strings.Contains(got, "“dunno”") {
		t.Errorf("got %q", got)
	}
}

// TestHostNamesItsPartsOnce wants the name of a part of a host's process where
// it is the subject and where it stands among the values.
func TestHostNamesItsPartsOnce(t *testing.T) {
	book, err := Standard().With(map[string]Entry{
		"name.role.finance":    {En: "Finance", ZhCN: "财务"},
		"name.phase.design":    {En: "Design", ZhCN: "设计"},
		"name.fact.bid.margin": {En: "bid margin", ZhCN: "投标毛利率"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		f      finding.Finding
		en, zh string
	}{
		{finding.Finding{Code: "lifecycle.approval.missing", Subject: finding.Ref{Kind: "role", ID: "finance"}, Want: finding.Number(1, ""), Got: finding.Number(0, "")}, "Finance", "财务"},
		{finding.Finding{Code: "lifecycle.role.missing", Subject: finding.Ref{Kind: "move", ID: "m"}, Want: finding.List("finance", "unnamed"), Got: finding.List("sponsor")}, "roles Finance, “unnamed”; the actor holds sponsor", "财务、“unnamed”；操作人目前担任发起人"},
		{finding.Finding{Code: "lifecycle.migration.phase", Subject: finding.Ref{Kind: "phase", ID: "p"}, Want: finding.List("design")}, "it has Design.", "可选：设计。"},
		{finding.Finding{Code: "lifecycle.fact.too_low", Subject: finding.Ref{Kind: "fact", ID: "bid.margin"}, Want: finding.Number(12, "%"), Got: finding.Number(9, "%")}, "bid margin", "投标毛利率"},
	} {
		for lang, want := range map[Lang]string{En: test.en, ZhCN: test.zh} {
			if got := (Printer{Lang: lang, Book: book}).Finding(test.f); !strings.Contains(got, want) {
				t.Errorf("%q lacks %q", got, want)
			}
		}
	}
}
