package report

// Ink is a colour by what it stands for. A canvas turns it into the colour of
// the page it draws on, light or dark. The colours tell apart under the common
// kinds of colour blindness, and figures never rely on colour alone.
type Ink uint8

// The inks. InkNone paints nothing.
const (
	InkNone         Ink = iota
	InkText             // words
	InkMuted            // words of less weight
	InkPaper            // the page
	InkPanel            // behind headings and lists
	InkGrid             // fine lines
	InkGridStrong       // lines between parts
	InkShade            // time without work
	InkTask             // bar of a task
	InkTaskEdge         // its outline
	InkTaskDone         // its progress
	InkCritical         // bar of a critical task
	InkCriticalEdge     // its outline
	InkCriticalDone     // its progress
	InkSummary          // bar of a summary, a milestone
	InkBaseline         // what was planned
	InkFloat            // room to move
	InkLink             // arrow between tasks
	InkDataDate         // line of the data date
	InkBlock            // finding that blocks
	InkWarn             // warning
	InkInfo             // note
	InkGood             // as it should be
	inkCount
)

// RGB is a colour of the sRGB space.
type RGB struct{ R, G, B uint8 }

var inkColours = [inkCount][2]uint32{
	InkText:         {0x1f2933, 0xe6e9ee},
	InkMuted:        {0x55606d, 0xa7b1bc},
	InkPaper:        {0xffffff, 0x14181d},
	InkPanel:        {0xf1f4f7, 0x1e242b},
	InkGrid:         {0xdde2e8, 0x2e3640},
	InkGridStrong:   {0xaab4bf, 0x55606d},
	InkShade:        {0xebeff3, 0x1d2329},
	InkTask:         {0x9cc5ea, 0x2c6195},
	InkTaskEdge:     {0x2a679c, 0x86bbe8},
	InkTaskDone:     {0x1c4f7d, 0xc3e0f8},
	InkCritical:     {0xf2a277, 0x94410f},
	InkCriticalEdge: {0x943400, 0xffac82},
	InkCriticalDone: {0x6e2600, 0xffd6c2},
	InkSummary:      {0x2f3843, 0xcfd6de},
	InkBaseline:     {0x9aa3ad, 0x7d8894},
	InkFloat:        {0x6b7683, 0x8f9aa6},
	InkLink:         {0x5d6976, 0x8f9aa6},
	InkDataDate:     {0xa6005f, 0xff70b8},
	InkBlock:        {0xb42318, 0xff8f80},
	InkWarn:         {0x8a5a00, 0xe6b84f},
	InkInfo:         {0x0b5cad, 0x7fbcff},
	InkGood:         {0x1a7037, 0x62d27c},
}

// Inks returns every ink but InkNone, in order. The caller owns the slice.
func Inks() []Ink {
	inks := make([]Ink, 0, inkCount-1)
	for i := InkText; i < inkCount; i++ {
		inks = append(inks, i)
	}
	return inks
}

// Light returns the colour of the ink on a white page. It reports false for
// InkNone and for an ink that does not exist.
func (i Ink) Light() (RGB, bool) { return i.colour(0) }

// Dark returns the colour of the ink on a dark page. It reports false for
// InkNone and for an ink that does not exist.
func (i Ink) Dark() (RGB, bool) { return i.colour(1) }

func (i Ink) colour(page int) (RGB, bool) {
	if i == InkNone || i >= inkCount {
		return RGB{}, false
	}
	c := inkColours[i][page]
	return RGB{uint8(c >> 16), uint8(c >> 8), uint8(c)}, true
}
