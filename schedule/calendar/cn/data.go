package cn

// version names this transcription: the last year covered, then a counter of
// corrections to it.
const version = "2026.1"

// source and licence say where the days come from and on what terms.
const (
	source = "Yearly notices of the General Office of the State Council of the People's Republic of China " +
		"(国务院办公厅关于部分节假日安排的通知), transcribed by this project from their published text"
	licence = "Documents of state organs: public domain by article 5 of the Copyright Law of the People's Republic of China"
)

// The festivals, in English and as the notices call them.
const (
	newYear    = "New Year's Day|元旦"
	spring     = "Spring Festival|春节"
	qingming   = "Tomb-Sweeping Day|清明节"
	labour     = "Labour Day|劳动节"
	dragonBoat = "Dragon Boat Festival|端午节"
	midAutumn  = "Mid-Autumn Festival|中秋节"
	national   = "National Day|国庆节"
	autumnBoth = "National Day and Mid-Autumn Festival|国庆节、中秋节"
	victory    = "70th Anniversary of Victory|中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"
)

// A notice is one year as announced. Days are written MM-DD of that year, or in
// full where they lie in the year before.
type notice struct {
	year      int
	documents []string // numbers of the notices, where known
	festivals []festival
}

// A festival is one run of days off, "from/to" or a single day, and the days
// worked to make up for it, separated by blanks.
type festival struct {
	names         string // English|Chinese
	off, workdays string
}

