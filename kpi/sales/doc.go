// Package sales measures selling and what customers think of it: how many deals
// are won, how they move through the stages, what the pipeline is worth, what
// will probably be sold, and how satisfied the customers are.
//
// Small structs hold the inputs of one indicator each and compute it:
// [Outcomes], [Velocity], [Quota], [Coverage], [Cycle], [Acquisition],
// [Retention], [Delivery], [NPS], [Answers], [CES]. A [Process] reads the deals
// themselves:
//
//	process, err := sales.NewProcess("lead", "proposal", "negotiation")
//	if err != nil {
//		return err
//	}
//	pipeline, err := process.Pipeline(deals, sales.PipelineOptions{})
//	if err != nil {
//		return err // several currencies: the error names those without rate
//	}
//	fmt.Println(pipeline.Weighted) // exact; rounded once, by pipeline.Weighted.Amount(money.HalfUp)
//	funnel := process.Funnel(deals, sales.FunnelOptions{})
//	for _, s := range funnel.Stages {
//		fmt.Println(s.Stage, s.Entered, s.Step, s.Chance, s.Interval)
//	}
//
// Every figure is exact, or unknown with a reason. Rates from history need a
// number of cases, the floor; below it they are unknown (insufficient-history)
// and never filled in from anywhere. Amounts of different currencies are never
// added: an [Exchange] says how they come to one, and a missing rate is named.
// Each type gives its figures with their traces by Figures; [Defs] lists the
// definitions.
//
// # Definitions
//
// What each figure is, the function that computes it, and the test that holds it
// to figures from elsewhere. TestTruthKPI, of package kpi, compares with published
// and hand-worked cases, to the last digit.
//
//	key                       function                           test
//	sales.quota_attainment    Quota.Attainment                   TestTruthKPI
//	sales.quota_gap           Quota.Gap                          TestTruthKPI
//	sales.win_rate            Outcomes.WinRate                   TestTruthKPI
//	sales.win_rate_low        Outcomes.Interval                  TestTruthKPI
//	sales.win_rate_high       Outcomes.Interval                  TestTruthKPI
//	sales.win_rate_value      Outcomes.WinRateByValue            TestTruthKPI
//	sales.win_rate_all        Outcomes.WinRateOverAll            TestTruthKPI
//	sales.win_rate_all_value  Outcomes.WinRateOverAllByValue     TestTruthKPI
//	sales.velocity            Velocity.PerDay                    TestTruthKPI
//	sales.pipeline_open       Process.Pipeline                   TestTruthKPI
//	sales.pipeline_weighted   Process.Pipeline, Funnel.Weigh     TestTruthKPI, TestWeighByHistory
//	sales.quota_remaining     Coverage.Remaining                 TestTruthKPI
//	sales.coverage            Coverage.Ratio                     TestTruthKPI
//	sales.cycle_mean          CycleOf, CycleOfDeals              TestTruthKPI
//	sales.cycle_median        CycleOf, CycleOfDeals              TestTruthKPI
//	sales.stage_conversion    Convert, Process.Funnel            TestTruthKPI, TestFunnelByHand
//	sales.stage_cumulative    Convert, Process.Funnel            TestTruthKPI, TestFunnelByHand
//	sales.stage_chance        Process.Funnel                     TestFunnelByHand
//	sales.stage_days_mean     Process.Funnel                     TestFunnelByHand
//	sales.stage_days_median   Process.Funnel                     TestFunnelByHand
//	sales.forecast            Process.Forecast                   TestForecastByHand
//	sales.forecast_low        Process.Forecast                   TestForecastByHand
//	sales.forecast_high       Process.Forecast                   TestForecastByHand
//	sales.forecast_brier      Process.BackTest                   TestBackTestByHand
//	sales.forecast_held       Process.BackTest                   TestBackTestByHand
//	sales.cac                 Acquisition.CAC                    TestTruthKPI
//	sales.churn               Retention.Churn                    TestTruthKPI
//	sales.retention           Retention.Rate                     TestTruthKPI
//	sales.on_time             Delivery.Rate                      TestTruthKPI
//	sales.nps                 NPS.Score, Recommend               TestTruthKPI
//	sales.nps_margin          NPS.Margin                         TestTruthKPI
//	sales.csat                Answers.CSAT                       TestCSAT
//	sales.response_rate       Answers.ResponseRate               TestResponseRate
//	sales.ces_ease_mean       EffortByMean                       TestEffort
//	sales.ces_ease_share      EffortByShare                      TestEffort
//	sales.ces_effort_mean     EffortByMean                       TestEffort
//	sales.ces_effort_share    EffortByShare                      TestEffort
//	success.sales             Success.Judge                      TestSuccess
//	success.satisfaction      Success.Judge                      TestSuccess
//	success.completion        Success.Judge                      TestSuccess
//	success.budget            Success.Judge                      TestSuccess
//
// Sources: common practice of sales teams and customer surveys where vendors
// agree; where they do not, both readings have names of their own (win rate of
// closed deals and over all deals, effort by mean and by share).
//
// All types are plain data or immutable, and safe for concurrent use as long as
// nobody writes to the slices they hold.
//
// Stable: the exported names, the keys of the definitions, the JSON forms and
// the finding codes.
package sales
