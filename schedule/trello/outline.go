package trello

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// outline puts every task below its parent and the plan's tasks in order.
func (m *mapper) outline() {
	parents := make([]int, len(m.tasks))
	for i := range m.tasks {
		parents[i] = m.parentOf(i)
	}
	m.breakCircles(parents)
	kids := make([][]int, len(m.tasks))
	var roots []int
	for i, p := range parents {
		if p < 0 {
			roots = append(roots, i)
			continue
		}
		kids[p] = append(kids[p], i)
		m.tasks[i].task.Parent = m.tasks[p].task.ID
	}
	slices.SortStableFunc(roots, func(x, y int) int { return cmp.Compare(m.tasks[x].order, m.tasks[y].order) })
	m.plan.Tasks = make([]schedule.Task, 0, len(m.tasks))
	slices.Reverse(roots)
	for stack := roots; len(stack) > 0; {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		m.plan.Tasks = append(m.plan.Tasks, m.tasks[i].task)
		m.plan.Assignments = append(m.plan.Assignments, m.tasks[i].assign...)
		for _, k := range slices.Backward(kids[i]) {
			stack = append(stack, k)
		}
	}
	m.uniqueAssignments()
}

// parentOf returns the parent of a task: the one that its block states, if the
// card still is in the list of that, or else the phase of its list.
func (m *mapper) parentOf(i int) int {
	r := &m.tasks[i]
	if r.parent != "" {
		p, known := m.byID[schedule.TaskID(r.parent)]
		switch {
		case !known:
			m.notes.note(CodeUnknownReference, "task", string(r.task.ID), "parent", r.parent)
		case m.states || r.list < 0 || m.tasks[p].list < 0 || m.tasks[p].list == r.list:
			return p
		default:
			m.notes.note(CodeChangedInTrello, "task", string(r.task.ID), "parent", r.parent)
		}
	}
	if r.list < 0 || m.states || m.roles[r.list] != Phase {
		return -1
	}
	if phase, known := m.aliases["list:"+m.lists[r.list].ID]; known {
		return m.byID[phase]
	}
	return -1
}

// breakCircles moves a task that is its own ancestor to the top level.
func (m *mapper) breakCircles(parents []int) {
	state := make([]uint8, len(parents)) // 1: on the way, 2: in order
	for i := range parents {
		var way []int
		k := i
		for ; k >= 0 && state[k] == 0; k = parents[k] {
			state[k] = 1
			way = append(way, k)
		}
		if k >= 0 && state[k] == 1 {
			m.notes.note(CodeOutline, "task", string(m.tasks[k].task.ID), "parent", m.tasks[k].parent)
			parents[k] = -1
		}
		for _, done := range way {
			state[done] = 2
		}
	}
}

// uniqueAssignments gives assignments whose id is taken one of their own.
func (m *mapper) uniqueAssignments() {
	seen := make(map[schedule.AssignmentID]bool, len(m.plan.Assignments))
	next := map[schedule.AssignmentID]int{}
	for i := range m.plan.Assignments {
		a := &m.plan.Assignments[i]
		for base := assignmentID(a.Task, a.Resource); a.ID == "" || seen[a.ID]; {
			next[base]++
			a.ID = base + schedule.AssignmentID("/"+strconv.Itoa(next[base]+1))
		}
		seen[a.ID] = true
	}
}

// links resolves the predecessors that blocks and fields name.
func (m *mapper) links() {
	for i := range m.tasks {
		to := m.tasks[i].task.ID
		for _, p := range m.tasks[i].after {
			from, known := m.resolve(p.from)
			if !known && !p.link.External {
				m.notes.note(CodeUnknownReference, "task", string(to), "after", p.line)
				continue
			}
			p.link.From, p.link.To = from, to
			m.plan.Links = append(m.plan.Links, p.link)
		}
	}
}

// resolve finds the task that somebody names: by its id, by the id of its card
// or item in Trello, by the short link or the address of the card.
func (m *mapper) resolve(name string) (schedule.TaskID, bool) {
	if _, known := m.byID[schedule.TaskID(name)]; known {
		return schedule.TaskID(name), true
	}
	short := name
	if _, path, is := strings.Cut(name, "trello.com/c/"); is {
		short, _, _ = strings.Cut(path, "/")
	}
	for _, alias := range []string{"card:" + short, "item:" + name} {
		if id, known := m.aliases[alias]; known {
			return id, true
		}
	}
	return schedule.TaskID(name), false
}

