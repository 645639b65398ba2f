package png_test

import (
	"bytes"
	"fmt"

	"golang.org/x/image/font/gofont/goregular"

	"github.com/milepost-go/milepost/report/png"
	"github.com/milepost-go/milepost/report/reporttest"
)

func ExampleRender() {
	load := reporttest.Bars{Title: "Load per week", Values: []int64{32, 40, 55, 12}}
	var b bytes.Buffer
	if err := png.Render(&b, load, png.Options{Fonts: [][]byte{goregular.TTF}}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%q\n", b.String()[1:4])
	// Output:
	// "PNG"
}
