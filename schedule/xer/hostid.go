package xer

import (
	"strconv"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// Ids that are no numbers stand in a user-defined text field of the thing, from
// where they are read back. The label of the field, not its number, says so.
const idLabel = "Milepost id"

// idTables returns the tables whose things may have an id of the host's, in the
// order of the numbers that Encode gives to their fields.
func idTables() [4]string { return [4]string{"TASK", "PROJWBS", "RSRC", "TASKRSRC"} }

// maxID is how long a user-defined text can be in P6.
const maxID = 255

// keepID remembers an id to be written into the field of a table. It reports
// false for one that would not come back.
func (e *encoder) keepID(table, number int, id string) bool {
	_, clean := e.fit(id)
	if id == "" || !clean || utf8.RuneCountInString(id) > maxID || e.idTaken[table][id] {
		return false
	}
	if e.idTaken[table] == nil {
		e.idTaken[table] = map[string]bool{}
	}
	e.idTaken[table][id] = true
	e.ids = append(e.ids, keptID{table, number, id})
	return true
}

// keptID is an id that is written into a field.
type keptID struct {
	table, number int
	id            string
}

// writeIDFields writes the fields for ids that are needed.
func (e *encoder) writeIDFields() {
	if len(e.ids) == 0 {
		return
	}
	e.table("UDFTYPE", "udf_type_id table_name udf_type_name udf_type_label logical_data_type=FT_TEXT super_flag=N indicator_expression summary_indicator_expression")
	for table, name := range idTables() {
		if len(e.idTaken[table]) > 0 {
			e.setInt("udf_type_id", table+1)
			e.set("table_name", name)
			e.set("udf_type_name", "user_field_"+strconv.Itoa(table+1))
			e.set("udf_type_label", idLabel)
			e.end()
		}
	}
}

// writeIDs writes the ids.
func (e *encoder) writeIDs() {
	if len(e.ids) == 0 {
		return
	}
	e.table("UDFVALUE", "udf_type_id fk_id proj_id udf_date udf_number udf_text udf_code_id")
	for _, k := range e.ids {
		e.setInt("udf_type_id", k.table+1)
		e.setInt("fk_id", k.number)
		if idTables()[k.table] != "RSRC" {
			e.setInt("proj_id", projectNumber)
		}
		e.text("udf_text", k.id, maxID, finding.Ref{})
		e.end()
	}
}

// hostIDs reads the ids of the host's and gives them to the things. The rows of
// other user-defined fields are counted.
func (m *mapper) hostIDs() {
	fields := map[string]int{}
	m.each("UDFTYPE", func() {
		for table, name := range idTables() {
			if string(m.raw("udf_type_label")) == idLabel && string(m.raw("table_name")) == name {
				fields[m.id("udf_type_id")] = table
			}
		}
	})
	var ids [4]map[string]string
	m.own("UDFVALUE", func() {
		table, ok := fields[m.id("udf_type_id")]
		if !ok {
			m.losses.counts[finding.Ref{Kind: "table", Field: "udfvalue", ID: string(CodeNotCarried)}]++
			return
		}
		if ids[table] == nil {
			ids[table] = map[string]string{}
		}
		ids[table][m.id("fk_id")] = m.text("udf_text")
	})
	m.renameTasks(ids[0], ids[1])
	m.renameResources(ids[2])
	m.renameAssignments(ids[3])
}

// newIDs returns the ids that things get, given their own ids and the host's.
// Where an id would come twice, the things with an id of the host's keep their
// own.
func (m *mapper) newIDs(kind string, own []string, host func(string) string) []string {
	ids := make([]string, len(own))
	for i, id := range own {
		if ids[i] = host(id); ids[i] == "" {
			ids[i] = id
		}
	}
	for {
		seen, again := make(map[string]int, len(ids)), false
		for i, id := range ids {
			at, twice := seen[id]
			seen[id] = i
			for _, k := range []int{at, i} {
				if twice && ids[k] != own[k] {
					m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: kind, ID: own[k], Field: "id"}, Value: clip([]byte(ids[k])), Reason: CodeDuplicateID})
					ids[k], again = own[k], true
				}
			}
		}
		if !again {
			return ids
		}
	}
}

func (m *mapper) renameTasks(activities, nodes map[string]string) {
	if len(activities)+len(nodes) == 0 {
		return
	}
	p := m.plan
	own, index := make([]string, len(p.Tasks)), make(map[schedule.TaskID]int, len(p.Tasks))
	for i := range p.Tasks {
		own[i] = string(p.Tasks[i].ID)
		index[p.Tasks[i].ID] = i
	}
	ids := m.newIDs("task", own, func(id string) string {
		if number, ok := cutNode(id); ok {
			return nodes[number]
		}
		return activities[id]
	})
	rename := func(id *schedule.TaskID) {
		if i, ok := index[*id]; ok {
			*id = schedule.TaskID(ids[i])
		}
	}
	for i := range p.Tasks {
		rename(&p.Tasks[i].ID)
		rename(&p.Tasks[i].Parent)
	}
	for i := range p.Links {
		rename(&p.Links[i].From)
		rename(&p.Links[i].To)
	}
	for i := range p.Assignments {
		rename(&p.Assignments[i].Task)
	}
	for i := range p.Baselines {
		for k := range p.Baselines[i].Tasks {
			rename(&p.Baselines[i].Tasks[k].ID)
		}
	}
}

func (m *mapper) renameResources(host map[string]string) {
	if len(host) == 0 {
		return
	}
	p := m.plan
	own := make([]string, len(p.Resources))
	for i := range p.Resources {
		own[i] = string(p.Resources[i].ID)
	}
	ids := m.newIDs("resource", own, func(id string) string { return host[id] })
	for i := range p.Assignments {
		if at, ok := m.records.resources[string(p.Assignments[i].Resource)]; ok {
			p.Assignments[i].Resource = schedule.ResourceID(ids[at])
		}
	}
	for i := range p.Resources {
		p.Resources[i].ID = schedule.ResourceID(ids[i])
	}
}

func (m *mapper) renameAssignments(host map[string]string) {
	if len(host) == 0 {
		return
	}
	list := m.plan.Assignments
	own := make([]string, len(list))
	for i := range list {
		own[i] = string(list[i].ID)
	}
	ids := m.newIDs("assignment", own, func(id string) string { return host[id] })
	for i := range list {
		list[i].ID = schedule.AssignmentID(ids[i])
	}
}
