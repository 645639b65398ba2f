package report

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func TestCell(t *testing.T) {
	number, money, percent := Column{Type: TypeNumber}, Column{Type: TypeMoney}, Column{Type: TypePercent}
	duration, whole := Column{Type: TypeDuration}, Column{Type: TypeInteger}
	for _, c := range []struct {
		column Column
		value  finding.Value
		en, zh string
	}{
		{Column{}, finding.Value{}, "", ""},
		{Column{}, finding.Text("a"), "a", "a"},
		{number, finding.Value{}, "", ""},
		{number, finding.Number(1234567, ""), "1,234,567.00", "1,234,567.00"},
		{number, finding.Decimal("0.005", ""), "0.01", "0.01"},
		{number, finding.Decimal("-0.005", ""), "-0.01", "-0.01"},
		{number, finding.Decimal("-0.004", ""), "0.00", "0.00"},
		{number, finding.Decimal("999.995", ""), "1,000.00", "1,000.00"},
		{number, finding.Ratio(2, 3, ""), "0.67", "0.67"},
		{number, finding.Number(3, "day"), "3 days", "3 天"},
		{number, finding.Number(1, "risk"), "1 risk", "1 项风险"},
		{number, finding.Decimal("4.50", "point"), "4.5 points", "4.5 分"},
		{number, finding.Decimal("4.129", "h"), "4.13 h", "4.13 小时"},
		{number, finding.Ratio(2, 3, "day"), "0.67 days", "0.67 天"},
		{Column{Type: TypeNumber, Places: 1}, finding.Number(3, "day"), "3.0 days", "3.0 天"},
		{Column{Type: TypeNumber, Unit: "day"}, finding.Number(3, "day"), "3.00", "3.00"},
		{Column{Type: TypeNumber, Places: 4}, finding.Ratio(1, 8, ""), "0.1250", "0.1250"},
		{Column{Type: TypeNumber, Places: -1}, finding.Ratio(5, 2, ""), "3", "3"},
		{whole, finding.Number(-1000, ""), "-1,000", "-1,000"},
		{whole, finding.Ratio(1, 3, ""), "0.3333", "0.3333"},
		{whole, finding.Text("n/a"), "n/a", "n/a"},
		{money, finding.Money("1200.5", "CNY"), "CNY 1,200.50", "1,200.50 元"},
		{money, finding.Money("1200.5", "JPY"), "JPY 1,201", "1,201 日元"},
		{money, finding.Money("-0.5", "KWD"), "KWD -0.500", "KWD -0.500"},
		{Column{Type: TypeMoney, Unit: "CNY"}, finding.Money("7", "CNY"), "7.00", "7.00"},
		{Column{Type: TypeMoney, Unit: "CNY"}, finding.Money("7", "EUR"), "EUR 7.00", "7.00 欧元"},
		{percent, finding.Ratio(1, 2, ""), "50%", "50%"},
		{percent, finding.Ratio(1, 3, ""), "33%", "33%"},
		{percent, finding.Decimal("99.5", "%"), "100%", "100%"},
		{Column{Type: TypePercent, Places: 1}, finding.Ratio(1, 3, ""), "33.3%", "33.3%"},
		{duration, finding.Number(2640, "min"), "5.5 d", "5.5 天"},
		{duration, finding.Number(1, "min"), "0 d", "0 天"},
		{duration, finding.Number(100, "min"), "0.21 d", "0.21 天"},
		{duration, finding.Number(12, "h"), "1.5 d", "1.5 天"},
		{duration, finding.Number(3, "day"), "3 d", "3 天"},
		{Column{Type: TypeDuration, DayMinutes: 600}, finding.Number(900, "min"), "1.5 d", "1.5 天"},
		{Column{Type: TypeDuration, Unit: "day"}, finding.Number(480, "min"), "1", "1"},
		{Column{Type: TypeDate}, finding.Date("2026-03-02"), "2026-03-02", "2026-03-02"},
		{Column{Type: TypeDate}, finding.Date("2026-03-02T17:00"), "2026-03-02 17:00", "2026-03-02 17:00"},
		{Column{Type: TypeDate}, finding.Date("2026-03-02T17:00:30"), "2026-03-02 17:00:30", "2026-03-02 17:00:30"},
		{Column{Type: TypeBool}, finding.Bool(true), "yes", "是"},
		{Column{Type: TypeBool}, finding.Bool(false), "no", "否"},
		{number, finding.Unknown("no-data"), "unknown (no data)", "未知（无数据）"},
		{money, finding.Unknown(""), "unknown", "未知"},
		{money, finding.Unknown("lost_in_space"), "unknown (lost in space)", "未知（lost in space）"},
		{Column{}, finding.List("a", "b"), "a, b", "a、b"},
		{Column{}, finding.Number(1, "day"), "1 day", "1 天"},
		{Column{}, finding.Number(90, "min"), "90 min", "90 分钟"},
		{Column{}, finding.Decimal("12.5", "%"), "12.5%", "12.5%"},
		{Column{}, finding.Number(2, "furlong"), "2 furlong", "2 furlong"},
	} {
		if got := (Format{En}).Cell(&c.column, c.value); got != c.en {
			t.Errorf("%v in %v: got %q, want %q", c.value, c.column.Type, got, c.en)
		}
		if got := (Format{ZhCN}).Cell(&c.column, c.value); got != c.zh {
			t.Errorf("%v in %v: got %q, want %q", c.value, c.column.Type, got, c.zh)
		}
	}
}

