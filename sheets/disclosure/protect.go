package disclosure

import (
	"container/heap"
	"slices"
)

// protect sees to it that a number withheld cannot be worked out; true if more has to
// be withheld for it.
func (u *universe) protect(n *number) (more bool) {
	if !n.held {
		return false
	}
	for _, steps := range u.steps(n) {
		step := steps[0]
		if n.met[n.n+step] {
			continue
		}
		w := u.any(n, steps)
		for _, do := range []func(*number) bool{(*number).hold, (*number).blur} {
			for far, grown := 1, true; w == nil && grown && far <= furthest; far++ {
				var changed bool
				changed, grown = u.around(n, far, do)
				if more = more || changed; changed {
					w = u.any(n, steps)
				}
			}
		}
		n.met[n.n+step] = true // or nothing is left to withhold
		for ; w != nil && w.number != nil; w = w.before {
			more = more || !w.number.held && w.number.printed
			w.number.held = w.number.held || w.number.printed
			w.number.met[w.number.n+w.by] = true
		}
	}
	return more
}

// steps lead to the values that a reader must not be able to rule out, any of each: of
// one withheld for itself every value under the limit; of any other some value else.
func (u *universe) steps(n *number) (out [][]int) {
	if n.n >= u.limit || n.inside || n.vague || !n.printed {
		if len(n.met) > 0 {
			return nil
		}
		return [][]int{{1, -1}}
	}
	for v := 1; v < u.limit; v++ {
		if v != n.n {
			out = append(out, []int{v - n.n})
		}
	}
	return out
}

// any is the first way in which the number could be another by one of some steps.
func (u *universe) any(n *number, steps []int) *world {
	for _, step := range steps {
		if w := u.otherwise(n, step); w != nil {
			return w
		}
	}
	return nil
}

// may reports whether a reader would have to reckon with a value.
func (u *universe) may(n *number, value int) bool {
	switch {
	case n.n == 0 && !n.inside:
		return value == 0 // printed as it is, and nobody has reason to doubt it
	case !n.printed:
		return value >= 0
	case n.inside && n.vague:
		return value >= 0
	case n.vague:
		return value >= 1
	case n.inside:
		return 0 <= value && value < u.limit
	case n.n < u.limit:
		return 1 <= value && value < u.limit
	}
	return value >= u.limit
}

// world is how the numbers might stand otherwise: one change after another.
type world struct {
	number *number
	by     int
	before *world
	cost   int
	turn   int // the first found goes first among equals
}

func (w *world) change(n *number) (int, bool) {
	for ; w != nil && w.number != nil; w = w.before {
		if w.number == n {
			return w.by, true
		}
	}
	return 0, false
}

// off is by how much a sum does not hold.
func (w *world) off(r *relation) int {
	off := 0
	for x := w; x != nil && x.number != nil; x = x.before {
		for i, n := range r.terms {
			if n == x.number {
				off += r.sign(i) * x.by
			}
		}
	}
	return off
}

// next are the ways to make a sum hold that does not: of all such sums that with the
// fewest ways. whole is true where every sum holds.
func (u *universe) next(w *world) (ways []*world, whole bool) {
	whole = true
	var seen []*relation
	for x := w; x != nil && x.number != nil; x = x.before {
		for _, r := range x.number.at {
			if slices.Contains(seen, r) {
				continue
			}
			seen = append(seen, r)
			off := w.off(r)
			if off == 0 {
				continue
			}
			var some []*world
			for i, n := range r.terms {
				by := -off * r.sign(i)
				if _, changed := w.change(n); !changed && u.may(n, n.n+by) {
					some = append(some, &world{number: n, by: by, before: w, cost: w.cost + n.cost()})
				}
			}
			if len(some) == 0 {
				return nil, false
			}
			if whole || len(some) < len(ways) {
				ways, whole = some, false
			}
		}
	}
	return ways, whole
}

const (
	mostWorlds = 10_000
	heldCost   = 5
)

// otherwise is the cheapest way in which the number could be another and everything
// printed as it is, withholding as little as that takes; nil if there is none.
func (u *universe) otherwise(n *number, step int) *world {
	if !u.may(n, n.n+step) {
		return nil
	}
	turn := 0
	queue := &worlds{{number: n, by: step, before: &world{}}}
	for queue.Len() > 0 && turn < mostWorlds {
		w := heap.Pop(queue).(*world)
		ways, whole := u.next(w)
		if whole {
			return w
		}
		for _, next := range ways {
			turn++
			next.turn = turn
			heap.Push(queue, next)
		}
	}
	return nil
}

// cost is what it takes to let a number be another: least where it is withheld already.
func (n *number) cost() int {
	if n.held || !n.printed {
		return heldCost
	}
	return 10*int(n.worth) + min(n.n, 99)
}

// furthest is how many sums may lie between a number and another that is withheld for
// it, where no single ones are enough.
const furthest = 12

// around does something to everything that so many sums at most lie between the number
// and; changed if that did anything, and more if further off there is more.
func (u *universe) around(n *number, far int, do func(*number) bool) (changed, more bool) {
	seen := map[*number]bool{n: true}
	ring := []*number{n}
	for ; len(ring) > 0; far-- {
		var next []*number
		for _, x := range ring {
			changed = do(x) || changed
			for _, r := range x.at {
				for _, y := range r.terms {
					if !seen[y] {
						seen[y] = true
						next = append(next, y)
					}
				}
			}
		}
		if far == 0 {
			return changed, len(next) > 0
		}
		ring = next
	}
	return changed, false
}

// hold withholds a number for another's sake.
func (n *number) hold() bool {
	if n.held || !n.printed || n.n == 0 {
		return false
	}
	n.held = true
	return true
}

// blur keeps from the reader too whether a number withheld is under the limit, where
// that alone would tell how much it is.
func (n *number) blur() bool {
	n.hold()
	if n.vague || !n.held {
		return false
	}
	n.vague = true
	return true
}

type worlds []*world

func (q worlds) Len() int { return len(q) }
func (q worlds) Less(i, j int) bool {
	if q[i].cost != q[j].cost {
		return q[i].cost < q[j].cost
	}
	return q[i].turn < q[j].turn
}
func (q worlds) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *worlds) Push(x any)   { *q = append(*q, x.(*world)) }
func (q *worlds) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
