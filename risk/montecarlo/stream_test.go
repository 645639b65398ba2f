package montecarlo

import (
	"fmt"
	"math"
	"testing"
)

// TestStreamIsWyrand compares with the first numbers of wyrand from the seeds 0
// to 9 that its C implementation gives, as the tests of the Rust crate wyhash
// print them.
func TestStreamIsWyrand(t *testing.T) {
	want := []uint64{0x111cb3a78f59a58e, 0xcdef1695e1f8ed2c, 0xa4eed0248024f5f6, 0x3e99a772750dcbe, 0xfae94589c79d2703,
		0xac19123cacd229cc, 0xb18dc4f431e3006, 0xe21b87e1e24a18c1, 0x591b413082f6638b, 0x35d5241efb19a892}
	for seed, w := range want {
		var out [Lanes]uint32
		draw(uint64(seed), 0, &out)
		if got := uint64(out[0])<<32 | uint64(out[1]); got != w {
			t.Errorf("from %d comes %#x, want %#x", seed, got, w)
		}
	}
}

// TestMixIsSplitMix64 compares with the published sequence of SplitMix64
// from the seed 1234567 (as printed with the reference code by S. Vigna).
func TestMixIsSplitMix64(t *testing.T) {
	z := uint64(1234567)
	for i, w := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		z += golden
		if got := mix(z); got != w {
			t.Errorf("number %d is %d, want %d", i, got, w)
		}
	}
}

// TestDrawIsRandomAccess: the numbers of a trial are the same however one gets
// to it.
func TestDrawIsRandomAccess(t *testing.T) {
	var all [64 * Lanes]uint32
	for at := 0; at < len(all); at += Lanes {
		draw(99, at, (*[Lanes]uint32)(all[at:]))
	}
	var out [Lanes]uint32
	for at := len(all) - Lanes; at >= 0; at -= 3 * Lanes {
		draw(99, at, &out)
		if out != [Lanes]uint32(all[at:at+Lanes]) {
			t.Fatalf("trial %d differs", at)
		}
	}
}

// TestStreamsAreEvenAndApart: chi-square of 256 boxes on 2^20 numbers, and the
// correlation of neighbouring streams, for several keys. The bounds are five
// standard deviations.
func TestStreamsAreEvenAndApart(t *testing.T) {
	const n = 1 << 18
	var before [n]uint32
	for s := range 6 {
		k := key(uint64(s/2), fmt.Sprint("task", s%2), "sample")
		var boxes [256]float64
		var dot float64
		var out [Lanes]uint32
		for at := 0; at < n; at += Lanes {
			draw(k, at, &out)
			for l, u := range out {
				boxes[u>>24]++
				dot += (float64(u)/points - 0.5) * (float64(before[at+l])/points - 0.5) * 12
				before[at+l] = u
			}
		}
		chi := 0.0
		for _, b := range boxes {
			chi += (b - n/256) * (b - n/256) / (n / 256)
		}
		if math.Abs(chi-255) > 5*math.Sqrt(2*255) {
			t.Errorf("stream %d: chi-square %.1f of 255", s, chi)
		}
		if s > 0 && math.Abs(dot)/math.Sqrt(n) > 5 {
			t.Errorf("streams %d and %d hang together: %.4f", s-1, s, dot/n)
		}
	}
}

// TestNumbersAreApart: pairs of numbers of one stream and of neighbouring ones
// fill 64 by 64 boxes evenly, by their highest bits and by the next ones. The
// bound is five standard deviations of chi-square.
func TestNumbersAreApart(t *testing.T) {
	const n, side = 1 << 19, 64
	for _, shift := range []int{26, 20, 14} {
		var within, across, between [side][side]float64
		a, b := key(3, "a", "sample"), key(3, "b", "sample")
		var x, y [Lanes]uint32
		for at := 0; at < n; at += Lanes {
			draw(a, at, &x)
			draw(b, at, &y)
			for l := 0; l < Lanes; l += 2 {
				p, q, r := x[l]>>shift%side, x[l+1]>>shift%side, y[l]>>shift%side
				within[p][q]++
				between[p][r]++
				across[q][x[(l+2)%Lanes]>>shift%side]++
			}
		}
		for name, boxes := range map[string][side][side]float64{"one step": within, "two steps": across, "two streams": between} {
			chi, mean := 0.0, float64(n)/2/side/side
			for i := range boxes {
				for _, c := range boxes[i] {
					chi += (c - mean) * (c - mean) / mean
				}
			}
			if free := float64(side*side - 1); math.Abs(chi-free) > 5*math.Sqrt(2*free) {
				t.Errorf("%s, bits from %d: chi-square %.0f of %.0f", name, shift, chi, free)
			}
		}
	}
}

func TestKeysDiffer(t *testing.T) {
	seen := map[uint64]string{}
	for seed := range uint64(30) {
		for i := range 200 {
			for _, purpose := range []string{"sample", "order"} {
				name := fmt.Sprint(seed, " ", i, purpose)
				k := key(seed, fmt.Sprint(i), purpose)
				if other, ok := seen[k]; ok {
					t.Fatalf("%s and %s have one key", name, other)
				}
				seen[k] = name
			}
		}
	}
}

// TestPermutations: each holds every number once, and every place gets every
// number about equally often.
func TestPermutations(t *testing.T) {
	const n, rounds = 8, 40_000
	var seen [n][n]float64
	out := make([]uint16, n)
	for r := range uint64(rounds) {
		permutation(mix(r), out)
		var once [n]bool
		for at, v := range out {
			if once[v] {
				t.Fatalf("%d twice in %v", v, out)
			}
			once[v] = true
			seen[at][v]++
		}
	}
	for at := range seen {
		for v, c := range seen[at] {
			if math.Abs(c-rounds/n) > 5*math.Sqrt(rounds/n) {
				t.Errorf("%d at place %d: %v times of %d", v, at, c, rounds/n)
			}
		}
	}
}
