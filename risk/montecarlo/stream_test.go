package montecarlo

import (
	"fmt"
	"math"
	"testing"
)

// TestStreamIsSplitMix64 compares with the published sequence of SplitMix64
// from the seed 1234567 (as printed with the reference code by S. Vigna).
func TestStreamIsSplitMix64(t *testing.T) {
	want := []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821}
	var out [Lanes]uint32
	draw(1234567, 0, &out)
	for i, w := range want {
		if got := uint64(out[2*i])<<32 | uint64(out[2*i+1]); got != w {
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
