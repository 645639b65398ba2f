package main

import (
	"os"
	"strings"
	"testing"
)

// The first program of the README is this one, so it compiles and runs.
func TestReadmeShowsThisProgram(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "```go\n"+string(program)+"```") {
		t.Error("the README shows another program")
	}
}

func Example() {
	main()
	// Output:
	// offer 2026-03-02T08:00:00 2026-03-03T17:00:00 0s true
	// contract 2026-03-04T08:00:00 2026-03-04T17:00:00 0s true
	// contract starts 2026-03-04T08:00:00 because of link offer asking for 2026-03-03T17:00:00
	//   moved to_working_time to 2026-03-04T08:00:00
	// offer starts 2026-03-02T08:00:00 because of project_start  asking for 2026-03-02T08:00:00
}
