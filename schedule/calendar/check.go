package calendar

func check(def Definition) []Fault { return nil }
