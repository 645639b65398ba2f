package evm

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/store"
)

// Format names the JSON form that [Encode] writes and [Decode] reads.
const Format = "milepost.evm/1"

// Limits of a record. [Encode] and [Decode] refuse more with [ErrTooMany].
const (
	MaxBytes    = 32 << 20 // bytes of the JSON form
	MaxStages   = 1_000    // baselines
	MaxStatuses = 100_000  // of all stages together
	MaxText     = 256      // bytes of a name, a unit, a reason
)

// Kinds of error of [Encode] and [Decode].
var (
	// ErrForm: the data is no record of the form this package reads.
	ErrForm = errors.New("evm: not a record")
	// ErrTooMany: a limit on counts or sizes was passed.
	ErrTooMany = errors.New("evm: limit passed")
)

// file is the JSON form of a record.
type file struct {
	Format string  `json:"format"`
	Stages []Stage `json:"stages"`
}

// Encode writes the record as JSON: indented, the same bytes for the same
// record, exact numbers as texts. Errors are those of the writer, that of a
// number too long to be written, [ErrForm] for a text that is not UTF-8, and
// [ErrTooMany] for a record that [Decode] would refuse for its size.
func Encode(w io.Writer, r Record) error {
	stages := r.Stages()
	if err := withinLimits(stages); err != nil {
		return err
	}
	return formError("encode", store.WriteJSON(w, MaxBytes, file{Format, stages}))
}

// Decode reads what [Encode] writes. It is strict: unknown members, members
// given twice, null as an item of a list, numbers that are no texts, anything
// after the record and another format are [ErrForm]; more than the limits is
// [ErrTooMany]. A record that could not have come about by [NewRecord],
// [Record.Measured] and [Record.Rebaseline] is [ErrRecord]: the error joins all
// that is wrong, each with its place.
func Decode(from io.Reader) (Record, error) {
	f, err := store.ReadJSON[file](from, MaxBytes)
	if err != nil {
		return Record{}, formError("decode", err)
	}
	if f.Format != Format {
		return Record{}, fmt.Errorf("%w: format %.40q, want %q", ErrForm, f.Format, Format)
	}
	if err := withinLimits(f.Stages); err != nil {
		return Record{}, err
	}
	if err := checkStages(f.Stages); err != nil {
		return Record{}, err
	}
	return recordOf(f.Stages), nil
}

// MarshalJSON writes what [Encode] writes, so that a record can be part of
// another document.
func (r Record) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := Encode(&b, r)
	return b.Bytes(), err
}

// UnmarshalJSON reads what [Decode] reads, as strictly; null is the zero Record.
func (r *Record) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*r = Record{}
		return nil
	}
	read, err := Decode(bytes.NewReader(data))
	if err == nil {
		*r = read
	}
	return err
}

// formError says in words of this package what is wrong with the JSON form.
func formError(op string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, store.ErrTooLarge):
		return fmt.Errorf("%w: %w", ErrTooMany, err)
	case errors.Is(err, store.ErrForm):
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	return fmt.Errorf("evm: %s: %w", op, err)
}

// withinLimits returns the first limit that the stages pass.
func withinLimits(stages []Stage) error {
	if len(stages) > MaxStages {
		return fmt.Errorf("%w: %d stages, at most %d", ErrTooMany, len(stages), MaxStages)
	}
	var texts []string
	statuses := 0
	for _, s := range stages {
		if statuses += len(s.Statuses); statuses > MaxStatuses {
			return fmt.Errorf("%w: more than %d statuses", ErrTooMany, MaxStatuses)
		}
		texts = append(texts, s.texts()...)
	}
	for _, text := range texts {
		if len(text) > MaxText {
			return fmt.Errorf("%w: text of %d bytes, at most %d", ErrTooMany, len(text), MaxText)
		}
		if !utf8.ValidString(text) {
			return fmt.Errorf("%w: the text %.40q is not UTF-8", ErrForm, text)
		}
	}
	return nil
}

// texts returns all texts of the stage.
func (s Stage) texts() []string {
	list := []string{s.Baseline}
	figures := s.Statuses
	if s.Change != nil {
		c := s.Change
		figures = append([]Status{c.Before, c.After, {BAC: c.RemainingBefore, PV: c.OverTarget}}, figures...)
	}
	for _, f := range figures {
		for _, v := range []kpi.Value{f.BAC, f.PV, f.EV, f.AC} {
			list = append(list, v.Unit(), string(v.Reason()))
		}
	}
	return list
}