// extra counts parts of the file that a plan has no place for.
func (m *mapper) extra(kind, _ string, list []Extra) {
	for _, x := range list {
		if !silent(kind, x.Name) && !emptyJSON(x.JSON) {
			if m.lost == nil {
				m.lost = map[[2]string]int{}
			}
			m.lost[[2]string{kind, x.Name}]++
		}
	}
}

func emptyJSON(text string) bool {
	switch text {
	case "null", `""`, "0", "false", "[]", "{}", `{"emoji":{}}`:
		return true
	}
	if len(text) < 40 && (text[0] == '{' || text[0] == '[') {
		return strings.Trim(text, "{}[] \t\r\n") == ""
	}
	return false
}

// silent reports whether a part of a file is only for Trello's own screens and
// bookkeeping, or a sum of what stands elsewhere.
func silent(kind, name string) bool {
	switch name {
	case "limits", "nodeId", "badges", "url", "shortUrl", "shortLink", "idShort", "idBoard", "idOrganization", "idEnterprise", "email",
		"dateLastActivity", "dateLastView", "ixUpdate", "prefs", "labelNames", "memberships", "premiumFeatures", "enterpriseOwned",
		"idMemberCreator", "creationMethod", "creationMethodError", "creationMethodLoadingStartedAt", "softLimit", "subscribed", "descData",
		"nameData", "idChecklist", "idCard", "initials", "avatarHash", "avatarUrl", "nonPublic", "nonPublicAvailable", "memberType", "confirmed",
		"activityBlocked", "bio", "bioData", "products", "status", "idEnterprisesDeactivated", "idPremOrgsAdmin", "idMemberReferrer", "uses",
		"bytes", "date", "edgeColor", "idMember", "isMalicious", "isUpload", "mimeType", "previews", "pos", "fileName", "datasource", "idTags",
		"idBoardSource", "idModel", "modelType", "fieldGroup", "display", "cover", "idAttachmentCover", "manualCoverAttachment", "originalDesc",
		"originalName", "singleInstrumentationId", "sourceEmail", "dateViewedByCreator", "starred", "pinned", "dueReminder", "fullName",
		"idMembersVoted", "checkItems", "dateLastImpression", "invited", "powerUps", "templateGallery", "isTemplate", "list", "board":
		return true
	}
	return kind == "action"
}

// leftovers notes what of the board the plan has no place for.
func (m *mapper) leftovers() {
	m.extra("board", "", m.board.Extra)
	for i := range m.board.Labels {
		m.extra("label", "", m.board.Labels[i].Extra)
	}
	for i := range m.board.CustomFields {
		m.extra("custom_field", "", m.board.CustomFields[i].Extra)
	}
	m.notes.sum(m.lost)
	m.stray()
}

// sum adds one note for each kind of thing and name of a part.
func (n *noter) sum(counts map[[2]string]int) { n.sumOf(CodeNotCarried, counts) }

func (n *noter) sumOf(reason finding.Code, counts map[[2]string]int) {
	keys := make([][2]string, 0, len(counts))
	for key := range counts {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, key := range keys {
		n.note(reason, key[0], "", key[1], strconv.Itoa(counts[key]))
	}
}

// stray notes comments whose card is not in the file, and the actions that
// only tell the past.
func (m *mapper) stray() {
	cards := make(map[string]bool, len(m.board.Cards))
	for i := range m.board.Cards {
		cards[m.board.Cards[i].ID] = true
	}
	lost := map[[2]string]int{}
	for i := range m.board.Actions {
		a := &m.board.Actions[i]
		comment := a.Type == "commentCard" || a.Type == "copyCommentCard"
		if comment && !cards[a.Card] {
			lost[[2]string{"action", "comments"}]++
		} else if !comment {
			lost[[2]string{"action", "history"}]++
		}
	}
	m.notes.sum(lost)
}
