module github.com/milepost-go/milepost/examples

go 1.26.0

require github.com/milepost-go/milepost v0.0.0-00010101000000-000000000000

require github.com/shopspring/decimal v1.6.0 // indirect

replace github.com/milepost-go/milepost => ../
