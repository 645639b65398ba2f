package sales

import (
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Horizon are the stated choices of a forecast. On and Days are required; the
// rest may be left zero.
type Horizon struct {
	On   calendar.Date // day of the forecast: what was recorded later is not read
	Days int           // length of the period forecast, the Days days after On; 1 to 3660

	Windows      int       // how many past periods of that length to learn from; 0: 12, at most 520
	LeastWindows int       // with fewer there is no forecast; 0: 4
	Floor        int       // least number of cases that a chance needs; below 1: 10
	Level        kpi.Value // share of past errors that the interval is to hold, above 0, at most 0.999; zero: 0.8
	Exchange     Exchange  // one rate for all periods, so that a change of rate is not read as sales
}

const (
	mostDays       = 3660
	mostWindows    = 520
	defaultWindows = 12
	defaultLeast   = 4
)

// complete returns the horizon with its defaults, or [ErrHorizon].
func (h Horizon) complete() (Horizon, error) {
	if h.Windows == 0 {
		h.Windows = defaultWindows
	}
	if h.LeastWindows == 0 {
		h.LeastWindows = defaultLeast
	}
	if h.Level.IsZero() {
		h.Level = kpi.Ratio(4, 5, "")
	}
	h.Floor = floorOf(h.Floor)
	switch {
	case h.On.IsZero():
		return h, fmt.Errorf("%w: no day", ErrHorizon)
	case h.Days < 1 || h.Days > mostDays:
		return h, fmt.Errorf("%w: %d days, not 1 to %d", ErrHorizon, h.Days, mostDays)
	case h.Windows < 1 || h.Windows > mostWindows || h.LeastWindows < 1 || h.LeastWindows > h.Windows:
		return h, fmt.Errorf("%w: %d past periods, at least %d, not 1 to %d", ErrHorizon, h.Windows, h.LeastWindows, mostWindows)
	case !h.levelled():
		return h, fmt.Errorf("%w: level %v, not above 0 and at most 0.999", ErrHorizon, h.Level)
	}
	return h, nil
}

func (h Horizon) levelled() bool {
	above, ok1 := h.Level.Cmp(kpi.Int(0, ""))
	below, ok2 := h.Level.Cmp(kpi.Ratio(999, 1000, ""))
	return ok1 && ok2 && above > 0 && below <= 0
}

// start returns the day after which window j begins: window 0 is the period
// forecast, window 1 the one that ends on On, and so on back.
func (h Horizon) start(j int) calendar.Date { return h.On.AddDays(-j * h.Days) }

// rank returns which of n sorted errors is the lower end of the interval,
// counted from 1, its mirror image being the upper end. 0 means that there are
// too few. With exchangeable errors the next one falls between ranks r and
// n + 1 - r with probability (n + 1 - 2r) / (n + 1) at least, so that
// r = floor((n + 1) (1 - level) / 2) holds the level.
func (h Horizon) rank(n int) int {
	share, _ := kpi.Int(1, "").Sub(h.Level).Mul(kpi.Ratio(int64(n+1), 2, "")).Rat()
	return int(new(big.Int).Quo(share.Num(), share.Denom()).Int64())
}

// leastErrors returns the fewest errors that make an interval: those of rank 1.
func (h Horizon) leastErrors() int64 {
	n, _ := kpi.Int(2, "").Div(kpi.Int(1, "").Sub(h.Level)).Rat()
	n = money.Ceiling.Round(n, 0)
	return n.Num().Int64() - 1
}
