module github.com/milepost-go/milepost/report/pdf

go 1.26.0

require (
	codeberg.org/go-pdf/fpdf v0.12.0
	github.com/milepost-go/milepost v0.0.0-00010101000000-000000000000
	golang.org/x/image v0.47.0
)

require (
	github.com/shopspring/decimal v1.6.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	gonum.org/v1/gonum v0.17.0 // indirect
)

replace github.com/milepost-go/milepost => ../..
