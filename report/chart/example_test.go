package chart_test

import (
	"fmt"
	"os"

	"github.com/milepost-go/milepost/report/chart"
)

func order() *chart.StateDiagram {
	return &chart.StateDiagram{
		Title: "Order", Start: "open", Label: "in work",
		States: []chart.State{
			{ID: "open", Name: "Open", Mark: chart.Current},
			{ID: "packed", Name: "Packed"},
			{ID: "shipped", Name: "Shipped", Place: chart.After},
		},
		Transitions: []chart.Transition{
			{ID: "pack", From: []string{"open"}, To: "packed", By: []string{"store"}},
			{ID: "unpack", From: []string{"packed"}, To: "open", Kind: chart.Back},
			{ID: "ship", From: []string{"packed"}, To: "shipped", Gate: "paid"},
		},
	}
}

// A diagram is a figure: any canvas can draw it, and its table says the same.
func Example() {
	d := order()
	frame := d.Frame()
	fmt.Println(frame.Title, frame.Width > 0, frame.Height > 0)
	for _, row := range d.Table().Rows {
		fmt.Println(row.Cells[0], "->", row.Cells[1], "by", row.Cells[2])
	}
	// Output:
	// Order true true
	// Open -> Packed by pack
	// Packed -> Open by unpack
	// Packed -> Shipped by ship
}

func ExampleStateDiagram_WriteMermaid() {
	if err := order().WriteMermaid(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// stateDiagram-v2
	//     direction TB
	//     state "in work" as inside {
	//         [*] --> s1
	//         state "Open" as s1
	//         state "Packed" as s2
	//         s1 --> s2 : pack<br/>store
	//         s2 --> s1 : unpack
	//     }
	//     state "Shipped" as s3
	//     s2 --> s3 : ship<br/>◆ paid
	//     classDef visited fill:#eef1f4
	//     classDef current fill:#9cc5ea,stroke:#2a679c,stroke-width:3px
	//     class s1 current
}

func ExampleStateDiagram_WriteDOT() {
	if err := order().WriteDOT(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// digraph states {
	//   graph [label="Order", labelloc=t, compound=true, rankdir=TB];
	//   node [shape=box, style="rounded,filled", fillcolor=white];
	//   edge [fontsize=10];
	//   subgraph cluster_inside {
	//     graph [label="in work", style="dashed,rounded"];
	//     start [shape=point, width=0.15, fillcolor=black];
	//     start -> s1;
	//     s1 [label="Open", fillcolor="#9cc5ea", peripheries=2];
	//     s2 [label="Packed"];
	//   }
	//   s3 [label="Shipped"];
	//   s1 -> s2 [label="pack\nstore"];
	//   s2 -> s1 [label="unpack", style=dashed];
	//   s2 -> s3 [label="ship\n◆ paid"];
	// }
}
