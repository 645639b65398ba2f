package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestPropertiesHaveTheirPrefix holds that plans and templates, too, write the
// properties of the workbook with the usual prefix: a reader such as exceljs
// refuses them without, as "Unexpected xml node".
func TestPropertiesHaveTheirPrefix(t *testing.T) {
	plan := &schedule.Plan{Name: "A <b> & \"c\"", Start: calendar.DateOf(2026, 3, 2).At(0)}
	for name, write := range map[string]func(io.Writer) error{
		"plan": func(w io.Writer) error { _, err := Codec{Chinese: true}.Encode(w, plan); return err }, "template": Template{}.Write,
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		a, err := openArchive(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		var text strings.Builder
		if err := a.walk(corePart, func(e event) error {
			if e.begin {
				names = append(names, e.name)
			}
			text.Write(e.text)
			return nil
		}); err != nil || !slices.Equal(names, []string{"coreProperties", "title", "creator", "language", "created", "modified"}) {
			t.Errorf("%s: %q %v", name, names, err)
		}
		if name == "plan" && (!strings.Contains(text.String(), plan.Name) || !strings.Contains(text.String(), "zh-CN")) {
			t.Errorf("%s", text.String())
		}
		content, err := a.parts[strings.ToLower(corePart)].Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(content)
		if err != nil || !bytes.Contains(raw, []byte("<cp:coreProperties ")) {
			t.Errorf("%s: %s %v", name, raw, err)
		}
	}
}

// TestElementsAreCounted holds that empty elements, of which a small file packs
// very many, come to an end before the bytes do.
func TestElementsAreCounted(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create("xl/part.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("<a>" + strings.Repeat("<c/>", 99) + "</a>")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := openArchive(b.Bytes())
	if err != nil || a.more != maxElements {
		t.Fatal(a, err)
	}
	none := func(event) error { return nil }
	a.more = 199
	if err := a.walk("xl/part.xml", none); err != nil || a.more != 99 {
		t.Errorf("%v, %d left", err, a.more)
	}
	if err := a.walk("xl/part.xml", none); !errors.Is(err, ErrSize) {
		t.Errorf("a second time: %v", err)
	}
}
