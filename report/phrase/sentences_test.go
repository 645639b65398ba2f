package phrase

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// fullFinding holds something for every slot.
func fullFinding(code string) finding.Finding {
	return finding.Finding{
		Code: finding.Code(code), Subject: finding.Ref{Kind: "task", ID: "17", Field: "due"},
		Want: finding.Number(5, "day"), Got: finding.Text("seven"),
		Related: []finding.Ref{{Kind: "goal", ID: "g1"}}, Remedy: finding.Code(code),
	}
}

// TestEverySentenceWithEverySlot fills every sentence: nothing of the template
// is left over, and what stands in the finding is said.
func TestEverySentenceWithEverySlot(t *testing.T) {
	for _, key := range Standard().Keys() {
		if !isSentence(key) {
			continue
		}
		entry, _ := Standard().Entry(key)
		for _, lang := range []Lang{En, ZhCN} {
			p := In(lang)
			got := p.Finding(fullFinding(key))
			if strings.ContainsAny(got, "{}[]") {
				t.Errorf("%s: a mark is left in %q", key, got)
			}
			if got != p.Remedy(fullFinding(key)) {
				t.Errorf("%s: a code has one sentence, as finding and as remedy", key)
			}
			pieces, _ := parse(entry.in(lang))
			for _, slot := range slotsOf(pieces) {
				value := p.slot(slot, fullFinding(key), false)
				if !strings.Contains(strings.ToLower(got), strings.ToLower(value)) {
					t.Errorf("%s: %q of {%s} is not in %q", key, value, slot, got)
				}
			}
		}
	}
}

// TestOptionalPartsLeaveNoTrace fills every sentence with the subject alone.
func TestOptionalPartsLeaveNoTrace(t *testing.T) {
	for _, key := range Standard().Keys() {
		if !isSentence(key) {
			continue
		}
		f := finding.Finding{Code: finding.Code(key), Subject: finding.Ref{Kind: "task", ID: "17"}}
		for _, lang := range []Lang{En, ZhCN} {
			got := In(lang).Finding(f)
			entry, _ := Standard().Entry(key)
			if needsMore(entry.in(lang)) {
				continue
			}
			for _, trace := range []string{"  ", " ,", " .", "()", "（）", "：。", "，。", ": .", "、。", "， ", "；。"} {
				if strings.Contains(got, trace) {
					t.Errorf("%s: %q holds %q", key, got, trace)
				}
			}
		}
	}
}

// needsMore reports whether a template has other slots than those of the
// subject outside its brackets.
func needsMore(template string) bool {
	pieces, _ := parse(template)
	for _, p := range pieces {
		if p.group == 0 && p.slot != "" && p.slot != "subject" && p.slot != "id" && p.slot != "kind" {
			return true
		}
	}
	return false
}

func TestChineseKeepsItsBlanks(t *testing.T) {
	for _, key := range Standard().Keys() {
		if !isSentence(key) {
			continue
		}
		got := []rune(In(ZhCN).Finding(fullFinding(key)))
		for i := 1; i < len(got); i++ {
			if isHan(got[i-1]) && isLatin(got[i]) && got[i] != '%' || isLatin(got[i-1]) && isHan(got[i]) && got[i-1] != '-' {
				t.Errorf("%s: no blank between %q and %q in %q", key, got[i-1], got[i], string(got))
				break
			}
		}
	}
}

func TestNoWordIsFullOfEmpty(t *testing.T) {
	f := finding.Finding{Code: "charter.value.unknown", Subject: finding.Ref{Kind: "rule"}, Got: finding.Text(""), Want: finding.List("every", "weighted")}
	if got, want := In(En).Finding(f), "The rule: an empty text is none of the words allowed: every goal, weighted."; got != want {
		t.Errorf("got %q", got)
	}
	if got, want := In(ZhCN).Finding(f), "规则：空文本不在允许的取值之中：全部达成、加权。"; got != want {
		t.Errorf("got %q", got)
	}
}

