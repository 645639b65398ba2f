package mspdi

import (
	"math"
	"strconv"
)

// leftOut is the UID of a thing that is not written.
const leftOut = math.MinInt64

// numbers are the UIDs of the things of one kind.
type numbers struct {
	uid   []int64        // by place in the plan, or leftOut
	index map[string]int // place by id, of those that are written
	used  map[int64]bool
	next  int64
}

// numberAll gives every id a UID: the one that it has in the file already, else
// the id itself where that is a number, else the next ones that are free.
// Things without id, and the second of an id, are left out.
func numberAll(count int, id func(int) string, lowest int64, file map[string]int64, taken map[int64]bool) *numbers {
	n := &numbers{uid: make([]int64, count), index: make(map[string]int, count), used: make(map[int64]bool, count), next: 1}
	for uid := range taken {
		n.use(uid)
	}
	var later []int
	for i := range count {
		key := id(i)
		n.uid[i] = leftOut
		if _, twice := n.index[key]; twice || key == "" {
			continue
		}
		n.index[key] = i
		if uid, known := file[key]; known {
			n.uid[i] = uid
		} else if uid, ok := plainNumber(key, lowest); ok && !taken[uid] {
			n.uid[i] = uid
		} else {
			later = append(later, i)
			continue
		}
		n.use(n.uid[i])
	}
	for _, i := range later {
		n.uid[i] = n.fresh()
	}
	return n
}

func (n *numbers) use(uid int64) {
	n.used[uid] = true
	if uid >= n.next && uid < math.MaxInt32 {
		n.next = uid + 1
	}
}

// fresh returns a UID that nothing has yet.
func (n *numbers) fresh() int64 {
	for n.used[n.next] {
		if n.next++; n.next > math.MaxInt32 {
			n.next = 1
		}
	}
	uid := n.next
	n.use(uid)
	return uid
}

// of returns the UID of an id that is written.
func (n *numbers) of(id string) (int64, bool) {
	i, ok := n.index[id]
	if !ok {
		return leftOut, false
	}
	return n.uid[i], true
}

// place returns the place in the plan of an id that is written.
func (n *numbers) place(id string) (int, bool) {
	i, ok := n.index[id]
	return i, ok
}

// plainNumber reads an id that is a number in its plain form, in the range of
// UIDs.
func plainNumber(id string, lowest int64) (int64, bool) {
	if id == "" || len(id) > 10 || id[0] == '0' && len(id) > 1 || !allDigits([]byte(id)) {
		return 0, false
	}
	n, err := strconv.ParseInt(id, 10, 64)
	return n, err == nil && n >= lowest && n <= math.MaxInt32
}
