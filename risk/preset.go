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
)

// Presets lists the ids of the matrices that come with the package. Each says
// in its Source where the cells come from. ISO 31000, IEC 31010 and the Orange
// Book fix no matrix: a project that follows them starts from an illustrative
// preset and sets its own cells.
func Presets() []string {
	return []string{PresetPMBOK, PresetNASA, PresetDoD, PresetMILSTD882E, PresetMILSTD882D,
		PresetASNZS4360, PresetIllustrative5x5, PresetIllustrative3x3}
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
