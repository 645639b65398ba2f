package montecarlo

import (
	"encoding/binary"
	"hash/fnv"
	"math/bits"
)

// Every input has a stream of its own: a wyrand sequence (Wang Yi, wyhash final
// version 3, public domain; one multiplication for two numbers of 32 bits) that
// begins at a key made of the seed and the input's id.
// The number of a trial is computed from the key and the trial alone, so it is
// the same whichever worker asks, in whatever order, and whether or not other
// inputs exist.

// StreamVersion says what the numbers drawn for a seed are: the same as long as
// it stays. Version 2 draws by wyrand and from tables of 512 lines.
const StreamVersion = 2

const (
	stride = 0xa0761d6478bd642f // from one step of a stream to the next
	twist  = 0xe7037ed1a0b428db
	golden = 0x9E3779B97F4A7C15 // the same for what only mix is asked for
)

// step returns the number of a step of a stream.
func step(z uint64) uint64 {
	hi, lo := bits.Mul64(z, z^twist)
	return hi ^ lo
}

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// key returns where the stream of an input begins for one purpose.
func key(seed uint64, id, purpose string) uint64 {
	h := fnv.New64a()
	var head [8]byte
	binary.LittleEndian.PutUint64(head[:], seed)
	h.Write(head[:])
	h.Write([]byte(purpose))
	h.Write([]byte{0})
	h.Write([]byte(id))
	return mix(mix(h.Sum64()+golden) ^ mix(seed))
}

// draw writes the numbers of sixteen trials, the first of which is a multiple
// of sixteen: two from each step of the stream.
func draw(key uint64, trial int, out *[Lanes]uint32) {
	z := key + uint64(trial/2)*stride
	for l := 0; l < Lanes; l += 2 {
		z += stride
		u := step(z)
		out[l], out[l+1] = uint32(u>>32), uint32(u)
	}
}

// permutation writes a random order of the numbers from 0 to len(out)-1, the
// same for the same key (Fisher and Yates).
func permutation(key uint64, out []uint16) {
	for i := range out {
		out[i] = uint16(i)
	}
	for i := len(out) - 1; i > 0; i-- {
		key += golden
		k := below(key, uint32(i+1))
		out[i], out[k] = out[k], out[i]
	}
}

// below returns a number below n. With n below 2^16 none of them is more likely
// than another by more than one part in 2^48.
func below(state uint64, n uint32) uint32 {
	return uint32((mix(state) >> 16) * uint64(n) >> 48)
}
