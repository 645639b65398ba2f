package schedule_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// fill gives every field of v a value that is not zero, so that a field which
// a JSON form forgets is noticed.
func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	amount, err := money.Parse("7.50", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case v.Type() == reflect.TypeFor[money.Amount]():
		v.Set(reflect.ValueOf(amount))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if !v.Field(i).CanSet() { // a value type that guards its fields
				v.Set(reflect.Zero(v.Type()))
				return
			}
			fill(t, v.Field(i))
		}
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i))
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(t, v.Index(0))
	case v.Kind() == reflect.String:
		v.SetString("x")
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(86400 * 800_000)
		if v.Int() != 86400*800_000 {
			v.SetInt(2)
		}
	case v.CanUint():
		v.SetUint(1)
	default:
		t.Fatalf("no value for %v", v.Type())
	}
}

// Every field of what an edit carries survives its JSON form.
func TestEditsCarryEveryField(t *testing.T) {
	var task schedule.Task
	fill(t, reflect.ValueOf(&task).Elem())
	var link schedule.Link
	fill(t, reflect.ValueOf(&link).Elem())
	var assignment schedule.Assignment
	fill(t, reflect.ValueOf(&assignment).Elem())
	var resource schedule.Resource
	fill(t, reflect.ValueOf(&resource).Elem())
	for _, edit := range []schedule.Edit{
		{Kind: schedule.EditAddResource, NewResource: resource},
		{Kind: schedule.EditAddTask, NewTask: task}, {Kind: schedule.EditAddLink, Link: link}, {Kind: schedule.EditAddAssignment, NewAssignment: assignment},
	} {
		data, err := json.Marshal(edit)
		if err != nil {
			t.Fatal(err)
		}
		var back schedule.Edit
		if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(edit, back) {
			t.Errorf("%s: %v\n%+v\n%+v", edit.Kind, err, edit, back)
		}
	}
}

// Every field of a plan survives its JSON form.
func TestPlanCarriesEveryField(t *testing.T) {
	var plan, back schedule.Plan
	fill(t, reflect.ValueOf(&plan).Elem())
	plan.Calendars[0].Times = calendar.Standard() // working times that can be
	data, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(plan, back) {
		t.Errorf("%v\n%+v\n%+v", err, plan, back)
	}
}

// A clone shares nothing with the plan: changing every slice of it leaves the
// plan as it was.
func TestCloneSharesNothing(t *testing.T) {
	var plan schedule.Plan
	fill(t, reflect.ValueOf(&plan).Elem())
	before, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	clone := plan.Clone()
	wipe(reflect.ValueOf(clone).Elem())
	after, err := json.Marshal(plan)
	if err != nil || string(before) != string(after) {
		t.Error("the clone shares memory with the plan")
	}
}

// wipe zeroes everything that a value reaches, through its slices.
func wipe(v reflect.Value) {
	switch {
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			wipe(v.Index(i))
		}
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			wipe(v.Index(i))
		}
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[money.Amount]():
		for i := range v.NumField() {
			wipe(v.Field(i))
		}
	case v.CanSet():
		v.SetZero()
	}
}
