package lifecycle

// register numbers things that come again and again, from 0 in the order met,
// so that what refers to them is small and holds no pointers. It is immutable
// and shared by states. What has not been met for long may be numbered again.
type register[T comparable] struct {
	list   trail[T]
	recent []T                  // the last of the list, up to registerRecent
	first  uint32               // the number of the first of them
	spots  [registerSpots]uint8 // where to look first: 1 + index in recent; 0: nowhere
}

const (
	registerRecent = 64
	registerSpots  = 32
)

// at returns what is to be looked at first with its number, nil where there is
// nothing. Spot is anything that tells items apart more often than not.
func (r *register[T]) at(spot uint) (*T, uint32) {
	if r == nil || r.spots[spot%registerSpots] == 0 {
		return nil, 0
	}
	i := uint32(r.spots[spot%registerSpots]) - 1
	return &r.recent[i], r.first + i
}

// number returns the number of the item and the register that holds it, which
// is r itself where the item is known.
func (r *register[T]) number(item *T, spot uint) (uint32, *register[T]) {
	var next register[T]
	if r != nil {
		for i := range r.recent {
			if r.recent[i] == *item {
				return r.first + uint32(i), r
			}
		}
		next = *r
	}
	if len(next.recent) == registerRecent {
		next.first, next.recent, next.spots = uint32(next.list.n), nil, [registerSpots]uint8{}
	}
	number := uint32(next.list.n)
	next.list = next.list.add(*item)
	recent := make([]T, len(next.recent)+1)
	copy(recent, next.recent)
	recent[len(recent)-1] = *item
	next.recent, next.spots[spot%registerSpots] = recent, uint8(len(recent))
	return number, &next
}

// all returns the items by their numbers.
func (r *register[T]) all() []T {
	if r == nil {
		return nil
	}
	return r.list.all()
}

// registerOf returns the register of the items.
func registerOf[T comparable](items []T) *register[T] {
	r := &register[T]{list: trailOf(items)}
	r.first = uint32(r.list.n)
	return r
}

// nameSpot tells names apart by length and last byte.
func nameSpot[T ~string](name T) uint {
	if name == "" {
		return 0
	}
	return uint(len(name))*5 + uint(name[len(name)-1])
}
