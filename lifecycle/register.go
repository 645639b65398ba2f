package lifecycle

// register numbers things that come again and again, from 0 in the order met,
// so that what refers to them is small and holds no pointers. It is immutable
// and shared by states. What has not been met for long may be numbered again.
type register[T comparable] struct {
	list  trail[T]
	spots [registerSpots]numbered[T] // where to look first
}

type numbered[T comparable] struct {
	item T
	next uint32 // 1 + its number; 0: nothing here
}

const registerSpots = 64

// at returns what is to be looked at first, nil where there is nothing.
func (r *register[T]) at(spot uint) *numbered[T] {
	if r == nil || r.spots[spot%registerSpots].next == 0 {
		return nil
	}
	return &r.spots[spot%registerSpots]
}

// number returns the number of the item and the register that holds it, which
// is r itself where the item is known. Spot is anything that tells items apart
// more often than not.
func (r *register[T]) number(item *T, spot uint) (uint32, *register[T]) {
	if r == nil {
		r = &register[T]{}
	}
	n := uint32(r.list.n)
	for known := range r.list.backwards {
		n--
		if *known == *item {
			return n, r
		}
		if uint32(r.list.n)-n == registerSpots {
			break
		}
	}
	next := *r
	next.list = r.list.add(*item)
	next.spots[spot%registerSpots] = numbered[T]{*item, uint32(next.list.n)}
	return uint32(r.list.n), &next
}

// all returns the items by their numbers.
func (r *register[T]) all() []T {
	if r == nil {
		return nil
	}
	return r.list.all()
}

// nameSpot tells names apart by length and last byte.
func nameSpot[T ~string](name T) uint {
	if name == "" {
		return 0
	}
	return uint(len(name))*5 + uint(name[len(name)-1])
}
