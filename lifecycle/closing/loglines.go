package closing

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/store"
)

// Limits of a log of lines. [WriteLog] and [ReadLog] refuse more.
const (
	MaxLogLines = 1_000_000
	MaxLogLine  = 4 << 20 // bytes of a line
)

// logLine is one event of a history.
type logLine struct {
	Version lifecycle.Version   `json:"version"`
	ID      string              `json:"id"`
	Type    lifecycle.EventType `json:"type"`
	Schema  int                 `json:"schema"`
	At      time.Time           `json:"at"`
	Data    string              `json:"data,omitempty"`
	Bytes   []byte              `json:"data_base64,omitempty"` // instead of Data, where that is no text
	Meta    map[string]string   `json:"meta,omitempty"`
}

// WriteLog writes the history of a project a line an event, each of them JSON,
// as a log keeps it: what is sealed stays sealed, and the data of every event
// is the same to the byte, so that the chain of hashes still holds. The same
// history gives the same bytes. Events come as [lifecycle.Log] loads them.
// Errors are those of the sequence and of the writer, and [ErrTooMany].
func WriteLog(w io.Writer, events iter.Seq2[lifecycle.Recorded, error]) error {
	n := 0
	for e, err := range events {
		if err != nil {
			return err
		}
		line := logLine{Version: e.Version, ID: e.ID, Type: e.Type, Schema: e.Schema, At: e.At.UTC(), Data: string(e.Data), Meta: e.Meta}
		if !utf8.Valid(e.Data) {
			line.Data, line.Bytes = "", e.Data
		}
		text, err := lineOf(line)
		if err != nil {
			return err
		}
		if n++; n > MaxLogLines || len(text) > MaxLogLine {
			return fmt.Errorf("%w: line %d of the log, %d bytes", ErrTooMany, n, len(text))
		}
		if _, err := w.Write(text); err != nil {
			return fmt.Errorf("closing: log: %w", err)
		}
	}
	return nil
}

// lineOf returns the line of an event.
func lineOf(line logLine) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(line); err != nil {
		return nil, fmt.Errorf("closing: log: %w", err)
	}
	return b.Bytes(), nil
}

// ReadLog reads what [WriteLog] writes, to be appended to a log from version 0
// on; an [lifecycle.Engine] on that log then has the state and the history, and
// verifies the chain. Lines that are no events or do not follow each other by
// version are [ErrForm], which says where; more than the limits is
// [ErrTooMany]. The caller owns the events.
func ReadLog(from io.Reader) ([]lifecycle.Event, error) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, MaxLogLine)
	events := []lifecycle.Event{}
	for lines.Scan() {
		line, err := store.ReadJSON[logLine](bytes.NewReader(lines.Bytes()), MaxLogLine)
		n := len(events) + 1
		switch {
		case n > MaxLogLines:
			return nil, fmt.Errorf("%w: %d lines", ErrTooMany, n)
		case err != nil:
			return nil, fmt.Errorf("%w: line %d: %w", ErrForm, n, err)
		case line.Version != lifecycle.Version(n):
			return nil, fmt.Errorf("%w: line %d has version %d", ErrForm, n, line.Version)
		case line.Data != "" && line.Bytes != nil:
			return nil, fmt.Errorf("%w: line %d has data twice", ErrForm, n)
		}
		e := lifecycle.Event{ID: line.ID, Type: line.Type, Schema: line.Schema, At: line.At, Data: []byte(line.Data), Meta: line.Meta}
		if line.Bytes != nil {
			e.Data = line.Bytes
		}
		events = append(events, e)
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("%w: line %d", ErrTooMany, len(events)+1)
	} else if err != nil {
		return nil, fmt.Errorf("closing: log: %w", err)
	}
	return events, nil
}
