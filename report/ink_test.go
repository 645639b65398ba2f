package report

import (
	"math"
	"testing"
)

// contrast is the contrast ratio of WCAG 2.2, success criterion 1.4.3.
func contrast(a, b RGB) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func luminance(c RGB) float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func TestContrastIsTheStandards(t *testing.T) {
	black, white := RGB{}, RGB{255, 255, 255}
	if got := contrast(black, white); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white is 21, got %v", got)
	}
	if got := contrast(RGB{0x77, 0x77, 0x77}, white); math.Abs(got-4.48) > 0.01 {
		t.Errorf("#777 on white is 4.48, got %v", got)
	}
}

func TestInksAreReadable(t *testing.T) {
	for page, pick := range map[string]func(Ink) (RGB, bool){"light": Ink.Light, "dark": Ink.Dark} {
		colour := func(i Ink) RGB { c, _ := pick(i); return c }
		for _, ground := range []Ink{InkPaper, InkPanel, InkShade} {
			for _, ink := range []Ink{InkText, InkMuted, InkBlock, InkWarn, InkInfo, InkGood, InkDataDate} {
				if got := contrast(colour(ink), colour(ground)); got < 4.5 {
					t.Errorf("%s: text ink %d on %d has contrast %.2f, 4.5 is needed", page, ink, ground, got)
				}
			}
			for _, ink := range []Ink{InkTaskEdge, InkCriticalEdge, InkSummary, InkFloat, InkLink} {
				if got := contrast(colour(ink), colour(ground)); got < 3 {
					t.Errorf("%s: line ink %d on %d has contrast %.2f, 3 is needed", page, ink, ground, got)
				}
			}
		}
		for _, pair := range [][2]Ink{{InkTask, InkTaskDone}, {InkCritical, InkCriticalDone}, {InkTask, InkTaskEdge}, {InkCritical, InkCriticalEdge}} {
			if got := contrast(colour(pair[0]), colour(pair[1])); got < 3 {
				t.Errorf("%s: inks %v have contrast %.2f, 3 is needed", page, pair, got)
			}
		}
	}
}

func TestEveryInkHasColours(t *testing.T) {
	for _, ink := range Inks() {
		_, light := ink.Light()
		_, dark := ink.Dark()
		if !light || !dark || inkColours[ink] == [2]uint32{} {
			t.Errorf("ink %d has no colours", ink)
		}
	}
	for _, ink := range []Ink{InkNone, inkCount, 255} {
		if _, ok := ink.Light(); ok {
			t.Errorf("ink %d exists", ink)
		}
	}
}
