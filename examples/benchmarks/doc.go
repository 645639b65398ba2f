// Package benchmarks measures package lifecycle beside two state machines for
// Go on the same phases of a sales project. Run all in one go:
//
//	go test -bench . -benchmem ./benchmarks
//
// What is compared is not the same work. The others check that a trigger is
// permitted in a state, with a guard where there is one, and change the state.
// Decide and Apply weigh six criteria on facts and an approval, say who may take
// the move, freeze what decided in a record, and fold that into a state that
// keeps its history. BenchmarkBare is the part that the others do: a move that
// is checked and taken; here it is kept in a path, too.
//
// BenchmarkReplay folds a history of typed entries, of stored events, and, for
// comparison, one of plain JSON structures by encoding/json with a switch, as
// histories are often kept.
//
// BenchmarkSimulate makes 10,000 trials of a plan of 1,000 activities with
// package risk/sra, beside a loop over the same network that draws from gonum's
// beta distribution, in time of the processor. The loop counts days without a
// calendar and keeps the finish alone.
package benchmarks
