package xlsx

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/schedule"
)

// projectSheet writes what belongs to the plan as a whole, a label and a value
// in each row.
func (s *planWriter) projectSheet() {
	name := s.word(projectSheets[0], projectSheets[1])
	if _, err := s.book.NewSheet(name); err != nil {
		s.try(err)
		return
	}
	if !holds(s.plan.Name) {
		s.note("plan", "", "name", s.plan.Name)
	}
	from := s.word("start", "开始")
	if s.plan.Rules.From == schedule.FromFinish {
		from = s.word("finish", "完成")
	}
	values := [...]any{
		projectName: s.plan.Name, projectStart: s.moment(s.plan.Start), projectFinish: s.moment(s.plan.Finish), mustFinish: s.moment(s.plan.MustFinish),
		dataDate: s.moment(s.plan.DataDate), scheduleFrom: from,
	}
	out, err := s.book.NewStreamWriter(name)
	if err != nil {
		s.try(err)
		return
	}
	s.try(out.SetColWidth(1, 1, 22))
	s.try(out.SetColWidth(2, 2, 44))
	s.try(out.SetColStyle(2, 2, s.date))
	if s.template {
		s.choose(name, "B"+strconv.Itoa(int(scheduleFrom)+1), s.word("start", "开始"), s.word("finish", "完成"))
	}
	for f, value := range values {
		label := excelize.Cell{StyleID: s.label, Value: s.word(pairs[f][0], pairs[f][1])}
		s.try(out.SetRow("A"+strconv.Itoa(f+1), []any{label, value}))
	}
	s.try(out.Flush())
}

// resourceSheet writes the resources, a row for each.
func (s *planWriter) resourceSheet() {
	name := s.word(resourceSheets[0], resourceSheets[1])
	if _, err := s.book.NewSheet(name); err != nil {
		s.try(err)
		return
	}
	var head []string
	for _, names := range resourceColumns {
		head = append(head, s.word(names[0], names[1]))
	}
	out := s.sheet(name, []float64{16, 30, 12, 12, 20, 30}, head, 0, 0, 0, s.share)
	if out == nil {
		return
	}
	if s.template {
		s.choose(name, "C2:C"+strconv.Itoa(templateRows+1), s.word(kindNames[0].en, kindNames[0].zh), s.word(kindNames[1].en, kindNames[1].zh), s.word(kindNames[2].en, kindNames[2].zh))
	}
	for i := range s.plan.Resources {
		s.try(out.SetRow("A"+strconv.Itoa(i+2), s.resourceRow(&s.plan.Resources[i])))
	}
	s.try(out.Flush())
}

// choose lets cells take only these values.
func (s *planWriter) choose(sheet, cells string, values ...string) {
	v := excelize.NewDataValidation(true)
	v.Sqref = cells
	s.try(v.SetDropList(values))
	s.try(s.book.AddDataValidation(sheet, v))
}

func (s *planWriter) resourceRow(r *schedule.Resource) []any {
	for _, x := range []struct{ field, text string }{{"id", string(r.ID)}, {"name", r.Name}, {"group", r.Group}, {"email", r.Email}} {
		if !holds(x.text) || x.field == "id" && len(x.text) > maxID {
			s.note("resource", string(r.ID), x.field, x.text)
		}
	}
	kind := kindNames[0]
	if int(r.Kind) < len(kindNames) {
		kind = kindNames[r.Kind]
	}
	most := any(nil)
	if r.Max != 0 {
		most = excelize.Cell{StyleID: s.share, Value: float64(r.Max) / float64(schedule.FullUnit)}
	}
	return []any{string(r.ID), r.Name, s.word(kind.en, kind.zh), most, r.Group, r.Email}
}