// TestDecimalTextAgainstIntegers rounds random fractions a second way, with
// whole numbers only: floor(|n|/d * 10^p + 1/2).
func TestDecimalTextAgainstIntegers(t *testing.T) {
	const seed = 7
	random := rand.New(rand.NewPCG(seed, 1))
	for range 20_000 {
		n, d, p := random.Int64N(2_000_000)-1_000_000, 1+random.Int64N(2000), random.IntN(6)
		value := finding.Ratio(n, d, "")
		scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(p)), nil)
		twice := new(big.Int).Mul(big.NewInt(2*abs(n)), scale)
		digits := twice.Add(twice, big.NewInt(d)).Div(twice, big.NewInt(2*d)).String()
		for len(digits) <= p {
			digits = "0" + digits
		}
		want := digits
		if p > 0 {
			want = digits[:len(digits)-p] + "." + digits[len(digits)-p:]
		}
		if n < 0 && strings.Trim(want, "0.") != "" {
			want = "-" + want
		}
		if got := decimalText(value.Plain(), p, false, false); got != want {
			t.Fatalf("seed %d: %d/%d with %d places: got %s, want %s", seed, n, d, p, got, want)
		}
	}
}

func abs(n int64) int64 { return max(n, -n) }

func TestGrouped(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "0": "0", "999": "999", "1000": "1,000", "-999": "-999", "-1000": "-1,000",
		"1234567.1234": "1,234,567.1234", "-123456.5": "-123,456.5",
	} {
		if got := grouped(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestNumbersAreEqualInBothLanguages(t *testing.T) {
	const seed = 11
	random := rand.New(rand.NewPCG(seed, 2))
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == '-' || r == '.' {
				return r
			}
			return -1
		}, s)
	}
	for range 2000 {
		v := finding.Ratio(random.Int64N(1e9)-5e8, 1+random.Int64N(999), [...]string{"", "day", "%", "min"}[random.IntN(4)])
		c := Column{Type: Type(random.IntN(int(TypeBool) + 1)), Places: random.IntN(5) - 1}
		en, zh := Format{En}.Cell(&c, v), Format{ZhCN}.Cell(&c, v)
		if digits(en) != digits(zh) {
			t.Fatalf("seed %d: %v in %v: %q and %q", seed, v, c.Type, en, zh)
		}
	}
}

func TestLongDate(t *testing.T) {
	for _, c := range []struct {
		value  finding.Value
		en, zh string
	}{
		{finding.Date("2026-03-02"), "2 Mar 2026", "2026年3月2日"},
		{finding.Date("0999-12-31T08:00"), "31 Dec 0999", "0999年12月31日"},
		{finding.Unknown("no-data"), "unknown (no data)", "未知（无数据）"},
		{finding.Text("soon"), "soon", "soon"},
	} {
		if en, zh := (Format{En}).LongDate(c.value), (Format{ZhCN}).LongDate(c.value); en != c.en || zh != c.zh {
			t.Errorf("%v: got %q and %q", c.value, en, zh)
		}
	}
	if m := (Format{ZhCN}).ShortMonth(12) + (Format{}).ShortMonth(1) + (Format{}).ShortMonth(0) + (Format{}).ShortMonth(13); m != "12月Jan" {
		t.Errorf("got %q", m)
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct {
		column Column
		en, zh string
	}{
		{Column{Name: "severity"}, "Severity", "严重程度"},
		{Column{Name: "early_start"}, "early start", "early start"},
		{Column{Name: "x", Title: "Cost", Unit: "CNY"}, "Cost (CNY)", "Cost（CNY）"},
		{Column{Name: "x", Title: "D", Unit: "day"}, "D (days)", "D（天）"},
	} {
		if en, zh := (Format{En}).Title(&c.column), (Format{ZhCN}).Title(&c.column); en != c.en || zh != c.zh {
			t.Errorf("%+v: got %q and %q", c.column, en, zh)
		}
	}
}

func TestWordsHaveBothLanguages(t *testing.T) {
	for key, pair := range words {
		if pair[0] == "" || pair[1] == "" || pair[0] == pair[1] {
			t.Errorf("%s: %q", key, pair)
		}
	}
	for key, pair := range reasons {
		if pair[0] == "" || pair[1] == "" || pair[0] == pair[1] {
			t.Errorf("%s: %q", key, pair)
		}
	}
	for key, forms := range units {
		if forms[0] == "" || forms[1] == "" || forms[2] == "" {
			t.Errorf("%s: %q", key, forms)
		}
	}
}

func TestParseLang(t *testing.T) {
	for tag, want := range map[string]Lang{
		"en": En, "EN_gb": En, "en-US": En, "zh": ZhCN, "zh-CN": ZhCN, "zh_cn": ZhCN,
		"zh-Hans": ZhCN, "ZH-hans-CN": ZhCN, "zh-SG": ZhCN,
		"zh-TW": "", "zh-Hant": "", "de": "", "": "", "english": "",
	} {
		got, ok := ParseLang(tag)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %q, %v", tag, got, ok)
		}
	}
	if Lang("").Tag() != "en" || ZhCN.Tag() != "zh-CN" {
		t.Error("tags")
	}
}
