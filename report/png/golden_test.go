package png_test

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/report"
	milepng "github.com/milepost-go/milepost/report/png"
	"github.com/milepost-go/milepost/report/reporttest"
)

var update = flag.Bool("update", false, "draw the golden pictures anew")

// TestGolden compares a figure with a stored picture, pixel by pixel, in both
// languages; the Chinese one where the machine has the font it was drawn with.
func TestGolden(t *testing.T) {
	for lang, title := range map[report.Lang]string{report.En: "Load per week", report.ZhCN: "每周负荷"} {
		t.Run(lang.Tag(), func(t *testing.T) {
			o := fonts
			if lang == report.ZhCN {
				droid, err := os.ReadFile("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
				if err != nil {
					t.Skip("the font is not there")
				}
				o.Fonts = append(o.Fonts[:1:1], droid)
			}
			var b bytes.Buffer
			bars := reporttest.Bars{Values: []int64{32, 40, 55, 12}}
			fig := drawing{320, 108, func(c report.Canvas) {
				bars.Draw(c)
				c.Text(report.Text{X: 4, Y: 100, Text: title, Bold: true})
			}}
			if err := milepng.Render(&b, fig, o); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", "bars."+lang.Tag()+".png")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			stored, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer stored.Close()
			want, err := png.Decode(stored)
			if err != nil {
				t.Fatal(err)
			}
			got, err := png.Decode(&b)
			if err != nil {
				t.Fatal(err)
			}
			if got.Bounds() != want.Bounds() || distance(got, want) > 0.001 {
				t.Errorf("%s has changed by %v; look at both, and draw it anew with -update", path, distance(got, want))
			}
		})
	}
}
