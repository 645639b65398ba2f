package schedule

// The rows of the way back: the least of what is pulled, the starts and the
// floats from it.

// before computes the late finishes of a node as the earliest of what is
// pulled, the late starts from them, and the floats by the early finishes.
func before(s *step, float, x, early *lanes, dates []lanes, in []pull) {
	finish, start := &dates[s.finish], &dates[s.start]
	if len(in) > 4 {
		nearest(finish, dates, in[:len(in)-3])
		last := in[len(in)-3:]
		before4(finish, start, float, x, early, finish, &dates[last[0].row], &dates[last[1].row], &dates[last[2].row], 0, last[0].lag, last[1].lag, last[2].lag)
		return
	}
	switch len(in) {
	case 1:
		before1(finish, start, float, x, early, &dates[in[0].row], in[0].lag)
	case 2:
		before2(finish, start, float, x, early, &dates[in[0].row], &dates[in[1].row], in[0].lag, in[1].lag)
	case 3:
		before3(finish, start, float, x, early, &dates[in[0].row], &dates[in[1].row], &dates[in[2].row], in[0].lag, in[1].lag, in[2].lag)
	default:
		before4(finish, start, float, x, early, &dates[in[0].row], &dates[in[1].row], &dates[in[2].row], &dates[in[3].row], in[0].lag, in[1].lag, in[2].lag, in[3].lag)
	}
}

func before1(finish, start, float, x, early, a *lanes, f int32) {
	for l := 0; l < Lanes; l += 2 {
		p, q := a[l]+f, a[l+1]+f
		finish[l], finish[l+1] = p, q
		start[l], start[l+1] = p-x[l], q-x[l+1]
		float[l], float[l+1] = p-early[l], q-early[l+1]
	}
}

func before2(finish, start, float, x, early, a, b *lanes, f, g int32) {
	for l := 0; l < Lanes; l += 2 {
		p, q := min(a[l]+f, b[l]+g), min(a[l+1]+f, b[l+1]+g)
		finish[l], finish[l+1] = p, q
		start[l], start[l+1] = p-x[l], q-x[l+1]
		float[l], float[l+1] = p-early[l], q-early[l+1]
	}
}

func before3(finish, start, float, x, early, a, b, c *lanes, f, g, h int32) {
	for l := 0; l < Lanes; l += 2 {
		p, q := min(a[l]+f, b[l]+g, c[l]+h), min(a[l+1]+f, b[l+1]+g, c[l+1]+h)
		finish[l], finish[l+1] = p, q
		start[l], start[l+1] = p-x[l], q-x[l+1]
		float[l], float[l+1] = p-early[l], q-early[l+1]
	}
}

func before4(finish, start, float, x, early, a, b, c, d *lanes, f, g, h, i int32) {
	for l := 0; l < Lanes; l += 2 {
		p, q := min(a[l]+f, b[l]+g, c[l]+h, d[l]+i), min(a[l+1]+f, b[l+1]+g, c[l+1]+h, d[l+1]+i)
		finish[l], finish[l+1] = p, q
		start[l], start[l+1] = p-x[l], q-x[l+1]
		float[l], float[l+1] = p-early[l], q-early[l+1]
	}
}

// nearest writes the earliest of what is pulled.
func nearest(out *lanes, dates []lanes, in []pull) {
	a, f := &dates[in[0].row], in[0].lag
	for l := range out {
		out[l] = a[l] + f
	}
	for in = in[1:]; len(in) > 1; in = in[2:] {
		b, c, g, h := &dates[in[0].row], &dates[in[1].row], in[0].lag, in[1].lag
		for l := range out {
			out[l] = min(out[l], b[l]+g, c[l]+h)
		}
	}
	if len(in) > 0 {
		b, g := &dates[in[0].row], in[0].lag
		for l := range out {
			out[l] = min(out[l], b[l]+g)
		}
	}
}

// endedBy writes where a node of these lengths finishes that is to start when
// the earliest of what is pulled says.
func endedBy(out, x *lanes, dates []lanes, in []pull) {
	if len(in) == 1 {
		a, f := &dates[in[0].row], in[0].lag
		for l := range out {
			out[l] = a[l] + f + x[l]
		}
		return
	}
	nearest(out, dates, in)
	for l := range out {
		out[l] += x[l]
	}
}
