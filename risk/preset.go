package risk

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
)

//go:embed presets
var presetFiles embed.FS

// The ids of the matrices that come with the package.
const (
	PresetPMBOK           = "pmbok"            // five by five with products as scores
	PresetNASA            = "nasa"             // five by five with ranks 1 to 25
	PresetDoD             = "dod"              // five by five
	PresetMILSTD882E      = "mil_std_882e"     // five by four
	PresetMILSTD882D      = "mil_std_882d"     // five by four with an index where 1 is the gravest
	PresetASNZS4360       = "as_nzs_4360"      // five by five in four classes
	PresetIllustrative5x5 = "illustrative_5x5" // ours, meets the axioms of [Cox]
	PresetIllustrative3x3 = "illustrative_3x3" // ours, meets the axioms of [Cox]

	PresetISO31000Style   = "iso_31000_style"   // ours, five by five in four classes: the standard has no matrix
	PresetOrangeBookStyle = "orange_book_style" // ours, five by five in red, amber and green: the book has no matrix
)

// Presets lists the ids of the matrices that come with the package. Each says
// in its Source where the cells come from. ISO 31000, IEC 31010 and the Orange
// Book fix no matrix, no levels and no numbers. The two presets in their manner
// are our own illustrations and say so: a project that follows those texts
// starts from one of them and sets its own cells.
func Presets() []string {
	return []string{PresetPMBOK, PresetNASA, PresetDoD, PresetMILSTD882E, PresetMILSTD882D,
		PresetASNZS4360, PresetIllustrative5x5, PresetIllustrative3x3, PresetISO31000Style, PresetOrangeBookStyle}
}

// Preset returns a fresh copy of a matrix that comes with the package. The
// error for another id wraps [ErrNoPreset].
//
// A matrix alone rates by level. [PresetRegister] and [Matrix.Scales] give it
// the scales by which probabilities and amounts find their levels.
func Preset(id string) (Matrix, error) {
	if !slices.Contains(Presets(), id) {
		return Matrix{}, fmt.Errorf("%w: %q", ErrNoPreset, clip(id))
	}
	data, err := presetFiles.ReadFile("presets/" + id + ".json")
	if err != nil {
		return Matrix{}, fmt.Errorf("%w: %w", ErrNoPreset, err)
	}
	var m Matrix
	if err := json.Unmarshal(data, &m); err != nil {
		return Matrix{}, fmt.Errorf("risk: preset %s: %w", id, err)
	}
	return m, nil
}
