package lifecycle

import (
	"reflect"
	"strconv"
	"strings"
)

// personalTag marks the fields of commands and bodies that hold personal text,
// names and whatever people write freely, as "text". What a field marked
// "inline" holds, has the places that it would have beside it. The reason of an
// entry is personal without a tag.
const personalTag = "personal"

// personal puts in place of every personal text of the entry what f returns
// for it and its place, such as "reason" or "document.title". Texts that are
// empty are left out. The body is copied before it is written to.
func (e *Entry) personal(f func(at, text string) string) {
	e.eachPersonal(func(at, text string) string {
		if text == "" {
			return ""
		}
		return f(at, text)
	})
}

// eachPersonal is personal with texts that are empty.
func (e *Entry) eachPersonal(f func(at, text string) string) {
	e.Reason = f("reason", e.Reason)
	v := reflect.ValueOf(e.Body)
	if v.Kind() != reflect.Struct || !holdsPersonal(v.Type()) {
		return
	}
	fresh := reflect.New(v.Type()).Elem()
	fresh.Set(v)
	eachPersonal(fresh, "", f)
	if body, ok := fresh.Interface().(Body); ok {
		e.Body = body
	}
}

// withoutPersonal returns the command with its personal texts left out, and
// these by their places.
func withoutPersonal(cmd Command) (Command, map[string]string) {
	texts := map[string]string{}
	v := reflect.ValueOf(cmd)
	if v.Kind() != reflect.Struct {
		return cmd, texts
	}
	fresh := reflect.New(v.Type()).Elem()
	fresh.Set(v)
	eachPersonal(fresh, "", func(at, text string) string {
		if text != "" {
			texts[at] = text
		}
		return ""
	})
	if without, ok := fresh.Interface().(Command); ok {
		cmd = without
	}
	return cmd, texts
}

// holdsPersonal reports whether a field of the type, or of one in it, is marked.
func holdsPersonal(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer:
		return holdsPersonal(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			field := t.Field(i)
			if field.IsExported() && (field.Tag.Get(personalTag) != "" || holdsPersonal(field.Type)) {
				return true
			}
		}
	}
	return false
}

// eachPersonal goes through the marked fields of a structure that may be
// written to. Slices are copied before they are.
func eachPersonal(v reflect.Value, at string, f func(at, text string) string) {
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		within := at + name + "."
		if field.Anonymous || field.Tag.Get(personalTag) == "inline" {
			within = at
		}
		switch {
		case !field.IsExported():
		case field.Tag.Get(personalTag) != "" && value.Kind() == reflect.String:
			value.SetString(f(at+name, value.String()))
		case !holdsPersonal(field.Type):
		case value.Kind() == reflect.Struct:
			eachPersonal(value, within, f)
		case value.Kind() == reflect.Pointer && !value.IsNil() && value.Elem().Kind() == reflect.Struct:
			fresh := reflect.New(field.Type.Elem())
			fresh.Elem().Set(value.Elem())
			eachPersonal(fresh.Elem(), within, f)
			value.Set(fresh)
		case value.Kind() == reflect.Slice && value.Type().Elem().Kind() == reflect.Struct:
			fresh := reflect.MakeSlice(value.Type(), value.Len(), value.Len())
			reflect.Copy(fresh, value)
			for k := range fresh.Len() {
				eachPersonal(fresh.Index(k), within+strconv.Itoa(k)+".", f)
			}
			value.Set(fresh)
		}
	}
}

// eachText puts in place of every text in the structure what f returns for it.
// Slices are copied before they are written to; what fields that are not
// exported hold, is left as it is.
func eachText(v reflect.Value, f func(string) string) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() && v.Len() > len(sealedMark) {
			v.SetString(f(v.String()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachText(v.Field(i), f)
			}
		}
	case reflect.Pointer:
		if v.IsNil() || v.Elem().Kind() != reflect.Struct {
			return
		}
		fresh := reflect.New(v.Type().Elem())
		fresh.Elem().Set(v.Elem())
		eachText(fresh.Elem(), f)
		v.Set(fresh)
	case reflect.Slice:
		if kind := v.Type().Elem().Kind(); v.IsNil() || kind != reflect.Struct && kind != reflect.String && kind != reflect.Pointer {
			return
		}
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		for k := range fresh.Len() {
			eachText(fresh.Index(k), f)
		}
		v.Set(fresh)
	}
}
