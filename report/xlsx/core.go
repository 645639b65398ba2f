package xlsx

import "github.com/milepost-go/milepost/report"

// coreProperties is the part of a workbook that says what it is called. It is
// written here and not by excelize because its form of it, without the usual
// prefix, is one that some readers refuse. The times are fixed: nothing here
// knows the time.
func coreProperties(title string, lang report.Lang) []byte {
	const moment = `xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:`
	part := []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	part = appendXML(part, shorten(report.CleanLine(title), 255))
	part = append(part, `</dc:title><dc:creator>Milepost</dc:creator><dc:language>`...)
	part = appendXML(part, report.CleanLine(lang.Tag()))
	return append(part, `</dc:language><dcterms:created `+moment+`created><dcterms:modified `+moment+`modified></cp:coreProperties>`...)
}
