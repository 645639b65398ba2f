package money_test

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/shopspring/decimal"
)

func ExampleSplit() {
	budget, err := money.Parse("100000.00", "CNY")
	if err != nil {
		fmt.Println(err)
		return
	}
	parts, err := money.Split(budget, []int64{480, 960, 1920}) // by planned minutes
	fmt.Println(parts, err)
	sum, err := money.Sum(parts)
	fmt.Println(sum, err)
	// Output:
	// [14285.71 CNY 28571.43 CNY 57142.86 CNY] <nil>
	// 100000.00 CNY <nil>
}

func ExampleSpread() {
	fee, err := money.Parse("-100", "JPY")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(money.Spread(fee, 3))
	// Output: [-34 JPY -33 JPY -33 JPY] <nil>
}

func ExampleAmount_Add() {
	euros, _ := money.Parse("10", "EUR")
	dollars, _ := money.Parse("10", "USD")
	_, err := euros.Add(dollars)
	fmt.Println(err)
	fmt.Println(errors.Is(err, money.ErrMismatch))
	// Output:
	// money: different currencies: EUR and USD
	// true
}

func ExampleAmount_MulRat() {
	price, _ := money.Parse("100", "EUR")
	third := big.NewRat(1, 3)
	for _, mode := range []money.Rounding{money.HalfEven, money.Up} {
		part, err := price.MulRat(third, mode)
		fmt.Println(mode, part, err)
	}
	// Output:
	// half-even 33.33 EUR <nil>
	// up 33.34 EUR <nil>
}

func ExampleRates_Convert() {
	eur, _ := money.Lookup("EUR")
	cny, _ := money.Lookup("CNY")
	rates, err := money.NewRates([]money.Rate{
		{From: eur, To: cny, On: "2026-01-05", Factor: decimal.RequireFromString("7.80")},
		{From: eur, To: cny, On: "2026-02-02", Factor: decimal.RequireFromString("7.95")},
	}, money.RateOptions{Rounding: money.HalfUp})
	if err != nil {
		fmt.Println(err)
		return
	}
	licence, _ := money.Parse("1200", "EUR")
	fmt.Println(rates.Convert(licence, cny, "2026-01-31"))
	_, err = rates.Convert(licence, cny, "2025-12-31")
	fmt.Println(err)
	// Output:
	// 9360.00 CNY <nil>
	// money: missing rate: EUR to CNY on 2025-12-31
}

func ExampleNewCurrency() {
	points, err := money.NewCurrency("POINT", 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	bonus, _ := money.Minor(250, points)
	fmt.Println(bonus)
	_, err = money.NewCurrency("JPY", 2)
	fmt.Println(err)
	// Output:
	// 250 POINT
	// money: no such currency: ISO 4217 gives JPY 0 digits after the point, not 2
}
