package xer

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// Project is one of the projects in a file.
type Project struct {
	ID        string // proj_id, for Options.Project
	ShortName string // the code of the project
	Name      string // the name of its root node; the code where it has none
	// Activities is the number of rows of the table TASK.
	Activities int
	// BaselineOf is the id of the project that this is a baseline of, empty if
	// it is none. That project need not be in the file.
	BaselineOf string
}

// Projects returns the projects in the order of the file. Of projects with the
// same id the first counts. The caller owns the slice.
func (d *Document) Projects() []Project {
	m := &mapper{doc: d, options: Options{Tolerant: true, Charset: d.charset}, limits: Limits{}.withDefaults()}
	m.losses.counts = map[finding.Ref]int{}
	var list []Project
	index := map[string]int{}
	m.each("PROJECT", func() {
		id := m.id("proj_id")
		if _, twice := index[id]; id == "" || twice {
			return
		}
		index[id] = len(list)
		code := m.text("proj_short_name")
		list = append(list, Project{ID: id, ShortName: code, Name: code, BaselineOf: m.id("orig_proj_id")})
	})
	project := func(id []byte) *Project {
		i, ok := index[string(id)]
		if !ok {
			i, ok = index[plainID(id)]
		}
		if ok || len(list) == 1 && len(id) == 0 {
			return &list[i]
		}
		return nil
	}
	for i := range d.tables {
		if t := &d.tables[i]; strings.EqualFold(t.name, "TASK") {
			for _, r := range t.rows {
				if p := project(trim(d.cell(t, r, "proj_id"))); p != nil {
					p.Activities++
				}
			}
		}
	}
	m.each("PROJWBS", func() {
		if p := project(m.raw("proj_id")); p != nil && string(m.raw("proj_node_flag")) == "Y" && m.has("wbs_name") {
			p.Name = m.text("wbs_name")
		}
	})
	return list
}

// choose returns the id of the project to read: the one asked for, or the one
// with most activities that is no baseline, the first of equals.
func choose(list []Project, id string) (string, bool) {
	best := -1
	for i, p := range list {
		if id != "" {
			if p.ID == id {
				return id, true
			}
			continue
		}
		if best < 0 || list[best].BaselineOf != "" && p.BaselineOf == "" ||
			(list[best].BaselineOf == "") == (p.BaselineOf == "") && p.Activities > list[best].Activities {
			best = i
		}
	}
	if best < 0 {
		return "", false
	}
	return list[best].ID, true
}

// noteOthers says which projects of the file are not in the plan. Its own
// baselines are.
func (m *mapper) noteOthers() {
	for _, p := range m.all {
		if p.ID != m.project && p.BaselineOf != m.project {
			m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "project", ID: p.ID},
				Value: p.ShortName + ", " + strconv.Itoa(p.Activities) + " activities", Reason: CodeOtherProject})
		}
	}
}
