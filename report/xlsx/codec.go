package xlsx

import (
	"errors"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// What is read at most.
const (
	MaxBytes   = 32 << 20  // of the file
	MaxContent = 256 << 20 // of what is packed in it
	MaxRows    = 100_000
	MaxColumns = 200
)

// The kinds of error of Decode.
var (
	// ErrForm: this is no workbook, or a broken one.
	ErrForm = errors.New("xlsx: not a workbook")
	// ErrSize: there is more of it than MaxBytes, MaxContent or MaxRows.
	ErrSize = errors.New("xlsx: workbook too large")
	// ErrNoPlan: no sheet holds a plan.
	ErrNoPlan = errors.New("xlsx: no sheet with a plan")
)

// Codec is a [schedule.Codec] for workbooks. The zero Codec refuses dates that
// can be meant in two ways, and writes English headings.
type Codec struct {
	DayFirst   bool // 03/04/2026 is the third of April
	MonthFirst bool // 03/04/2026 is the fourth of March; with DayFirst set too, neither
	Chinese    bool // the headings that Encode writes
	// Start is the project start where no date in the sheet gives one. Without
	// either, the plan has none and does not compute until it is set.
	Start calendar.DateTime
}

var _ schedule.Codec = Codec{}

// Name returns "xlsx".
func (Codec) Name() string { return "xlsx" }

// Decode reads a plan. The notes say of every cell what was not understood,
// guessed or left out. The error is ErrForm, ErrSize, ErrNoPlan, or that of the
// reader.
func (c Codec) Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("xlsx: decode: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, nil, fmt.Errorf("%w: over %d bytes", ErrSize, MaxBytes)
	}
	b, err := openBook(data)
	if err != nil {
		return nil, nil, err
	}
	return c.plan(b)
}

// plan looks for the first sheet that holds a plan.
func (c Codec) plan(b *book) (*schedule.Plan, []schedule.LossNote, error) {
	if err := b.readBeside(); err != nil {
		return nil, nil, err
	}
	for _, part := range b.sheets {
		s, err := readSheet(b, part)
		if err != nil {
			return nil, nil, err
		}
		for _, shape := range []func(*sheet, Codec) *reading{tableReading, gridReading} {
			if r := shape(s, c); r != nil {
				return r.finish()
			}
		}
	}
	return nil, nil, ErrNoPlan
}

func errTooMany(of string) error { return fmt.Errorf("%w: over %d %s", ErrSize, maxLinks, of) }
