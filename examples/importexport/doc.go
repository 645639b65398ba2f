// Command importexport reads a plan of whatever tool, says what it found and
// what was lost on the way, computes it, and writes it for another tool.
//
//	go run ./importexport plan.xml
//	go run ./importexport -lang zh-CN -to ics -out dates.ics plan.xer.gz
//	go run ./importexport -to mermaid plan.xml
//	go run ./importexport -zone Asia/Shanghai -start 2026-03-02 -to mspdi -out plan.xml board.json
//
// What a file is, its bytes tell, never its name: Microsoft Project XML,
// Primavera P6 exports, boards of Trello, exports of Asana (CSV and JSON), and
// each of them packed with gzip. Workbooks are recognised and not read. What
// there is a reader for is listed by -h. Files of more than 64 MiB are refused, packed ones by
// what is in them.
//
// It is meant as a pattern for the import page of a host: sniff, decode, show
// the notes to the person, compute, and only then keep the plan.
package main
