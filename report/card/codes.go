package card

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what Zoom would refuse, and of what was shortened for it.
const (
	CodeZoomMissing   finding.Code = "card.zoom.missing"   // something required is not set
	CodeZoomZone      finding.Code = "card.zoom.zone"      // no zone, or one without a name that others know
	CodeZoomPassword  finding.Code = "card.zoom.password"  // too long, or with other characters
	CodeZoomRule      finding.Code = "card.zoom.rule"      // a rule that Zoom cannot say
	CodeZoomShortened finding.Code = "card.zoom.shortened" // a text was cut
)

// Remedies.
const (
	RemedyZoomSet      finding.Code = "card.remedy.set"
	RemedyZoomZone     finding.Code = "card.remedy.named_zone"
	RemedyZoomPassword finding.Code = "card.remedy.shorter_password"
	RemedyZoomSingle   finding.Code = "card.remedy.single_meetings"
)

// Codes returns every code of the package, findings and remedies, in a fixed
// order. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeZoomMissing, CodeZoomZone, CodeZoomPassword, CodeZoomRule, CodeZoomShortened, RemedyZoomSet, RemedyZoomZone, RemedyZoomPassword, RemedyZoomSingle,
	}
}
