package scheduletest_test

import (
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const day = 480

func handCases() []handCase {
	return []handCase{
		{"links of all types, automatic: the late finish before a late start of 08:00 is 17:00", linkPairs("2014-10-17", false), []row{
			{"1", "2014-10-17T08:00, 2014-10-17T17:00", "2014-10-31T08:00, 2014-10-31T17:00", 4800, 0},
			{"2", "2014-10-20T08:00, 2014-10-20T17:00", "2014-11-03T08:00, 2014-11-03T17:00", 4800, 4800},
			{"3", "2014-10-17T08:00, 2014-10-17T17:00", "2014-10-30T08:00, 2014-10-30T17:00", 4320, 0},
			{"4", "2014-10-21T08:00, 2014-10-21T17:00", "2014-11-03T08:00, 2014-11-03T17:00", 4320, 4320},
			{"9", "2014-10-17T08:00, 2014-10-17T17:00", "2014-10-17T08:00, 2014-10-17T17:00", 0, 0},
			{"10", "2014-11-03T08:00, 2014-11-03T17:00", "2014-11-03T08:00, 2014-11-03T17:00", 0, 0},
			{"11", "2014-10-17T08:00, 2014-10-17T17:00", "2014-10-31T08:00, 2014-10-31T17:00", 4800, 0},
			{"12", "2014-10-20T08:00, 2014-10-20T17:00", "2014-11-03T08:00, 2014-11-03T17:00", 4800, 4800},
			{"13", "2014-10-17T08:00, 2014-10-17T17:00", "2014-10-30T08:00, 2014-10-30T17:00", 4320, 0},
			{"14", "2014-10-21T08:00, 2014-10-21T17:00", "2014-11-03T08:00, 2014-11-03T17:00", 4320, 4320},
			{"15", "2014-10-17T08:00, 2014-10-17T17:00", "2014-10-30T08:00, 2014-10-30T17:00", 4320, 0},
			{"16", "2014-10-21T08:00, 2014-10-21T17:00", "2014-11-03T08:00, 2014-11-03T17:00", 4320, 4320},
		}},
		{"the same by hand: late finishes as the successor says, links from the start bound nothing", linkPairs("2018-10-18", true), []row{
			{"1", "2018-10-18T08:00, 2018-10-18T17:00", "2018-11-01T08:00, 2018-11-02T08:00", 4800, 0},
			{"2", "2018-10-19T08:00, 2018-10-19T17:00", "2018-11-02T08:00, 2018-11-02T17:00", 4800, 4800},
			{"3", "2018-10-18T08:00, 2018-10-18T17:00", "2018-10-31T08:00, 2018-11-01T08:00", 4320, 0},
			{"9", "2018-10-18T08:00, 2018-10-18T17:00", "2018-10-18T08:00, 2018-10-19T08:00", 0, 0},
			{"11", "2018-10-18T08:00, 2018-10-18T17:00", "2018-11-02T08:00, 2018-11-02T17:00", 5280, 0},
			{"13", "2018-10-18T08:00, 2018-10-18T17:00", "2018-11-02T08:00, 2018-11-02T17:00", 5280, 0},
			{"15", "2018-10-18T08:00, 2018-10-18T17:00", "2018-10-31T08:00, 2018-11-01T08:00", 4320, 0},
		}},
		{"a finish linked to a start keeps its instant", plan("2006-09-21T08:00",
			[]schedule.Task{task("1", day), task("2", day), task("3", day), task("4", day), task("5", day)},
			fs("1", "2"), link("2", "3", schedule.StartToStart, day), link("3", "4", schedule.FinishToFinish, 0), link("4", "5", schedule.StartToFinish, 0)), []row{
			{"2", "2006-09-22T08:00, 2006-09-22T17:00", "2006-09-22T08:00, 2006-09-22T17:00", 0, 0},
			{"3", "2006-09-25T08:00, 2006-09-25T17:00", "2006-09-25T08:00, 2006-09-25T17:00", 0, 0},
			{"4", "2006-09-25T08:00, 2006-09-25T17:00", "2006-09-25T08:00, 2006-09-25T17:00", 0, 0},
			{"5", "2006-09-22T08:00, 2006-09-25T08:00", "2006-09-25T08:00, 2006-09-25T17:00", 480, 480},
		}},
		{"elapsed durations and their float in clock time", plan("2009-03-25T08:00",
			[]schedule.Task{task("3", day), task("5", 9600), task("8", 1440, elapsed), task("9", 10080, elapsed), task("10", 43200, elapsed)}), []row{
			{"3", "2009-03-25T08:00, 2009-03-25T17:00", "2009-04-23T08:00, 2009-04-23T17:00", 21 * day, 21 * day},
			{"5", "2009-03-25T08:00, 2009-04-21T17:00", "2009-03-27T08:00, 2009-04-23T17:00", 960, 960},
			{"8", "2009-03-25T08:00, 2009-03-26T08:00", "2009-04-23T08:00, 2009-04-24T08:00", 29 * 1440, 29 * 1440},
			{"9", "2009-03-25T08:00, 2009-04-01T08:00", "2009-04-17T08:00, 2009-04-24T08:00", 33120, 33120},
			{"10", "2009-03-25T08:00, 2009-04-24T08:00", "2009-03-25T08:00, 2009-04-24T08:00", 0, 0},
		}},
		{"leads of 75 and 50 percent of 15 days", plan("2013-02-11T08:00",
			[]schedule.Task{task("29", 7200), task("30", 7200), task("59", 7200)}, percentLag("29", "30", -75), percentLag("29", "59", -50)), []row{
			{"29", "2013-02-11T08:00, 2013-03-01T17:00", "2013-02-11T08:00, 2013-03-01T17:00", 0, 0},
			{"30", "2013-02-14T15:00, 2013-03-07T15:00", "2013-02-20T13:00, 2013-03-13T12:00", 3*day + 360, 3*day + 360},
			{"59", "2013-02-20T13:00, 2013-03-13T12:00", "2013-02-20T13:00, 2013-03-13T12:00", 0, 0},
		}},
		{"a finish that must be kept, later and earlier than the links allow", mustFinish(), []row{
			{"7", "2006-04-17T08:00, 2006-04-21T17:00", "2006-04-14T08:00, 2006-04-20T17:00", -480, 0},
			{"8", "2006-04-24T08:00, 2006-04-28T17:00", "2006-04-21T08:00, 2006-04-27T17:00", -480, 0},
			{"9", "2006-05-01T08:00, 2006-05-05T17:00", "2006-04-28T08:00, 2006-05-04T17:00", -480, 0},
			{"10", "2006-04-24T08:00, 2006-04-28T17:00", "2006-04-28T08:00, 2006-05-04T17:00", 1920, 1920},
			{"11", "2006-05-04T17:00, 2006-05-04T17:00", "2006-05-04T17:00, 2006-05-04T17:00", -480, 0},
			{"14", "2006-05-01T08:00, 2006-05-05T17:00", "2006-05-01T08:00, 2006-05-05T17:00", 0, 0},
			{"15", "2006-04-24T08:00, 2006-04-28T17:00", "2006-05-02T08:00, 2006-05-08T17:00", 2880, 2880},
			{"16", "2006-05-08T17:00, 2006-05-08T17:00", "2006-05-08T17:00, 2006-05-08T17:00", 0, 0},
		}},
		{"a link that beats the finish to keep", linksBeat(mustFinish()), []row{
			{"9", "2006-05-01T08:00, 2006-05-05T17:00", "2006-04-28T08:00, 2006-05-04T17:00", -480, 0},
			{"11", "2006-05-05T17:00, 2006-05-05T17:00", "2006-05-04T17:00, 2006-05-04T17:00", -480, 0},
		}},
		{"a manual summary holds its children until its start", plan("2012-12-01T08:00", []schedule.Task{
			task("1", 1680, manual("2016-11-01T08:00", "2016-11-04T12:00")),
			task("2", 240, in("1")), task("3", 480, in("1")), task("4", 480, in("1")), task("5", 480, in("1")), task("6", 0, in("1")),
			task("8", 2400)}, chain("2", "3", "4", "5", "6", "8")...), []row{
			{"1", "2016-11-01T08:00, 2016-11-04T12:00", "2016-11-01T08:00, 2016-11-04T12:00", 0, 0}, // as stored
			{"2", "2016-11-01T08:00, 2016-11-01T12:00", "2016-11-01T08:00, 2016-11-01T12:00", 0, 0},
			{"3", "2016-11-01T13:00, 2016-11-02T12:00", "2016-11-01T13:00, 2016-11-02T12:00", 0, 0},
			{"5", "2016-11-03T13:00, 2016-11-04T12:00", "2016-11-03T13:00, 2016-11-04T12:00", 0, 0},
			{"6", "2016-11-04T12:00, 2016-11-04T12:00", "2016-11-04T12:00, 2016-11-04T12:00", 0, 0}, // as stored
			{"8", "2016-11-04T13:00, 2016-11-11T12:00", "2016-11-04T13:00, 2016-11-11T12:00", 0, 0},
		}},
		{"of nested manual summaries the nearest counts, and one that ends last ends the project", plan("2013-02-27T08:00", []schedule.Task{
			task("231", 480, manual("2013-03-21T08:00", "2013-03-21T17:00")),
			task("89", 480, in("231"), manual("2013-03-04T08:00", "2013-03-04T17:00")),
			task("90", 960, in("89"))}), []row{
			{"90", "2013-03-04T08:00, 2013-03-05T17:00", "2013-03-20T08:00, 2013-03-21T17:00", 12 * day, 12 * day},
		}},
		{"what remains of a task in progress bounds its predecessor", plan("2012-12-24T08:00",
			[]schedule.Task{task("2", 240, begun("2012-12-24T08:00", 30)), task("3", 480, begun("2012-12-24T13:00", 30))}, fs("2", "3")), []row{
			{"2", "2012-12-24T08:00, 2012-12-24T12:00", "2012-12-24T08:00, 2012-12-24T15:24", 144, 0},
			{"3", "2012-12-24T13:00, 2012-12-25T12:00", "2012-12-24T13:00, 2012-12-25T12:00", 0, 0},
		}},
		{"a begun point in time takes the resume as it is and passes on its late finish", plan("2012-12-24T08:00", []schedule.Task{
			task("5", 480, begun("2012-12-26T13:00", 30)), task("6", 0, begun("2012-12-27T12:00", 0)),
			task("8", 2400, begun("2012-12-27T13:00", 30), resume("2012-12-31T08:00", 720, 1680))}, chain("5", "6", "8")...), []row{
			{"5", "2012-12-26T13:00, 2012-12-27T12:00", "2012-12-26T13:00, 2012-12-28T17:00", 720, 0},
			{"6", "2012-12-27T12:00, 2012-12-27T12:00", "2012-12-27T12:00, 2012-12-31T08:00", 720, 0},
		}},
		{"the resume of a night shift moves to the evening before on the predecessor's calendar", nightSuccessor(), []row{
			{"3", "2010-06-08T08:00, 2010-06-09T17:00", "2010-06-08T08:00, 2010-06-21T17:00", 3840, 0},
			{"4", "2010-06-09T23:00, 2010-06-23T08:00", "2010-06-09T23:00, 2010-06-23T08:00", 0, 0},
		}},
		{"splits shift what follows, and going back the gap counts too", plan("2006-01-06T08:00", []schedule.Task{
			task("1", 4800), task("2", 4800, gap(1920, 480)), task("7", 4800, gap(960, 1920), gap(3360, 960)),
			task("4", 4800, gap(1920, 480), begun("2006-01-06T08:00", 40), resume("2006-01-12T08:00", 1920, 2880))}), []row{
			{"1", "2006-01-06T08:00, 2006-01-19T17:00", "2006-01-16T08:00, 2006-01-27T17:00", 2880, 2880},
			{"2", "2006-01-06T08:00, 2006-01-20T17:00", "2006-01-13T08:00, 2006-01-27T17:00", 2400, 2400},
			{"7", "2006-01-06T08:00, 2006-01-27T17:00", "2006-01-06T08:00, 2006-01-27T17:00", 0, 0},
			{"4", "2006-01-06T08:00, 2006-01-20T17:00", "2006-01-06T08:00, 2006-01-27T17:00", 2400, 2400},
		}},
		{"levelling delays of 0, 1 and 2 days", plan("2007-01-01T08:00", []schedule.Task{task("290", 480),
			task("296", 960), task("252", 960, delay(1440)), task("298", 960, delay(2880)), task("300", 480), task("long", 12*day)},
			fs("290", "296"), fs("290", "252"), fs("290", "298"), fs("290", "long"), fs("296", "300"), fs("252", "300"), fs("298", "300")), []row{
			{"296", "2007-01-02T08:00, 2007-01-03T17:00", "2007-01-15T08:00, 2007-01-16T17:00", 4320, 960},
			{"252", "2007-01-03T08:00, 2007-01-04T17:00", "2007-01-15T08:00, 2007-01-16T17:00", 3840, 480},
			{"298", "2007-01-04T08:00, 2007-01-05T17:00", "2007-01-15T08:00, 2007-01-16T17:00", 3360, 0},
		}},
		{"a delay of six days leaves the predecessor critical", plan("2007-01-01T08:00",
			[]schedule.Task{task("290", 480), task("305", 480), task("306", 480, delay(8640))}, fs("290", "305"), fs("290", "306")), []row{
			{"290", "2007-01-01T08:00, 2007-01-01T17:00", "2007-01-01T08:00, 2007-01-01T17:00", 0, 0},
			{"305", "2007-01-02T08:00, 2007-01-02T17:00", "2007-01-08T08:00, 2007-01-08T17:00", 1920, 1920},
			{"306", "2007-01-08T08:00, 2007-01-08T17:00", "2007-01-08T08:00, 2007-01-08T17:00", 0, 0},
		}},
		{"holidays, and a start no earlier than: it never moves a late date", holidays(), []row{
			{"17", "2008-12-01T08:00, 2008-12-01T08:00", "2008-12-11T08:00, 2008-12-11T08:00", 3840, 0},
			{"19", "2008-12-02T08:00, 2008-12-11T17:00", "2008-12-12T08:00, 2008-12-23T17:00", 3840, 0},
			{"21", "2009-01-02T08:00, 2009-01-06T17:00", "2009-01-02T08:00, 2009-01-06T17:00", 0, 0},
			{"23", "2008-12-12T08:00, 2008-12-24T17:00", "2008-12-24T08:00, 2009-01-08T17:00", 3840, 3840},
			{"24", "2009-01-07T08:00, 2009-01-08T17:00", "2009-01-07T08:00, 2009-01-08T17:00", 0, 0},
			{"25", "2009-01-09T08:00, 2009-01-13T17:00", "2009-01-09T08:00, 2009-01-13T17:00", 0, 0},
		}},
		{"links into and out of a summary", plan("2010-06-16T08:00", []schedule.Task{task("1", 0), task("2", 480, in("1")),
			task("3", 960, in("1")), task("4", 4800, in("1")), task("5", 0, in("1")), task("6", 4800, in("5")), task("7", 5280, in("5")),
			task("8", 960, in("1")), task("9", 480, in("1")), task("10", 1440, in("1"))}, chain("3", "4", "5", "8", "9", "10")...), []row{
			{"1", "2010-06-16T08:00, 2010-07-26T17:00", "2010-06-16T08:00, 2010-07-26T17:00", 0, 0},
			{"2", "2010-06-16T08:00, 2010-06-16T17:00", "2010-07-26T08:00, 2010-07-26T17:00", 13440, 13440},
			{"5", "2010-07-02T08:00, 2010-07-16T17:00", "2010-07-02T08:00, 2010-07-16T17:00", 0, 0},
			{"6", "2010-07-02T08:00, 2010-07-15T17:00", "2010-07-05T08:00, 2010-07-16T17:00", 480, 480},
			{"7", "2010-07-02T08:00, 2010-07-16T17:00", "2010-07-02T08:00, 2010-07-16T17:00", 0, 0},
			{"8", "2010-07-19T08:00, 2010-07-20T17:00", "2010-07-19T08:00, 2010-07-20T17:00", 0, 0},
		}},
		{"a summary in progress has its finish float as total and as free float", plan("2012-12-24T08:00",
			[]schedule.Task{task("1", 0), task("2", 480, in("1"), begun("2012-12-24T08:00", 10)), task("9", 1920)}), []row{
			{"1", "2012-12-24T08:00, 2012-12-24T17:00", "2012-12-24T08:00, 2012-12-27T17:00", 1440, 1440},
			{"2", "2012-12-24T08:00, 2012-12-24T17:00", "2012-12-24T08:00, 2012-12-27T17:00", 1440, 1440},
		}},
		{"finished tasks bound nothing and have no float", plan("2016-10-03T08:00", []schedule.Task{
			task("1", 960), task("2", 480, ended("2016-10-01T09:00", "2016-10-04T10:00")), task("3", 2400)}, fs("1", "2")), []row{
			{"1", "2016-10-03T08:00, 2016-10-04T17:00", "2016-10-06T08:00, 2016-10-07T17:00", 1440, 1440},
			{"2", "2016-10-01T09:00, 2016-10-04T10:00", "2016-10-01T09:00, 2016-10-04T10:00", 0, 0},
		}},
		{"a deadline 45 working days away, one missed by 3, and one of a summary", plan("2018-10-29T08:00", []schedule.Task{
			task("far", 480, deadline("2018-12-31T17:00")), task("missed", 2400, deadline("2018-10-30T17:00")), task("long", 60*day),
			task("sum", 0, deadline("2018-11-01T17:00")), task("part", 480, in("sum"))}), []row{
			{"far", "2018-10-29T08:00, 2018-10-29T17:00", "2018-12-31T08:00, 2018-12-31T17:00", 45 * day, 45 * day},
			{"missed", "2018-10-29T08:00, 2018-11-02T17:00", "2018-10-24T08:00, 2018-10-30T17:00", -3 * day, 0},
			{"part", "2018-10-29T08:00, 2018-10-29T17:00", "2018-11-01T08:00, 2018-11-01T17:00", 3 * day, 3 * day},
		}},
		{"a start no later than beats the link, and the predecessor lacks a day", startNoLater(), []row{
			{"1", "2016-11-21T08:00, 2016-11-22T17:00", "2016-11-18T08:00, 2016-11-21T17:00", -480, 0},
			{"2", "2016-11-22T08:00, 2016-11-22T17:00", "2016-11-22T08:00, 2016-11-22T17:00", 0, 0},
		}},
		{"where links beat constraints both lack it", linksBeat(startNoLater()), []row{
			{"1", "2016-11-21T08:00, 2016-11-22T17:00", "2016-11-18T08:00, 2016-11-21T17:00", -480, 0},
			{"2", "2016-11-23T08:00, 2016-11-23T17:00", "2016-11-22T08:00, 2016-11-22T17:00", -480, 0},
		}},
		{"finish no earlier than, of a task and of summaries", plan("2016-11-21T08:00", []schedule.Task{
			task("alone", 480, must(schedule.FinishNoEarlierThan, "2016-11-25T17:00")),
			task("a", 0, must(schedule.FinishNoEarlierThan, "2016-11-24T12:00")), task("in a", 480, in("a")),
			task("b", 0, must(schedule.StartNoEarlierThan, "2016-11-23T10:00")), task("in b", 480, in("b")),
			task("c", 0, must(schedule.StartNoEarlierThan, "2016-11-17T08:00")), task("in c", 480, in("c"))}), []row{
			{"alone", "2016-11-25T08:00, 2016-11-25T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 0, 0},
			{"in a", "2016-11-23T13:00, 2016-11-24T12:00", "2016-11-25T08:00, 2016-11-25T17:00", 720, 720},
			{"in b", "2016-11-23T10:00, 2016-11-24T10:00", "2016-11-25T08:00, 2016-11-25T17:00", 840, 840},
			{"in c", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 1920, 1920},
		}},
		{"as late as possible: no float, and successors follow", plan("2016-11-21T08:00",
			[]schedule.Task{task("long", 2400), task("late", 480, alap), task("next", 480), task("free", 480)}, fs("late", "next")), []row{
			{"late", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-24T08:00, 2016-11-24T17:00", 0, 0},
			{"next", "2016-11-25T08:00, 2016-11-25T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 0, 0},
			{"free", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-25T08:00, 2016-11-25T17:00", 1920, 1920},
		}},
		{"an inactive task is left out", plan("2016-11-21T08:00",
			[]schedule.Task{task("1", 960), task("2", 2400, inactive), task("3", 480), task("4", 0), task("5", 480, in("4"), inactive)},
			fs("1", "2"), fs("2", "3"), fs("1", "4"), fs("4", "3")), []row{
			{"1", "2016-11-21T08:00, 2016-11-22T17:00", "2016-11-21T08:00, 2016-11-22T17:00", 0, 0},
			{"2", "none", "none", 0, 0},
			{"3", "2016-11-21T08:00, 2016-11-21T17:00", "2016-11-22T08:00, 2016-11-22T17:00", 480, 480},
			{"4", "none", "none", 0, 0},
		}},
		{"float is measured on the calendar of the task: two days, not one", sixDays(), []row{
			{"six", "2008-12-12T08:00, 2008-12-13T17:00", "2008-12-15T08:00, 2008-12-16T17:00", 2 * day, 2 * day},
		}},
		{"bounds of FF and SF before the project start are the project start", plan("2006-09-21T08:00",
			[]schedule.Task{task("1", day), task("2", 3*day), task("3", 3*day), task("4", day)},
			link("1", "2", schedule.FinishToFinish, 0), link("1", "3", schedule.StartToFinish, 0), link("1", "4", schedule.FinishToStart, -2*day)), []row{
			{"2", "2006-09-21T08:00, 2006-09-25T17:00", "2006-09-21T08:00, 2006-09-25T17:00", 0, 0},
			{"3", "2006-09-21T08:00, 2006-09-25T17:00", "2006-09-21T08:00, 2006-09-25T17:00", 0, 0},
			{"4", "2006-09-20T08:00, 2006-09-20T17:00", "2006-09-25T08:00, 2006-09-25T17:00", 3 * day, 3 * day},
		}},
	}
}

// linkPairs is a network of eight pairs of tasks of a day, one link each. Pairs
// that do not matter are left out.
func linkPairs(start string, byHand bool) schedule.Plan {
	p := plan(start+"T08:00", nil,
		fs("1", "2"), link("3", "4", schedule.FinishToStart, day), link("9", "10", schedule.FinishToStart, 10*day),
		link("11", "12", schedule.StartToFinish, 2*day), link("13", "14", schedule.StartToStart, 2*day), link("15", "16", schedule.FinishToFinish, 2*day))
	later := map[string]int{"2": 1, "4": 2, "10": 11, "12": 1, "14": 2, "16": 2} // working days after the start
	for _, l := range p.Links {
		for _, id := range []schedule.TaskID{l.From, l.To} {
			t := task(string(id), day)
			if byHand {
				date := workday(p.Start.Date(), later[string(id)])
				t.Manual, t.Start, t.Finish = true, date.At(8*calendar.Hour), date.At(17*calendar.Hour)
			}
			p.Tasks = append(p.Tasks, t)
		}
	}
	return p
}

// workday counts days of the week from Monday to Friday.
func workday(d calendar.Date, n int) calendar.Date {
	for ; n > 0; n-- {
		for d = d.AddDays(1); d.Weekday()%6 == 0; d = d.AddDays(1) {
		}
	}
	return d
}

func mustFinish() schedule.Plan {
	return plan("2006-04-17T08:00", []schedule.Task{
		task("7", 2400), task("8", 2400), task("9", 2400), task("10", 2400), task("11", 0, must(schedule.MustFinishOn, "2006-05-04T17:00")),
		task("12", 2400), task("13", 2400), task("14", 2400, must(schedule.MustFinishOn, "2006-05-05T17:00")), task("15", 2400),
		task("16", 0, must(schedule.MustFinishOn, "2006-05-08T17:00"))},
		fs("7", "8"), fs("8", "9"), fs("7", "10"), fs("10", "11"), fs("9", "11"), fs("12", "13"), fs("13", "14"), fs("12", "15"), fs("14", "16"), fs("15", "16"))
}

func startNoLater() schedule.Plan {
	return plan("2016-11-21T08:00",
		[]schedule.Task{task("1", 960), task("2", 480, must(schedule.StartNoLaterThan, "2016-11-22T08:00"))}, fs("1", "2"))
}

func linksBeat(p schedule.Plan) schedule.Plan {
	p.Rules.LinksBeatConstraints = true
	return p
}

// nightSuccessor: a task of the day before one of the night shift, which works
// from 23:00 to 03:00 and from 04:00 to 08:00, Monday to Friday nights.
func nightSuccessor() schedule.Plan {
	var night calendar.Definition
	for d := range night.Week {
		night.Week[d] = calendar.Working(calendar.Hours(4, 8), calendar.Hours(23, 27))
	}
	night.Week[0], night.Week[1], night.Week[6] = calendar.Working(), calendar.Working(calendar.Hours(23, 27)), calendar.Working(calendar.Hours(4, 8))
	p := plan("2010-06-08T08:00", []schedule.Task{
		task("3", 960, begun("2010-06-08T08:00", 90)),
		task("4", 8160, on("night"), begun("2010-06-09T23:00", 88), resume("2010-06-21T23:00", 7200, 960))}, fs("3", "4"))
	p.Calendars = []schedule.Calendar{{ID: "night", Times: night}}
	return p
}

// holidays are Christmas, Boxing Day and New Year.
func holidays() schedule.Plan {
	p := plan("2008-12-01T08:00", []schedule.Task{
		task("17", 0), task("18", 480), task("19", 3840), task("21", 1440, must(schedule.StartNoEarlierThan, "2009-01-02T08:00")),
		task("23", 4320), task("24", 960), task("25", 1440)},
		append(chain("17", "18", "19", "21", "24", "25"), chain("19", "23", "25")...)...)
	def := calendar.Standard()
	def.Exceptions = []calendar.Exception{
		{From: calendar.DateOf(2008, 12, 25), To: calendar.DateOf(2008, 12, 26)}, {From: calendar.DateOf(2009, 1, 1)}}
	p.Calendar, p.Calendars = "std", []schedule.Calendar{{ID: "std", Times: def}}
	return p
}

// sixDays: from Friday, two days of a week with Saturdays, within a project of
// three days from Monday to Friday that ends on Tuesday.
func sixDays() schedule.Plan {
	var six calendar.Definition
	six.Week[6] = calendar.Working(calendar.Hours(8, 12), calendar.Hours(13, 17))
	p := plan("2008-12-12T08:00", []schedule.Task{task("three", 3*day), task("six", 2*day, on("six"))})
	p.Calendars = []schedule.Calendar{{ID: "std", Times: calendar.Standard()}, {ID: "six", Base: "std", Times: six}}
	return p
}
