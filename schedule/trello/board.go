package trello

// Board is what a file of Trello holds: a whole board, or the parts of one
// that an answer of the API or the export of a card has. The order of the
// slices is that of the file; what counts in Trello is Pos. Times are texts as
// they stand in the file (instants in UTC), empty where there is none.
type Board struct {
	ID, Name, Desc string
	Closed         bool
	Lists          []List
	Cards          []Card
	Labels         []Label
	Checklists     []Checklist
	Members        []Member
	CustomFields   []CustomField
	Actions        []Action // the newest 1,000 at most, as Trello exports them
	Extra          []Extra
}

// Extra is a part of the file that this package does not know: its name and
// its value as JSON. It is written back where it stood.
type Extra struct{ Name, JSON string }

// List is a column of the board.
type List struct {
	ID, Name string
	Closed   bool // archived
	Pos      float64
	Extra    []Extra
}

// Card is a card. Members, Labels and Checklists are ids.
type Card struct {
	ID, Name, Desc, List string
	Closed               bool // archived
	Pos                  float64
	Start, Due           string
	DueComplete          bool
	DateCompleted        string
	Members, Labels      []string
	Checklists           []string
	Attachments          []Attachment
	Fields               []FieldItem
	States               []string // ids of the check items that are complete, in files before 2016
	Extra                []Extra
}

// Label is a coloured mark. Color is empty or one of Trello's thirty.
type Label struct {
	ID, Name, Color string
	Extra           []Extra
}

// Checklist is a list of small steps on a card.
type Checklist struct {
	ID, Name, Card string
	Pos            float64
	Items          []CheckItem
	Extra          []Extra
}

// CheckItem is one step of a checklist.
type CheckItem struct {
	ID, Name    string
	Complete    bool
	Pos         float64
	Due, Member string
	Extra       []Extra
}

// Member is a person of the board, or one who left it and is known from
// actions only.
type Member struct {
	ID, Name, Username string
	Left               bool
	Extra              []Extra
}

// CustomField is a field that the board adds to its cards. Type is text,
// number, date, checkbox or list.
type CustomField struct {
	ID, Name, Type string
	Pos            float64
	Options        []FieldOption
	Extra          []Extra
}

// FieldOption is a choice of a list field.
type FieldOption struct{ ID, Text string }

// FieldItem is the value of a custom field on a card: Kind is text, number,
// date or checked; of a list field Option is the id of the choice.
type FieldItem struct{ ID, Field, Kind, Value, Option string }

// Attachment is a file or an address on a card. The file itself is never read.
type Attachment struct {
	ID, Name, URL string
	Extra         []Extra
}

// Action is something that happened on the board. JSON is all of it.
type Action struct {
	ID, Type, Date, Member string
	Card                   string
	ListAfter              string // list to which the card went or in which it was made
	Text                   string // of a comment
	JSON                   string
}

// Shape says what kind of file a document was read from.
type Shape uint8

// The shapes.
const (
	BoardShape     Shape = iota // a board, exported or answered by the API
	CardShape                   // one card
	CardList                    // cards, as the API answers
	ListList                    // lists
	ChecklistShape              // one checklist
	ChecklistList               // checklists
	ActionList                  // actions
	FieldList                   // custom fields
	MemberList                  // members
	LabelList                   // labels
	EventShape                  // the message of a webhook: a board and one action
)

// String returns a short name such as "board" or "cards".
func (s Shape) String() string {
	names := []string{"board", "card", "cards", "lists", "checklist", "checklists", "actions", "customFields", "members", "labels", "event"}
	if int(s) < len(names) {
		return names[s]
	}
	return "?"
}