// TestVocabulary holds the field's words that readers look for.
func TestVocabulary(t *testing.T) {
	for key, want := range map[string]string{
		"critical_path": "关键路径", "total_float": "总浮动时间", "free_float": "自由浮动时间", "baseline": "基线",
		"earned_value": "挣值", "milestone": "里程碑", "risk_register": "风险登记册",
		"charter": "项目章程", "change_request": "变更请求", "lessons": "经验教训", "early_start": "最早开始",
		"late_finish": "最晚完成", "predecessor": "紧前任务", "contingency_reserve": "应急储备",
		"bac": "完工预算（BAC）", "eac": "完工估算（EAC）", "spi": "进度绩效指数（SPI）", "cpi": "成本绩效指数（CPI）",
		"wbs": "WBS 编码", "summary_task": "摘要任务", "data_date": "数据日期",
	} {
		if got := Label(ZhCN, key); got != want {
			t.Errorf("%s: got %s, want %s", key, got, want)
		}
	}
}

// TestSentencesTellTheMissingPart wants sentences about several parts of one
// thing to name the part, in words of the language.
func TestSentencesTellTheMissingPart(t *testing.T) {
	for _, test := range []struct{ field, en, zh string }{
		{"segment", "The strategy says nothing about its customer segment.", "销售策略没有说明客户群。"},
		{"offer", "The strategy says nothing about its offer.", "销售策略没有说明产品或服务。"},
		{"channel", "The strategy says nothing about its channel.", "销售策略没有说明渠道。"},
		{"price", "The strategy says nothing about its price.", "销售策略没有说明价格。"},
		{"assumptions", "The strategy says nothing about its assumptions.", "销售策略没有说明假设。"},
	} {
		f := finding.Finding{Code: "charter.strategy.thin", Subject: finding.Ref{Kind: "strategy", Field: test.field}}
		if got := In(En).Finding(f); got != test.en {
			t.Errorf("got %q, want %q", got, test.en)
		}
		if got := In(ZhCN).Finding(f); got != test.zh {
			t.Errorf("got %q, want %q", got, test.zh)
		}
	}
	f := finding.Finding{Code: "charter.goal.unsupported", Subject: finding.Ref{Kind: "goal", ID: "g"}, Got: finding.List("capacity", "closed-projects")}
	if got, want := In(ZhCN).Finding(f), "没有依据表明目标 g 可以实现；缺少：产能、已结束的可比项目。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFaultsOfDataShowItAsItIs wants places and words of a definition as they
// are written in its data, though there are other words for them elsewhere.
func TestFaultsOfDataShowItAsItIs(t *testing.T) {
	about := finding.Ref{Kind: "definition", Field: "start"}
	for _, test := range []struct {
		f    finding.Finding
		want []string
	}{
		{finding.Finding{Code: "lifecycle.definition.unknown_phase", Subject: about, Got: finding.Text("x"), Want: finding.Text("delivery")}, []string{"start", "“x”"}},
		{finding.Finding{Code: "lifecycle.definition.unknown_word", Subject: about, Got: finding.Text("x"), Want: finding.List("present", "none")}, []string{"start", "“present”", "“none”"}},
		{finding.Finding{Code: "dataset.reference.left_out", Subject: finding.Ref{Kind: "table", ID: "risks", Field: "owner_id"}, Got: finding.Text("people.person_id")}, []string{"owner_id"}},
		{finding.Finding{Code: "dataset.name.not_snake_case", Subject: finding.Ref{Kind: "table", ID: "risks", Field: "Owner_ID"}}, []string{"Owner_ID"}},
		{finding.Finding{Code: "dataset.row.orphan", Subject: finding.Ref{Kind: "table", ID: "risks", Field: "owner_id"}}, []string{"owner_id"}},
		{finding.Finding{Code: "xlsx.write.no_total", Subject: finding.Ref{Kind: "table", ID: "tasks", Field: "duration_min"}}, []string{"duration_min"}},
		{finding.Finding{Code: "charter.goal.metric_unit", Subject: finding.Ref{Kind: "goal", ID: "g"}, Got: finding.Text("%"), Want: finding.List("ratio", "percent")}, []string{"“%”", "“ratio”", "“percent”"}},
	} {
		for _, lang := range []Lang{En, ZhCN} {
			got := In(lang).Finding(test.f)
			for _, part := range test.want {
				if !strings.Contains(got, part) {
					t.Errorf("%q lacks %q", got, part)
				}
			}
		}
	}
}
