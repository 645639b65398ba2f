package xlsx

import (
	"strings"

	"github.com/milepost-go/milepost/schedule"
)

// constraintNames are what the kinds of constraint are called, in their order.
var constraintNames = [...]struct{ en, zh string }{
	{"As Soon As Possible", "越早越好"}, {"As Late As Possible", "越晚越好"}, {"Must Start On", "必须开始于"}, {"Must Finish On", "必须完成于"},
	{"Start No Earlier Than", "不得早于...开始"}, {"Start No Later Than", "不得晚于...开始"}, {"Finish No Earlier Than", "不得早于...完成"}, {"Finish No Later Than", "不得晚于...完成"},
	{"Mandatory Start", "强制开始"}, {"Mandatory Finish", "强制完成"},
}

// constraintOf returns the kind that a text names, in either language or by its
// abbreviation.
func constraintOf(text string) (schedule.ConstraintKind, bool) {
	text = strings.NewReplacer("…", "...", "......", "...").Replace(text)
	for i, name := range constraintNames {
		kind := schedule.ConstraintKind(i)
		if strings.EqualFold(text, name.en) || text == name.zh || strings.EqualFold(text, kind.String()) {
			return kind, true
		}
	}
	return 0, false
}

// constraintName names a kind.
func (c Codec) constraintName(kind schedule.ConstraintKind) string {
	if int(kind) >= len(constraintNames) {
		return ""
	}
	return c.word(constraintNames[kind].en, constraintNames[kind].zh)
}

// word picks the language.
func (c Codec) word(en, zh string) string {
	if c.Chinese {
		return zh
	}
	return en
}
