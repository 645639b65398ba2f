package svg

import (
	"strings"

	"github.com/milepost-go/milepost/report"
)

// fonts names families that systems have, Chinese ones included; nothing is
// fetched.
const fonts = `Arial,"Helvetica Neue",Helvetica,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif`

// Style returns the style sheet of the pictures: the colours of the inks for
// light pages, for dark screens, and the fonts. A page that shows pictures
// with [Options.Inline] holds it once.
func Style() string {
	var b strings.Builder
	b.WriteString(".m{font-family:" + fonts + ";font-size:12px}.m .mb{font-weight:600}.m .md1{stroke-dasharray:5 3}.m .md2{stroke-dasharray:1.5 2.5}\n")
	rules(&b, report.Ink.Light)
	b.WriteString("\n@media screen and (prefers-color-scheme:dark){")
	rules(&b, report.Ink.Dark)
	b.WriteString("}\n")
	return b.String()
}

func rules(b *strings.Builder, colour func(report.Ink) (report.RGB, bool)) {
	for _, ink := range report.Inks() {
		rgb, _ := colour(ink)
		id, hex := string(appendInt(nil, int64(ink))), hexColour(rgb)
		b.WriteString(".mf" + id + "{fill:" + hex + "}.ms" + id + "{stroke:" + hex + "}")
	}
}

func hexColour(c report.RGB) string {
	const digits = "0123456789abcdef"
	out := []byte{'#'}
	for _, v := range []uint8{c.R, c.G, c.B} {
		out = append(out, digits[v>>4], digits[v&15])
	}
	return string(out)
}
