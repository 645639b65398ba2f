package money

import "strings"

// The codes of ISO 4217 by the number of digits after the point, each followed
// by one space: table A.1 as published on 2026-01-01 (amendments up to 180),
// without the thirteen codes that have no minor unit (metals, bond units,
// XDR, XSU, XUA, XTS, XXX).
const (
	places0 = "" +
		"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF " +
		"XPF "
	places2 = "" +
		"AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV " +
		"BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP " +
		"CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD " +
		"GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD " +
		"KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR " +
		"MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR " +
		"PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP " +
		"STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU " +
		"UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG "
	places3 = "" +
		"BHD IQD JOD KWD LYD OMR TND "
	places4 = "" +
		"CLF UYW "
	// withdrawn lists codes removed from the table since 2022; all had two
	// digits. They are still read, because old budgets hold them.
	withdrawn = "" +
		"ANG BGN CUC HRK SLL ZWL "
)

// isoPlaces returns the number of digits after the point of an ISO code.
func isoPlaces(code string) (uint8, bool) {
	if len(code) != 3 || strings.Contains(code, " ") {
		return 0, false
	}
	for _, group := range [...]struct {
		codes  string
		places uint8
	}{{places2, 2}, {places0, 0}, {places3, 3}, {places4, 4}, {withdrawn, 2}} {
		if strings.Contains(group.codes, code+" ") {
			return group.places, true
		}
	}
	return 0, false
}
