package money

import "testing"

func BenchmarkSum1M(b *testing.B) {
	c := currency(b, "CNY")
	list := make([]Amount, 1_000_000)
	for i := range list {
		a, err := Minor(int64(i), c)
		if err != nil {
			b.Fatal(err)
		}
		list[i] = a
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Sum(list); err != nil {
			b.Fatal(err)
		}
	}
}
