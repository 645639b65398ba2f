package xer_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/milepost-go/milepost/schedule/xer"
)

// TestWindows1252 goes through all bytes above 0x7F, by the table of the WHATWG
// Encoding Standard without the control characters of its five gaps.
func TestWindows1252(t *testing.T) {
	const upper = "€\x00‚ƒ„…†‡ˆ‰Š‹Œ\x00Ž\x00\x00‘’“”•–—˜™š›œ\x00žŸ" +
		"\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
	b := byte(0x80)
	for _, want := range upper {
		source := file(activities("task_name", "1,x"+string([]byte{b})+"x"))
		plan, notes, err := xer.Options{Charset: xer.Windows1252}.Decode(strings.NewReader(source))
		if err != nil {
			t.Fatal(err)
		}
		name := task(t, plan, "1").Name
		if want == 0 {
			same(t, "undefined byte", name, "x\uFFFDx")
			if !hasNote(notes, ref("task", "1", "task_name"), xer.CodeCharset) {
				t.Errorf("%x: no note", b)
			}
		} else if name != "x"+string(want)+"x" {
			t.Errorf("%x: %q, want %q", b, name, want)
		}
		out, _ := encode(t, plan, xer.Options{Charset: xer.Windows1252})
		if want != 0 && !strings.Contains(string(out), "x"+string([]byte{b})+"x") {
			t.Errorf("%x is not written as it was read", b)
		}
		b++
	}
	same(t, "bytes gone through", b, 0)
}

// The texts are those of other code pages, encoded with Python's codecs.
func TestCharsetsAreFound(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       xer.Charset
	}{
		{"ascii", "Foundations", xer.UTF8},
		{"utf-8", "基坑支护", xer.UTF8},
		{"german", "Gr\xf6\xdfe der Baugrube, \xdcbergabe", xer.Windows1252},
		{"french", "l\x92\xe9t\xe9, \xe0 c\xf4t\xe9: 20\xb0C, 5 m\xb2 \x85", xer.Windows1252},
		{"spanish", "N\xba 5: \xbfd\xf3nde? 1\xaa fase", xer.Windows1252},
		{"sign", "10 \x80 \x96 20 \x80", xer.Windows1252},
		{"gbk", "\xbb\xf9\xbf\xd3\xd6\xa7\xbb\xa4", xer.UnknownCharset},       // 基坑支护
		{"gbk with ascii", "A1 \xbb\xf9\xbf\xd3 B", xer.UnknownCharset},       // 基坑
		{"shift-jis", "\x8a\xee\x91\x62\x8d\x48\x8e\x96", xer.UnknownCharset}, // 基礎工事
		{"big5", "\xb0\xf2\xa6\x61\xa4\x75\xb5\x7b", xer.UnknownCharset},      // 基地工程
		{"russian", "\xd4\xf3\xed\xe4\xe0\xec\xe5\xed\xf2", xer.UnknownCharset},
		{"arabic", "\xcd\xdd\xd1 \xcd\xca\xec \xe3\xe4\xd3\xe6\xc8", xer.UnknownCharset},
		{"polish", "p\xb3yta \xb3awy, uk\xb3adanie \xb3\xb9ki", xer.UnknownCharset},
		{"damaged utf-8", "基坑支护 基坑\xe5\x9f", xer.UTF8},
	} {
		doc := parse(t, file(activities("task_name", "1,"+strings.ReplaceAll(c.text, ",", " "))))
		if doc.Charset() != c.want {
			t.Errorf("%s: %v, want %v", c.name, doc.Charset(), c.want)
		}
	}
}

// TestUnknownCharset: nothing is guessed, and the bytes are shown.
func TestUnknownCharset(t *testing.T) {
	plan, notes := decodeText(t, file(activities("task_name task_code", "1,\xbb\xf9\xbf\xd3 1,A")))
	same(t, "name", task(t, plan, "1").Name, "\uFFFD\uFFFD\uFFFD\uFFFD 1")
	wantNotes(t, notes, `task 1.task_name "bb f9 bf d3 20 31" xer.text.unknown_charset`)
}

// TestCharsetGuess: the guess is told once, and not when the caller knows.
func TestCharsetGuess(t *testing.T) {
	source := file(activities("task_name", "1,M\xfcll", "2,S\xfcd"))
	plan, notes := decodeText(t, source)
	same(t, "name", task(t, plan, "2").Name, "Süd")
	wantNotes(t, notes, `file.charset "windows-1252" xer.text.charset_guessed`)
	_, notes, err := xer.Options{Charset: xer.Windows1252}.Decode(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, notes)
	plan, notes, err = xer.Options{Charset: xer.UTF8}.Decode(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "name in a wrong code page", task(t, plan, "1").Name, "M\uFFFDll")
	wantNotes(t, notes, `task 1.task_name "fc 6c 6c" xer.text.unknown_charset`, `task 2.task_name "fc 64" xer.text.unknown_charset`)
}

// TestCurrencySignsDoNotCount: files of other machines are plain but for the
// signs of currencies, as p6-mdl4d.xer is.
func TestCurrencySignsDoNotCount(t *testing.T) {
	source := file(table("CURRTYPE", "curr_id curr_symbol curr_short_name", "1,\x8d\x8f,EUR"), activities("task_name", "1,Wall"))
	same(t, "charset", parse(t, source).Charset(), "windows-1252")
	_, notes := decodeText(t, source)
	wantNotes(t, notes)
}

func TestUTF16(t *testing.T) {
	const name = "基坑 😀"
	units := utf16.Encode([]rune(file(activities("task_name", "1,"+name))))
	var low, high strings.Builder
	for _, u := range units {
		low.Write([]byte{byte(u), byte(u >> 8)})
		high.Write([]byte{byte(u >> 8), byte(u)})
	}
	for _, source := range []string{"\xff\xfe" + low.String(), "\xfe\xff" + high.String()} {
		plan, notes := decodeText(t, source)
		same(t, "name", task(t, plan, "1").Name, name)
		wantNotes(t, notes)
		same(t, "charset", parse(t, source).Charset(), "utf-16")
	}
}

func TestCharsetNames(t *testing.T) {
	same(t, "names", []xer.Charset{0, 1, 2, 3, 4, 9}, "[auto utf-8 utf-16 windows-1252 unknown ?]")
}
