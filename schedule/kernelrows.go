package schedule

// What a step does to rows of dates, written out for one to four rows at a
// time: a lane then needs no more than a load, an addition and a comparison
// for each of them, and what the node comes to never leaves the registers.

// after computes the starts of a node as the latest of what is pulled, and the
// finishes from them. It returns the greatest length, as a number without sign.
func after(start, finish, x *lanes, dates []lanes, in []pull) uint32 {
	if len(in) > 4 {
		furthest(start, dates, in[:len(in)-3])
		last := in[len(in)-3:]
		return after4(start, finish, x, start, &dates[last[0].row], &dates[last[1].row], &dates[last[2].row], 0, last[0].lag, last[1].lag, last[2].lag)
	}
	switch len(in) {
	case 1:
		return after1(start, finish, x, &dates[in[0].row], in[0].lag)
	case 2:
		return after2(start, finish, x, &dates[in[0].row], &dates[in[1].row], in[0].lag, in[1].lag)
	case 3:
		return after3(start, finish, x, &dates[in[0].row], &dates[in[1].row], &dates[in[2].row], in[0].lag, in[1].lag, in[2].lag)
	}
	return after4(start, finish, x, &dates[in[0].row], &dates[in[1].row], &dates[in[2].row], &dates[in[3].row], in[0].lag, in[1].lag, in[2].lag, in[3].lag)
}

func after1(start, finish, x, a *lanes, f int32) (most uint32) {
	for l := 0; l < Lanes; l += 4 {
		p, q, r, s := a[l]+f, a[l+1]+f, a[l+2]+f, a[l+3]+f
		start[l], start[l+1], start[l+2], start[l+3] = p, q, r, s
		t, u, v, w := x[l], x[l+1], x[l+2], x[l+3]
		finish[l], finish[l+1], finish[l+2], finish[l+3] = p+t, q+u, r+v, s+w
		most = max(most, uint32(t), uint32(u), uint32(v), uint32(w))
	}
	return most
}

func after2(start, finish, x, a, b *lanes, f, g int32) (most uint32) {
	for l := 0; l < Lanes; l += 4 {
		p, q, r, s := max(a[l]+f, b[l]+g), max(a[l+1]+f, b[l+1]+g), max(a[l+2]+f, b[l+2]+g), max(a[l+3]+f, b[l+3]+g)
		start[l], start[l+1], start[l+2], start[l+3] = p, q, r, s
		t, u, v, w := x[l], x[l+1], x[l+2], x[l+3]
		finish[l], finish[l+1], finish[l+2], finish[l+3] = p+t, q+u, r+v, s+w
		most = max(most, uint32(t), uint32(u), uint32(v), uint32(w))
	}
	return most
}

func after3(start, finish, x, a, b, c *lanes, f, g, h int32) (most uint32) {
	for l := 0; l < Lanes; l += 2 {
		p, q := max(a[l]+f, b[l]+g, c[l]+h), max(a[l+1]+f, b[l+1]+g, c[l+1]+h)
		start[l], start[l+1] = p, q
		t, u := x[l], x[l+1]
		finish[l], finish[l+1] = p+t, q+u
		most = max(most, uint32(t), uint32(u))
	}
	return most
}

func after4(start, finish, x, a, b, c, d *lanes, f, g, h, i int32) (most uint32) {
	for l := 0; l < Lanes; l += 2 {
		p, q := max(a[l]+f, b[l]+g, c[l]+h, d[l]+i), max(a[l+1]+f, b[l+1]+g, c[l+1]+h, d[l+1]+i)
		start[l], start[l+1] = p, q
		t, u := x[l], x[l+1]
		finish[l], finish[l+1] = p+t, q+u
		most = max(most, uint32(t), uint32(u))
	}
	return most
}

// furthest writes the latest of what is pulled.
func furthest(out *lanes, dates []lanes, in []pull) {
	a, f := &dates[in[0].row], in[0].lag
	for l := range out {
		out[l] = a[l] + f
	}
	for in = in[1:]; len(in) > 1; in = in[2:] {
		b, c, g, h := &dates[in[0].row], &dates[in[1].row], in[0].lag, in[1].lag
		for l := range out {
			out[l] = max(out[l], b[l]+g, c[l]+h)
		}
	}
	if len(in) > 0 {
		b, g := &dates[in[0].row], in[0].lag
		for l := range out {
			out[l] = max(out[l], b[l]+g)
		}
	}
}

// begunBy writes where a node of these lengths starts that is to finish when
// the latest of what is pulled says.
func begunBy(out, x *lanes, dates []lanes, in []pull) {
	if len(in) == 1 {
		a, f := &dates[in[0].row], in[0].lag
		for l := range out {
			out[l] = a[l] + f - x[l]
		}
		return
	}
	furthest(out, dates, in)
	for l := range out {
		out[l] -= x[l]
	}
}
