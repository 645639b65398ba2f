package closing

import (
	"fmt"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Until returns the last day on which items of the class are kept in an archive
// of a day: the same day so many years later, of 29 February the 28th where
// there is none. It reports false for what is kept for ever, and beyond the
// year 9999.
func (r Retention) Until(archived calendar.Date) (calendar.Date, bool) {
	year, month, day := archived.Civil()
	if archived.IsZero() || r.Years <= 0 || r.Years > 9999-year {
		return calendar.Date{}, false
	}
	if month == time.February && day == 29 && !leap(year+r.Years) {
		day = 28
	}
	last, err := calendar.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year+r.Years, month, day))
	return last, err == nil
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// Expired returns the items that need not be kept any longer on a day, in the
// order of the manifest. Items of a class that the manifest does not have are
// kept. The caller owns the slice; nothing is removed here.
func (m Manifest) Expired(on calendar.Date) []Item {
	var list []Item
	for _, item := range m.Items {
		i := slices.IndexFunc(m.Classes, func(r Retention) bool { return r.ID == item.Retention })
		if i < 0 {
			continue
		}
		if last, ends := m.Classes[i].Until(m.On); ends && last.Before(on) {
			list = append(list, item)
		}
	}
	return list
}

// ArchiveFact returns [lifecycle.FactManifestComplete] for the gate of the
// archive: true when the manifest has nothing that blocks by [Manifest.Check],
// and nothing of what [Verify] found, given as verified, blocks either. A kind
// that is missing with an exception on record does not block, so an incomplete
// archive is refused or excepted, and never silent.
func ArchiveFact(m Manifest, required []Requirement, verified []finding.Finding, at time.Time, source string) lifecycle.Fact {
	sound := !finding.Blocks(m.Check(required)) && !finding.Blocks(verified)
	return lifecycle.Fact{Name: lifecycle.FactManifestComplete, Value: finding.Bool(sound), At: at, Source: source}
}
