package closing

import (
	"fmt"
	"io"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
)

// The JSON forms of a record and of a memory.
const (
	RecordFormat = "milepost.closing/1"
	MemoryFormat = "milepost.memory/1"
)

// MaxEntries is the number of entries that each list of a record or a memory
// may have.
const MaxEntries = 100_000

// Memory is what an organisation remembers of its projects, so that the next
// one begins where they ended. It is a plain value, kept by the host as one
// document.
type Memory struct {
	Lessons      []Lesson      `json:"lessons,omitempty"`
	Offers       []Offer       `json:"offers,omitempty"`
	Improvements []Improvement `json:"improvements,omitempty"`
	Closed       []Closed      `json:"closed,omitempty"`
}

// Check returns, sorted, what [CheckOffers] finds, what is wrong with lessons
// and improvements by [CheckLessons] and [CheckImprovements] on the day of the
// latest of them, and offers of lessons that the memory does not hold.
func (m Memory) Check() []finding.Finding {
	found := append(CheckLessons(m.Lessons), CheckOffers(m.Offers)...)
	known := map[string]bool{}
	for _, l := range m.Lessons {
		known[l.ID] = true
	}
	for _, o := range m.Offers {
		if o.Lesson != "" && !known[o.Lesson] {
			found = append(found, finding.Finding{Code: CodeNoSuchLesson, Subject: finding.Ref{Kind: "offer", ID: o.Lesson, Field: "lesson"}, Remedy: RemedyNameLesson})
		}
	}
	latest := Improvement{}
	for _, i := range m.Improvements {
		if i.Raised.After(latest.Raised) {
			latest = i
		}
	}
	found = append(found, CheckImprovements(m.Improvements, latest.Raised)...)
	finding.Sort(found)
	return found
}

// recordFile and memoryFile are the JSON forms.
type recordFile struct {
	Format string `json:"format"`
	Record
}

type memoryFile struct {
	Format string `json:"format"`
	Memory
}

// EncodeRecord writes what a project leaves behind as JSON: indented, the same
// bytes for the same record. Errors are those of the writer, and [ErrTooMany].
func EncodeRecord(w io.Writer, r Record) error {
	if err := r.withinLimits(); err != nil {
		return err
	}
	return formError("encode", store.WriteJSON(w, MaxBytes, recordFile{RecordFormat, r}))
}

// DecodeRecord reads what [EncodeRecord] writes, as strictly as [Decode]. It
// does not judge the record: that is what [Record.Check] is for.
func DecodeRecord(from io.Reader) (Record, error) {
	f, err := store.ReadJSON[recordFile](from, MaxBytes)
	if err != nil {
		return Record{}, formError("decode", err)
	}
	if f.Format != RecordFormat {
		return Record{}, fmt.Errorf("%w: format %.40q, want %q", ErrForm, f.Format, RecordFormat)
	}
	return f.Record, f.Record.withinLimits()
}

func (r Record) withinLimits() error {
	return withinLimit(len(r.Outcome.Goals), len(r.Figures), len(r.Problems), len(r.Lessons))
}

func withinLimit(counts ...int) error {
	for _, n := range counts {
		if n > MaxEntries {
			return fmt.Errorf("%w: %d entries", ErrTooMany, n)
		}
	}
	return nil
}

// EncodeMemory writes a memory as JSON: indented, the same bytes for the same
// memory. Errors are those of the writer, and [ErrTooMany].
func EncodeMemory(w io.Writer, m Memory) error {
	if err := m.withinLimits(); err != nil {
		return err
	}
	return formError("encode", store.WriteJSON(w, MaxBytes, memoryFile{MemoryFormat, m}))
}

// DecodeMemory reads what [EncodeMemory] writes, as strictly as [Decode]. It
// does not judge the memory: that is what [Memory.Check] is for.
func DecodeMemory(from io.Reader) (Memory, error) {
	f, err := store.ReadJSON[memoryFile](from, MaxBytes)
	if err != nil {
		return Memory{}, formError("decode", err)
	}
	if f.Format != MemoryFormat {
		return Memory{}, fmt.Errorf("%w: format %.40q, want %q", ErrForm, f.Format, MemoryFormat)
	}
	return f.Memory, f.Memory.withinLimits()
}

func (m Memory) withinLimits() error {
	return withinLimit(len(m.Lessons), len(m.Offers), len(m.Improvements), len(m.Closed))
}
