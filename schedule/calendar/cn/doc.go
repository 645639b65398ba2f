// Package cn holds the statutory days off of the People's Republic of China
// and the weekend days worked to make up for them (调休), 2004 to 2026, as a
// data set with source and version.
//
// A calendar of China needs both: without the make-up workdays a plan loses
// six or seven working days a year.
//
//	def, err := cn.Definition(2025, 2026) // Monday to Friday, 8 hours, with the statutory days
//	if err != nil {
//		return err // *NoDataError: a year has not been announced, or is not covered
//	}
//	china, err := calendar.Compile(def, nil)
//
// [Exceptions] gives the days alone, for a calendar with other hours. [Data]
// gives everything as announced: festivals, days off, make-up days and the
// numbers of the notices.
//
// # Source
//
// The days are transcribed from the yearly notices of the General Office of
// the State Council (国务院办公厅关于部分节假日安排的通知) and the notices that
// amended them: 3 September 2015 (国发明电〔2015〕1号), Labour Day 2019 and
// Spring Festival 2020. Notices are documents of state organs, to which
// copyright does not apply (article 5 of the Copyright Law of the People's
// Republic of China). A test compares every day with an independent data set,
// the one of the npm package chinese-days (MIT), where that is at hand; it is
// not part of this module. They differ in one workday, 31 December 2005, which
// the notice 国办发明电〔2005〕35号 orders and that data set leaves out.
//
// The calendar of a region or a firm may differ: stock exchanges do not trade
// on make-up workdays, autonomous regions have festivals of their own.
//
// Stable: the exported names and the JSON form of [DataSet]. The data grow by a
// year at a time, and a correction changes the version.
//
// All functions are pure and safe for concurrent use.
package cn
