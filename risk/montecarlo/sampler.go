package montecarlo

import "math/bits"

// Sampler draws the values of a model's inputs, a block of trials after the
// other. It belongs to one goroutine.
type Sampler struct {
	model   *Model
	block   int
	columns [][Block]uint32
	order   [Block]uint16
	scratch *scratch
}

// NewSampler returns a sampler, which is at no block yet.
func (m *Model) NewSampler() *Sampler {
	n := 0
	for i := range m.inputs {
		n = max(n, int(m.inputs[i].column)+1)
	}
	s := &Sampler{model: m, block: -1, columns: make([][Block]uint32, n)}
	if len(m.groups) > 0 {
		s.scratch = newScratch(m.groups)
	}
	return s
}

// Start goes to a block of trials: block b holds the trials from b*Block to
// (b+1)*Block-1. Blocks may be visited in any order.
func (s *Sampler) Start(block int) {
	s.block = block
	for i := range s.model.inputs {
		in := &s.model.inputs[i]
		if in.column < 0 {
			continue
		}
		column := &s.columns[in.column]
		for at := 0; at < Block; at += Lanes {
			draw(in.key, block*Block+at, (*[Lanes]uint32)(column[at:]))
		}
		if s.model.options.Latin {
			s.stratify(in.key, column)
		}
	}
	for g := range s.model.groups {
		s.scratch.arrange(&s.model.groups[g], s.model, s.columns)
	}
}

// stratify puts each trial of the column into a stratum of its own.
func (s *Sampler) stratify(key uint64, column *[Block]uint32) {
	permutation(mix(key+uint64(s.block)), s.order[:])
	for i, stratum := range s.order {
		column[i] = uint32(stratum)<<22 | column[i]>>10
	}
}

// Uniform writes what the sixteen trials from at*Lanes of the block have drawn
// for an input: numbers evenly spread over all of 32 bits. Events happen where
// they lie below 2^32 times their probability.
func (s *Sampler) Uniform(input, at int, out *[Lanes]uint32) {
	in := &s.model.inputs[input]
	if in.column >= 0 {
		*out = [Lanes]uint32(s.columns[in.column][at*Lanes : (at+1)*Lanes])
		return
	}
	draw(in.key, s.block*Block+at*Lanes, out)
}

// Values writes the values of an input in the sixteen trials from at*Lanes of
// the block.
func (s *Sampler) Values(input, at int, out *[Lanes]int64) {
	var u [Lanes]uint32
	s.Uniform(input, at, &u)
	in := &s.model.inputs[input]
	if in.steps != nil {
		for l := range out {
			out[l] = min(max(in.steps.of(u[l]), in.least), in.most)
		}
		return
	}
	t := s.model.tables[in.table]
	for l := range out {
		hi, lo := bits.Mul64(uint64(t.of(u[l])), uint64(in.width))
		lo, carry := bits.Add64(lo, half, 0)
		out[l] = min(max(in.low+int64((hi+carry)<<34|lo>>30), in.least), in.most)
	}
}

// Small does the same for an input whose values lie between -2^31 and 2^31-1;
// what lies beyond is cut to them. It is the fast way.
func (s *Sampler) Small(input, at int, out *[Lanes]int32) {
	in := &s.model.inputs[input]
	if in.lines != nil {
		in.lines.draw(in.key+uint64(s.block*Block+at*Lanes)/2*stride, in.low, in.width, out)
		return
	}
	if !in.small {
		var values [Lanes]int64
		s.Values(input, at, &values)
		for l := range out {
			out[l] = int32(min(max(values[l], -1<<31), 1<<31-1))
		}
		return
	}
	t := s.model.tables[in.table]
	if in.column < 0 {
		t.draw(in.key+uint64(s.block*Block+at*Lanes)/2*stride, in.low, in.width, out)
	} else {
		column := s.columns[in.column][at*Lanes : (at+1)*Lanes]
		for l := range out {
			out[l] = int32(in.low + (in.width*t.of(column[l])+half)>>30)
		}
	}
	if in.bounded {
		least, most := int32(max(in.least, -1<<31)), int32(min(in.most, 1<<31-1))
		for l := range out {
			out[l] = min(max(out[l], least), most)
		}
	}
}
