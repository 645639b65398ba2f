package reporttest_test

import (
	"fmt"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

func ExampleCheckRenderer() {
	err := reporttest.CheckRenderer(report.JSON{}, nil)
	fmt.Println(err)
	// Output: <nil>
}

func ExampleCheckFigure() {
	err := reporttest.CheckFigure(reporttest.HostileFigure{})
	fmt.Println(err != nil) // its texts are longer than the picture is wide
	// Output: true
}
