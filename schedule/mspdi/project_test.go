package mspdi_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

func TestProjectFields(t *testing.T) {
	plan, notes := decode(t, `<Project xmlns="http://schemas.microsoft.com/project"><SaveVersion>14</SaveVersion><Name>file.mpp</Name><Title>华东区项目</Title>
		<ScheduleFromStart>1</ScheduleFromStart><StartDate>2026-03-02T08:00:00</StartDate><FinishDate>2026-06-30T17:00:00</FinishDate><CriticalSlackLimit>2</CriticalSlackLimit>
		<CurrencyCode>CNY</CurrencyCode><DefaultStartTime>09:00:00</DefaultStartTime><DefaultFinishTime>18:30:00</DefaultFinishTime><MinutesPerDay>420</MinutesPerDay>
		<MinutesPerWeek>2100</MinutesPerWeek><DaysPerMonth>21</DaysPerMonth><HonorConstraints>0</HonorConstraints><MultipleCriticalPaths>1</MultipleCriticalPaths>
		<SplitsInProgressTasks>0</SplitsInProgressTasks><StatusDate>2026-04-01T17:00:00</StatusDate><CurrentDate>2026-04-02T08:00:00</CurrentDate></Project>`)
	want := &schedule.Plan{Name: "华东区项目", Start: at("2026-03-02T08:00:00"), DataDate: at("2026-04-01T17:00:00"),
		Rules: schedule.Rules{LinksBeatConstraints: true, CriticalLimit: 14 * hour, MultipleCriticalPaths: true, NoSplitInProgress: true},
		Units: schedule.Units{MinutesPerDay: 420, MinutesPerWeek: 2100, DaysPerMonth: 21, DefaultStart: 9 * hour, DefaultFinish: 18*hour + 30*calendar.Minute}}
	if diff := planDiff(want, plan); diff != "" {
		t.Error(diff)
	}
	same(t, "notes", noted(notes), "")

	plan, _ = decode(t, file("<ScheduleFromStart>0</ScheduleFromStart><FinishDate>2026-06-30T17:00:00</FinishDate><Name>file.mpp</Name><Title> </Title><CriticalSlackLimit>1</CriticalSlackLimit>"))
	same(t, "from the finish", fmt.Sprint(plan.Rules.From, plan.Start, plan.Finish), "finish  2026-06-30T17:00:00")
	same(t, "name without a title", plan.Name, "file.mpp")
	same(t, "limit on the usual day", plan.Rules.CriticalLimit, 8*hour)

	plan, _ = decode(t, "<Project/>")
	if diff := planDiff(&schedule.Plan{}, plan); diff != "" {
		t.Errorf("an empty project: %s", diff)
	}
}

func TestCurrency(t *testing.T) {
	body := "<Tasks><Task><UID>1</UID><OutlineLevel>1</OutlineLevel><FixedCost>123400</FixedCost></Task></Tasks>"
	for _, c := range []struct{ name, header, option, want, notes string }{
		{"named", "<CurrencyCode>EUR</CurrencyCode>", "", "1234.00 EUR", ""},
		{"without minor unit", "<CurrencyDigits>0</CurrencyDigits><CurrencyCode>JPY</CurrencyCode>", "", "1234 JPY", ""},
		{"digits of the screen", "<CurrencyDigits>0</CurrencyDigits><CurrencyCode>EUR</CurrencyCode>", "", "1234.00 EUR", ""},
		{"no longer listed", "<CurrencyCode>RUR</CurrencyCode>", "", "1234.00 RUR", ""},
		{"lower case", "<CurrencyCode> usd </CurrencyCode>", "", "1234.00 USD", ""},
		{"none", "", "", "1234.00 XXX", "project.currency_code \"\" mspdi.money.no_currency\n"},
		{"none but an option", "", "CNY", "1234.00 CNY", "project.currency_code \"\" mspdi.money.no_currency\n"},
		{"an option that does not count", "<CurrencyCode>EUR</CurrencyCode>", "CNY", "1234.00 EUR", ""},
		{"no code", "<CurrencyCode>¥</CurrencyCode>", "", "1234.00 XXX", "project.currency_code \"¥\" mspdi.money.no_currency\n"},
		{"a bad option", "", "yuan", "1234.00 XXX", "project.currency_code \"\" mspdi.money.no_currency\n"},
		{"after the tasks", body + "<CurrencyCode>EUR</CurrencyCode>", "", "1234.00 EUR", ""},
	} {
		source := "<Project>" + c.header
		if !strings.Contains(c.header, "<Tasks>") {
			source += body
		}
		plan, notes, err := mspdi.Options{Currency: c.option}.Decode(strings.NewReader(source + "</Project>"))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		same(t, c.name, plan.Tasks[0].FixedCost, c.want)
		same(t, c.name+": notes", noted(notes), c.notes)
	}
}

