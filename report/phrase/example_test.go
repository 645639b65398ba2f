package phrase_test

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
)

func ExamplePrinter() {
	f := finding.Finding{
		Code: "report.heading.skipped_level", Severity: finding.Warn, Subject: finding.Ref{Kind: "block", ID: "3"},
		Want: finding.Number(2, ""), Got: finding.Number(4, ""), Remedy: "report.remedy.mend_level",
	}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		say := phrase.In(lang)
		fmt.Println(say.Finding(f), say.Remedy(f))
	}
	// Output:
	// The heading in block 3 has level 4; the next level is 2. Use the level just below the heading before.
	// 内容块 3 中的标题级别为 4，下一级应为 2。 使用比上一个标题低一级的级别。
}

func ExampleBook_With() {
	words, err := phrase.Standard().With(map[string]phrase.Entry{
		"acme.contract.unsigned": {En: "{subject} is not signed.", ZhCN: "{subject}尚未签字。"},
	})
	if err != nil {
		fmt.Println(err)
	}
	say := phrase.Printer{Lang: phrase.ZhCN, Book: words}
	fmt.Println(say.Finding(finding.Finding{Code: "acme.contract.unsigned", Subject: finding.Ref{Kind: "document", ID: "A-7"}}))
	// Output: 文档 A-7 尚未签字。
}