// notices returns the years in order. Where a notice says that a day adjoins
// the weekend, the weekend is not listed, as it is not in the notice.
func notices() []notice {
	return []notice{
		// The days off of 2004 are those on which the stock exchanges closed by the
		// notice; its make-up days, and those of 2005 but for Spring Festival,
		// follow from the rule of the time: seven days, with the two nearest
		// weekends.
		{2004, nil, []festival{
			{newYear, "01-01", ""},
			{spring, "01-22/01-28", "01-17 01-18"},
			{labour, "05-01/05-07", "05-08 05-09"},
			{national, "10-01/10-07", "10-09 10-10"},
		}},
		{2005, nil, []festival{
			{newYear, "01-01/01-03", ""},
			{spring, "02-09/02-15", "02-05 02-06"},
			{labour, "05-01/05-07", "04-30 05-08"},
			{national, "10-01/10-07", "10-08 10-09"},
		}},
		{2006, []string{"国办发明电〔2005〕35号"}, []festival{
			{newYear, "01-01/01-03", "2005-12-31"},
			{spring, "01-29/02-04", "01-28 02-05"},
			{labour, "05-01/05-07", "04-29 04-30"},
			{national, "10-01/10-07", "09-30 10-08"},
		}},
		{2007, []string{"国办发明电〔2006〕49号"}, []festival{
			{newYear, "01-01/01-03", "2006-12-30 2006-12-31"},
			{spring, "02-18/02-24", "02-17 02-25"},
			{labour, "05-01/05-07", "04-28 04-29"},
			{national, "10-01/10-07", "09-29 09-30"},
		}},
		{2008, nil, []festival{
			{newYear, "2007-12-30/01-01", "2007-12-29"},
			{spring, "02-06/02-12", "02-02 02-03"},
			{qingming, "04-04/04-06", ""},
			{labour, "05-01/05-03", "05-04"},
			{dragonBoat, "06-07/06-09", ""},
			{midAutumn, "09-13/09-15", ""},
			{national, "09-29/10-05", "09-27 09-28"},
		}},
		{2009, []string{"国办发明电〔2008〕42号"}, []festival{
			{newYear, "01-01/01-03", "01-04"},
			{spring, "01-25/01-31", "01-24 02-01"},
			{qingming, "04-04/04-06", ""},
			{labour, "05-01/05-03", ""},
			{dragonBoat, "05-28/05-30", "05-31"},
			{autumnBoth, "10-01/10-08", "09-27 10-10"},
		}},
		{2010, []string{"国办发明电〔2009〕27号"}, []festival{
			{newYear, "01-01/01-03", ""},
			{spring, "02-13/02-19", "02-20 02-21"},
			{qingming, "04-03/04-05", ""},
			{labour, "05-01/05-03", ""},
			{dragonBoat, "06-14/06-16", "06-12 06-13"},
			{midAutumn, "09-22/09-24", "09-19 09-25"},
			{national, "10-01/10-07", "09-26 10-09"},
		}},
		{2011, []string{"国办发明电〔2010〕40号"}, []festival{
			{newYear, "01-01/01-03", ""},
			{spring, "02-02/02-08", "01-30 02-12"},
			{qingming, "04-03/04-05", "04-02"},
			{labour, "04-30/05-02", ""},
			{dragonBoat, "06-04/06-06", ""},
			{midAutumn, "09-10/09-12", ""},
			{national, "10-01/10-07", "10-08 10-09"},
		}},
		{2012, []string{"国办发明电〔2011〕45号"}, []festival{
			{newYear, "01-01/01-03", "2011-12-31"},
			{spring, "01-22/01-28", "01-21 01-29"},
			{qingming, "04-02/04-04", "03-31 04-01"},
			{labour, "04-29/05-01", "04-28"},
			{dragonBoat, "06-22/06-24", ""},
			{autumnBoth, "09-30/10-07", "09-29"},
		}},
		{2013, []string{"国办发明电〔2012〕33号"}, []festival{
			{newYear, "01-01/01-03", "01-05 01-06"},
			{spring, "02-09/02-15", "02-16 02-17"},
			{qingming, "04-04/04-06", "04-07"},
			{labour, "04-29/05-01", "04-27 04-28"},
			{dragonBoat, "06-10/06-12", "06-08 06-09"},
			{midAutumn, "09-19/09-21", "09-22"},
			{national, "10-01/10-07", "09-29 10-12"},
		}},
		{2014, []string{"国办发明电〔2013〕28号"}, []festival{
			{newYear, "01-01", ""},
			{spring, "01-31/02-06", "01-26 02-08"},
			{qingming, "04-05", ""},
			{qingming, "04-07", ""},
			{labour, "05-01/05-03", "05-04"},
			{dragonBoat, "06-02", ""},
			{midAutumn, "09-08", ""},
			{national, "10-01/10-07", "09-28 10-11"},
		}},
		{2015, []string{"国办发明电〔2014〕28号", "国发明电〔2015〕1号"}, []festival{
			{newYear, "01-01/01-03", "01-04"},
			{spring, "02-18/02-24", "02-15 02-28"},
			{qingming, "04-05/04-06", ""},
			{labour, "05-01", ""},
			{dragonBoat, "06-20", ""},
			{dragonBoat, "06-22", ""},
			{victory, "09-03/09-05", "09-06"},
			{midAutumn, "09-27", ""},
			{national, "10-01/10-07", "10-10"},
		}},
		{2016, []string{"国办发明电〔2015〕18号"}, []festival{
			{newYear, "01-01", ""},
			{spring, "02-07/02-13", "02-06 02-14"},
			{qingming, "04-04", ""},
			{labour, "05-01/05-02", ""},
			{dragonBoat, "06-09/06-11", "06-12"},
			{midAutumn, "09-15/09-17", "09-18"},
			{national, "10-01/10-07", "10-08 10-09"},
		}},
		{2017, []string{"国办发明电〔2016〕17号"}, []festival{
			{newYear, "01-01/01-02", ""},
			{spring, "01-27/02-02", "01-22 02-04"},
			{qingming, "04-02/04-04", "04-01"},
			{labour, "05-01", ""},
			{dragonBoat, "05-28/05-30", "05-27"},
			{autumnBoth, "10-01/10-08", "09-30"},
		}},
		{2018, []string{"国办发明电〔2017〕12号"}, []festival{
			{newYear, "01-01", ""},
			{spring, "02-15/02-21", "02-11 02-24"},
			{qingming, "04-05/04-07", "04-08"},
			{labour, "04-29/05-01", "04-28"},
			{dragonBoat, "06-18", ""},
			{midAutumn, "09-24", ""},
			{national, "10-01/10-07", "09-29 09-30"},
		}},
		// The second notice made Labour Day four days.
		{2019, []string{"国办发明电〔2018〕15号", "国办发明电〔2019〕3号"}, []festival{
			{newYear, "2018-12-30/01-01", "2018-12-29"},
			{spring, "02-04/02-10", "02-02 02-03"},
			{qingming, "04-05", ""},
			{labour, "05-01/05-04", "04-28 05-05"},
			{dragonBoat, "06-07", ""},
			{midAutumn, "09-13", ""},
			{national, "10-01/10-07", "09-29 10-12"},
		}},
		// The second notice prolonged Spring Festival to 2 February, so that 1
		// February, which the first had made a workday, was off.
		{2020, []string{"国办发明电〔2019〕16号", "国办发明电〔2020〕1号"}, []festival{
			{newYear, "01-01", ""},
			{spring, "01-24/02-02", "01-19"},
			{qingming, "04-04/04-06", ""},
			{labour, "05-01/05-05", "04-26 05-09"},
			{dragonBoat, "06-25/06-27", "06-28"},
			{autumnBoth, "10-01/10-08", "09-27 10-10"},
		}},
		{2021, []string{"国办发明电〔2020〕27号"}, []festival{
			{newYear, "01-01/01-03", ""},
			{spring, "02-11/02-17", "02-07 02-20"},
			{qingming, "04-03/04-05", ""},
			{labour, "05-01/05-05", "04-25 05-08"},
			{dragonBoat, "06-12/06-14", ""},
			{midAutumn, "09-19/09-21", "09-18"},
			{national, "10-01/10-07", "09-26 10-09"},
		}},
		{2022, []string{"国办发明电〔2021〕11号"}, []festival{
			{newYear, "01-01/01-03", ""},
			{spring, "01-31/02-06", "01-29 01-30"},
			{qingming, "04-03/04-05", "04-02"},
			{labour, "04-30/05-04", "04-24 05-07"},
			{dragonBoat, "06-03/06-05", ""},
			{midAutumn, "09-10/09-12", ""},
			{national, "10-01/10-07", "10-08 10-09"},
		}},
		{2023, []string{"国办发明电〔2022〕16号"}, []festival{
			{newYear, "2022-12-31/01-02", ""},
			{spring, "01-21/01-27", "01-28 01-29"},
			{qingming, "04-05", ""},
			{labour, "04-29/05-03", "04-23 05-06"},
			{dragonBoat, "06-22/06-24", "06-25"},
			{autumnBoth, "09-29/10-06", "10-07 10-08"},
		}},
		{2024, []string{"国办发明电〔2023〕7号"}, []festival{
			{newYear, "01-01", ""},
			{spring, "02-10/02-17", "02-04 02-18"},
			{qingming, "04-04/04-06", "04-07"},
			{labour, "05-01/05-05", "04-28 05-11"},
			{dragonBoat, "06-10", ""},
			{midAutumn, "09-15/09-17", "09-14"},
			{national, "10-01/10-07", "09-29 10-12"},
		}},
		{2025, []string{"国办发明电〔2024〕12号"}, []festival{
			{newYear, "01-01", ""},
			{spring, "01-28/02-04", "01-26 02-08"},
			{qingming, "04-04/04-06", ""},
			{labour, "05-01/05-05", "04-27"},
			{dragonBoat, "05-31/06-02", ""},
			{autumnBoth, "10-01/10-08", "09-28 10-11"},
		}},
		{2026, nil, []festival{
			{newYear, "01-01/01-03", "01-04"},
			{spring, "02-15/02-23", "02-14 02-28"},
			{qingming, "04-04/04-06", ""},
			{labour, "05-01/05-05", "05-09"},
			{dragonBoat, "06-19/06-21", ""},
			{midAutumn, "09-25/09-27", ""},
			{national, "10-01/10-07", "09-20 10-10"},
		}},
	}
}
