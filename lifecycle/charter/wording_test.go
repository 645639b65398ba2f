package charter

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestOutcomesOfStatements(t *testing.T) {
	for text, want := range map[string]int{
		"Increase revenue in Beijing and Shanghai by 10 percent":                     1,
		"Increase revenue, net of tax, by 1,000,000 CNY":                             1,
		"Improve the profit and loss of the branch by 2.5 million":                   1,
		"Cut the cost of research and development by a tenth":                        1,
		"Raise the share of renewals, measured in the ledger, from 0.62 to 0.75":     1,
		"Win orders from small and medium firms":                                     1,
		"Raise brand recall: sandwiches from 10 to 20 percent":                       1, // no joiner inside a word
		"Increase revenue and margin":                                                2,
		"Increase revenue and customer satisfaction":                                 2,
		"Increase revenue, margin and satisfaction":                                  3,
		"Increase revenue & reduce churn":                                            2,
		"Increase revenue.\nReduce churn.":                                           2,
		"increase REVENUE AS WELL AS shorten the lead time":                          2,
		"提高北京和上海的销售额":                                                                1,
		"将R&D外包成本降低10%":                                                              1,
		"到2026年9月30日，将续约率提高到75%":                                                     1,
		"合并后的门店销售额提高10%":                                                             1,
		"通过培训销售团队，将转化率提高到20%":                                                        1,
		"到2026年9月30日，将续约率提高到75%，并缩短响应时间":                                             2,
		"By 30 June, raise the renewal rate and reduce complaints":                   2,
		"提高销售额和毛利率":                                                                  2,
		"提高销售额，降低流失率":                                                                2,
		"提高销售额；降低流失率；扩大市场份额":                                                         3,
		"同时提高销售额并降低成本":                                                               2,
		"":                                                                           0,
		"The sky is blue and the grass is green":                                     0,
		"赢得新订单60个,并且缩短交付周期":                                                          2,
		"Sign twelve frame contracts; sign-off by the board is part of the contract": 2, // a false alarm a person may attest away
	} {
		if got := outcomes(text); len(got) != want {
			t.Errorf("%q: got %d %q, want %d", text, len(got), got, want)
		}
	}
}

func TestVagueWords(t *testing.T) {
	for text, want := range map[string]string{
		"Significantly better, as soon as possible": "[significantly better as soon as possible]",
		"a state-of-the-art shop":                   "[state of the art]",
		"Betterment of the Leadingham branch":       "[]", // whole words only
		"有效线索增加到120条":                               "[]", // a qualified lead is a term of the trade
		"尽快优化流程":                                    "[尽快 优化]",
		"提高到75%左右":                                  "[左右]",
		"在Q3 significantly提高":                       "[significantly]",
	} {
		if got := fmt.Sprint(vagueWords(text)); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// TestWordLists: every file is read, each entry once and in lower case, and
// both languages have every section.
func TestWordLists(t *testing.T) {
	x := words()
	for name, list := range map[string][]entry{"vague": x.vague, "joiner": x.joiner, "phrase": x.phrase, "verb": x.verb, "measure": x.measure} {
		latin, chinese := 0, 0
		for i, e := range list {
			entry := e.text
			if slices.Index(list, e) < i {
				t.Errorf("%s: %q twice", name, entry)
			}
			if entry != strings.ToLower(entry) || strings.ContainsAny(entry, "[]#") {
				t.Errorf("%s: %q is no entry", name, entry)
			}
			if han(entry) {
				chinese++
			} else {
				latin++
			}
		}
		if latin < 5 || chinese < 5 {
			t.Errorf("%s: %d Latin and %d Chinese entries", name, latin, chinese)
		}
	}
	files, err := filepath.Glob("words/*.txt")
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v", files, err)
	}
	lines := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimSpace(line); line != "" && !strings.ContainsAny(line[:1], "[#") {
				lines++
			}
		}
	}
	if got := len(x.vague) + len(x.joiner) + len(x.phrase) + len(x.verb) + len(x.measure); got != lines {
		t.Errorf("%d entries read, %d in the files", got, lines)
	}
}

// FuzzWording: any text splits into parts that together are about no longer
// than it, and nothing panics.
func FuzzWording(f *testing.F) {
	for _, text := range []string{"Increase revenue and margin", "提高销售额；降低流失率", "R&D, 1,000", "\x1f\x1e_", "\xff和\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		total := 0
		for _, p := range parts(text) {
			total += utf8.RuneCountInString(p.text)
		}
		// Lower case may lengthen a text by a rune for some letters.
		if total > 3*utf8.RuneCountInString(text)+1 {
			t.Errorf("%q has parts of %d runes", text, total)
		}
		outcomes(text)
		vagueWords(text)
	})
}