func TestEncodings(t *testing.T) {
	text := file(tasks("<Name>编制项目计划 😀</Name>"))
	inUTF16 := func(order binary.AppendByteOrder, mark bool) string {
		units := utf16.Encode([]rune(strings.Replace(text, "UTF-8", "UTF-16", 1)))
		if mark {
			units = slices.Insert(units, 0, 0xfeff)
		}
		var b []byte
		for _, u := range units {
			b = order.AppendUint16(b, u)
		}
		return string(b)
	}
	for name, source := range map[string]string{
		"UTF-8": text, "UTF-8 with a mark": "\ufeff" + text, "no declaration": text[strings.Index(text, "<Project"):], "lower case": strings.Replace(text, "UTF-8", "utf-8", 1),
		"UTF-16LE": inUTF16(binary.LittleEndian, true), "UTF-16BE": inUTF16(binary.BigEndian, true), "UTF-8 that says UTF-16": strings.Replace(text, "UTF-8", "utf-16", 1),
	} {
		plan, _, err := mspdi.Decode(strings.NewReader(source))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		same(t, name, plan.Tasks[0].Name, "编制项目计划 😀")
	}
	for name, source := range map[string]string{
		"UTF-16 without mark": inUTF16(binary.LittleEndian, false), "odd": inUTF16(binary.LittleEndian, true) + "x", "half a pair": "\xff\xfe\x3d\xd8",
		"pair reversed": "\xff\xfe\x00\xde\x3d\xd8", "Latin 1": strings.Replace(text, "UTF-8", "iso-8859-1", 1), "GBK": strings.Replace(text, "UTF-8", "GBK", 1),
	} {
		if _, _, err := mspdi.Decode(strings.NewReader(source)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestNamespaces(t *testing.T) {
	body := "<Tasks><Task><UID>1</UID><OutlineLevel>1</OutlineLevel><Name>A</Name></Task></Tasks>"
	prefixed := strings.NewReplacer("</", "</p:", "<", "<p:").Replace(body)
	for _, c := range []struct{ name, source, notes string }{
		{"usual", `<Project xmlns="http://schemas.microsoft.com/project">` + body + `</Project>`, ""},
		{"as the schema says", `<Project xmlns='http://schemas.microsoft.com/project/2007'>` + body + `</Project>`, ""},
		{"none", `<Project>` + body + `</Project>`, ""},
		{"prefix", `<p:Project xmlns:p="http://schemas.microsoft.com/project">` + prefixed + `</p:Project>`, ""},
		{"prefix and another default", `<p:Project xmlns:p="http://schemas.microsoft.com/project">` + strings.Replace(prefixed, "<p:Tasks>", `<p:Tasks xmlns="urn:y">`, 1) + `</p:Project>`, ""},
		{"other", `<Project xmlns="urn:x">` + body + `</Project>`, "file.xmlns \"urn:x\" mspdi.file.namespace\n"},
		{"foreign part", `<Project xmlns="http://schemas.microsoft.com/project"><Tasks xmlns="urn:y"><Task><UID>9</UID></Task></Tasks>` + body + `</Project>`,
			"project.tasks \"1\" mspdi.element.not_carried\n"},
	} {
		plan, notes := decode(t, c.source)
		same(t, c.name, fmt.Sprint(len(plan.Tasks), plan.Tasks[0].Name), "1A")
		notes = slices.DeleteFunc(notes, func(n schedule.LossNote) bool { return n.Reason == mspdi.CodeNoCurrency })
		same(t, c.name+": notes", noted(notes), c.notes)
	}
}

func TestLossesAreCounted(t *testing.T) {
	_, notes := decode(t, file("<Author>Li</Author><ExtendedAttributes/><OutlineCodes><OutlineCode/></OutlineCodes>", tasks(
		"<Recurring>1</Recurring><HideBar>1</HideBar><LevelAssignments>1</LevelAssignments><EarlyStart>x</EarlyStart><Hyperlink>a</Hyperlink>",
		"<Recurring>0</Recurring><LevelAssignments>0</LevelAssignments><Hyperlink>b</Hyperlink><ExtendedAttribute><FieldID>1</FieldID></ExtendedAttribute>")))
	same(t, "notes", noted(notes), `project.author "1" mspdi.element.not_carried
project.outline_codes "1" mspdi.element.not_carried
task.extended_attribute "1" mspdi.element.not_carried
task.hyperlink "2" mspdi.element.not_carried
task.level_assignments "1" mspdi.element.not_carried
task.recurring "1" mspdi.element.not_carried
`)
}

func TestSubprojects(t *testing.T) {
	_, notes := decode(t, file(tasks("<IsSubproject>1</IsSubproject><SubprojectName>sub.mpp</SubprojectName>")))
	same(t, "notes", noted(notes), "task 1.is_subproject \"1\" mspdi.task.subproject_not_read\ntask.subproject_name \"1\" mspdi.element.not_carried\n")
}

func TestCodesAreListedOnce(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range mspdi.Codes() {
		if seen[code] || !strings.HasPrefix(string(code), "mspdi.") {
			t.Errorf("%s is listed twice or has another prefix", code)
		}
		seen[code] = true
	}
	if !seen[mspdi.CodeUnreadable] || !seen[mspdi.CodeMoreNotes] || len(seen) != len(mspdi.Codes()) {
		t.Error("codes are missing")
	}
}
