package finding_test

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func ExampleSort() {
	found := []finding.Finding{
		{Code: "charter.smart.no_checkpoint", Severity: finding.Warn, Subject: finding.Ref{Kind: "goal", ID: "g1"}},
		{Code: "charter.smart.no_due_date", Subject: finding.Ref{Kind: "goal", ID: "g1", Field: "due"}, Remedy: "charter.remedy.set_due_date"},
	}
	finding.Sort(found)
	for _, f := range found {
		fmt.Println(f)
	}
	fmt.Println("blocked:", finding.Blocks(found))
	// Output:
	// block charter.smart.no_due_date: goal g1.due, remedy charter.remedy.set_due_date
	// warn charter.smart.no_checkpoint: goal g1
	// blocked: true
}

func ExampleCompareValues() {
	budget, asked := finding.Money("120000", "CNY"), finding.Money("120000.50", "CNY")
	order, ok := finding.CompareValues(asked, budget)
	fmt.Println(order, ok)
	_, ok = finding.CompareValues(asked, finding.Money("1", "EUR"))
	fmt.Println(ok)
	// Output:
	// 1 true
	// false
}
