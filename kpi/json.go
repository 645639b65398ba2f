package kpi

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/milepost-go/milepost/kpi/money"
)

// valueWire is the JSON form of a Value: a number with a unit or a currency,
// or a reason.
type valueWire struct {
	Value    string         `json:"value,omitempty"`
	Unit     string         `json:"unit,omitempty"`
	Currency money.Currency `json:"currency,omitzero"`
	Unknown  Reason         `json:"unknown,omitempty"`
}

// MarshalJSON writes {"value":"1/3","unit":"h"}, {"value":"12.5",
// "currency":"CNY"} or {"unknown":"no-data"}; numbers are exact texts. The zero
// Value is null. A number of more than 131072 characters gives [ErrNumber].
func (v Value) MarshalJSON() ([]byte, error) {
	if v.IsZero() {
		return []byte("null"), nil
	}
	if v.IsUnknown() {
		return json.Marshal(valueWire{Unknown: v.reason})
	}
	w := valueWire{Value: v.plain(), Unit: v.unit, Currency: v.currency}
	if len(w.Value) > maxText {
		return nil, fmt.Errorf("%w: %d characters", ErrNumber, len(w.Value))
	}
	if _, isMoney := v.Currency(); isMoney {
		w.Unit = ""
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON writes. It refuses other members, a
// value and a reason at once, and a unit beside a currency.
func (v *Value) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*v = Value{}
		return nil
	}
	var w valueWire
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return fmt.Errorf("kpi: value: %w", err)
	}
	read, err := w.read()
	if err == nil {
		*v = read
	}
	return err
}

func (w valueWire) read() (Value, error) {
	isMoney := w.Currency != money.Currency{}
	switch {
	case w.Unknown != "" && w == valueWire{Unknown: w.Unknown}:
		return Unknown(w.Unknown), nil
	case w.Unknown != "" || isMoney && w.Unit != "":
		return Value{}, fmt.Errorf("%w: contradicting members", ErrNumber)
	}
	v, err := Parse(w.Value, w.Unit)
	if err == nil && isMoney {
		v = moneyOf(v.rat, w.Currency)
	}
	return v, err
}
