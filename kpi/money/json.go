package money

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/shopspring/decimal"
)

// amountWire is the JSON form of an Amount.
type amountWire struct {
	Amount   string   `json:"amount"`
	Currency Currency `json:"currency"`
}

// MarshalJSON writes {"amount":"12.50","currency":"CNY"}, the number as a
// text. The zero Amount is null. A currency outside ISO 4217 carries its digits
// after the point: "POINT/0".
func (a Amount) MarshalJSON() ([]byte, error) {
	if a == (Amount{}) {
		return []byte("null"), nil
	}
	return json.Marshal(amountWire{a.Text(), a.currency})
}

// UnmarshalJSON reads what MarshalJSON writes. It refuses other members, a
// number that is not a text, and every text that [Parse] refuses.
func (a *Amount) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*a = Amount{}
		return nil
	}
	var w amountWire
	if err := decodeStrict(data, &w); err != nil {
		return fmt.Errorf("money: amount: %w", err)
	}
	if w.Currency == (Currency{}) {
		return fmt.Errorf("%w: an amount needs one", ErrCurrency)
	}
	read, err := ParseIn(w.Amount, w.Currency)
	if err == nil {
		*a = read
	}
	return err
}

// rateWire is the JSON form of a Rate.
type rateWire struct {
	From   Currency `json:"from"`
	To     Currency `json:"to"`
	On     Date     `json:"on"`
	Factor string   `json:"factor"`
}

// MarshalJSON writes {"from":"EUR","to":"CNY","on":"2026-03-02",
// "factor":"7.85"}. It refuses what [NewRates] refuses.
func (r Rate) MarshalJSON() ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	return json.Marshal(rateWire{r.From, r.To, r.On, r.Factor.String()})
}

// UnmarshalJSON reads what MarshalJSON writes, as strictly as it writes.
func (r *Rate) UnmarshalJSON(data []byte) error {
	var w rateWire
	if err := decodeStrict(data, &w); err != nil {
		return fmt.Errorf("money: rate: %w", err)
	}
	n, err := readUnits(w.Factor)
	if err != nil {
		return err
	}
	read := Rate{w.From, w.To, w.On, decimal.NewFromBigInt(n, -finePlaces)}
	if err := read.check(); err != nil {
		return err
	}
	*r = read
	return nil
}

// decodeStrict reads one JSON value without unknown members.
func decodeStrict[T any](data []byte, into *T) error {
	const most = 4096
	if len(data) > most {
		return fmt.Errorf("%w: %d bytes", ErrRange, len(data))
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}
