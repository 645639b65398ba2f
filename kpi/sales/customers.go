package sales

import "github.com/milepost-go/milepost/kpi"

// Acquisition holds what it cost to win new customers. A field left zero is
// unknown (missing-input).
type Acquisition struct {
	Spend        kpi.Value `json:"spend"`         // sales and marketing, an amount
	NewCustomers kpi.Value `json:"new_customers"` // a pure number
}

// CAC returns the customer acquisition cost, spend / new customers. Without new
// customers it is unknown (zero-denominator).
func (a Acquisition) CAC() kpi.Value { return a.Spend.Div(a.NewCustomers) }

// Figures returns the cost with its trace. The caller owns the slices.
func (a Acquisition) Figures() []kpi.Figure {
	return []kpi.Figure{figure(keyCAC, a.CAC(), a.Spend, a.NewCustomers)}
}

// Retention holds how many of the customers of the start of a period were lost
// in it. New ones are not counted. A field left zero is unknown
// (missing-input).
type Retention struct {
	Start kpi.Value `json:"start"` // customers at the start
	Lost  kpi.Value `json:"lost"`  // of those
}

// Churn returns lost / start. Without customers at the start it is unknown
// (zero-denominator).
func (r Retention) Churn() kpi.Value { return r.Lost.Div(r.Start) }

// Rate returns 1 - churn.
func (r Retention) Rate() kpi.Value { return kpi.Int(1, "").Sub(r.Churn()) }

// Figures returns churn and retention with their traces. The caller owns the
// slices.
func (r Retention) Figures() []kpi.Figure {
	return []kpi.Figure{
		figure(keyChurn, r.Churn(), r.Lost, r.Start),
		figure(keyRetention, r.Rate(), r.Lost, r.Start),
	}
}

// Delivery holds how many deliveries of a period came on time. A field left
// zero is unknown (missing-input).
type Delivery struct {
	OnTime    kpi.Value `json:"on_time"`
	Delivered kpi.Value `json:"delivered"` // late ones included
}

// Rate returns on time / delivered. With nothing delivered it is unknown
// (zero-denominator).
func (d Delivery) Rate() kpi.Value { return d.OnTime.Div(d.Delivered) }

// Figures returns the rate with its trace. The caller owns the slices.
func (d Delivery) Figures() []kpi.Figure {
	return []kpi.Figure{figure(keyOnTime, d.Rate(), d.OnTime, d.Delivered)}
}
