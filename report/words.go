package report

import "strings"

// words are the few words that formatting itself needs, in English and
// Simplified Chinese. All other words come from package report/phrase.
var words = map[string][2]string{
	"as_of": {"As of", "数据日期"}, "prepared": {"Prepared", "编制日期"},
	"yes": {"yes", "是"}, "no": {"no", "否"}, "unknown": {"unknown", "未知"},
	"block": {"Blocking", "阻断"}, "warn": {"Warning", "警告"}, "info": {"Note", "提示"},
	"contents": {"Contents", "目录"}, "as_table": {"Show as a table", "以表格显示"}, "colon": {": ", "："},
	"no_findings": {"No findings.", "未发现问题。"}, "no_rows": {"No entries.", "无记录。"},
	"code": {"Code", "代码"}, "finding": {"Finding", "检查结果"}, "heading": {"Heading", "标题"}, "item": {"Item", "项目"},
	"level": {"Level", "级别"}, "remedy": {"Remedy", "处理办法"}, "severity": {"Severity", "严重程度"}, "text": {"Text", "内容"},
	"origin": {"Origin", "来源"}, "symbol": {"Symbol", "符号"}, "inputs_of_rows": {"Inputs, row by row", "逐行输入数据"},
	"title": {"Title", "标题"}, "value": {"Value", "值"}, "total": {"Total", "合计"},
}

// units are the units that have a word: one, several, Chinese. Others are shown
// as they are.
var units = map[string][3]string{
	"min": {"min", "min", "分钟"}, "h": {"h", "h", "小时"}, "day": {"day", "days", "天"}, "week": {"week", "weeks", "周"},
	"month": {"month", "months", "个月"}, "year": {"year", "years", "年"}, "person": {"person", "people", "人"},
	"task": {"task", "tasks", "项任务"}, "link": {"link", "links", "条关系"}, "level": {"level", "levels", "级"},
	"risk": {"risk", "risks", "项风险"}, "request": {"request", "requests", "项请求"}, "point": {"point", "points", "分"},
	"row": {"row", "rows", "行"}, "column": {"column", "columns", "列"}, "fault": {"fault", "faults", "处错误"}, "s": {"s", "s", "秒"},
	"byte": {"byte", "bytes", "字节"}, "character": {"character", "characters", "个字符"}, "%": {"%", "%", "%"},
	"goal": {"goal", "goals", "个目标"}, "milestone": {"milestone", "milestones", "个里程碑"}, "step": {"step", "steps", "步"},
	"resource": {"resource", "resources", "项资源"}, "assignment": {"assignment", "assignments", "项资源分配"},
	"calendar": {"calendar", "calendars", "个日历"}, "value": {"value", "values", "个值"}, "d": {"d", "d", "天"},
	"need": {"need", "needs", "项需求"}, "checkpoint": {"checkpoint", "checkpoints", "个检查点"}, "customer": {"customer", "customers", "家客户"},
}

// currencies are the currencies that Chinese text names with a word.
var currencies = map[string]string{
	"CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元", "SGD": "新加坡元", "AUD": "澳元", "CAD": "加元", "CHF": "瑞士法郎",
}

// reasons say why a value is unknown.
var reasons = map[string][2]string{
	"currencies-differ":        {"currencies differ", "币种不一致"},
	"insufficient-data":        {"too few data", "数据不足"},
	"insufficient-history":     {"too little history", "历史数据不足"},
	"missing":                  {"missing", "缺失"},
	"missing-input":            {"input is missing", "缺少输入数据"},
	"missing-rate":             {"exchange rate is missing", "缺少汇率"},
	"more":                     {"there is more", "还有更多"},
	"never-shown":              {"never shown", "从未出现"},
	"negative-root":            {"root of a negative number", "负数开方"},
	"negative-weight":          {"weight below zero", "权重小于零"},
	"never-varies":             {"never varies", "从不变化"},
	"no-acceptances":           {"no acceptances are known", "没有验收记录"},
	"no-availability":          {"availability is not known", "没有可用时间数据"},
	"no-baseline":              {"no baseline", "没有基线"},
	"no-calendar":              {"no calendar", "没有日历"},
	"no-changes":               {"no change requests are known", "没有变更请求记录"},
	"no-charter":               {"no charter is known", "没有项目章程"},
	"no-comms":                 {"no communication record is known", "没有沟通记录"},
	"no-comms-evidence":        {"no evidence of communication is known", "没有沟通依据"},
	"no-cost":                  {"no cost", "没有费用"},
	"no-data":                  {"no data", "无数据"},
	"no-date":                  {"no date", "没有日期"},
	"no-dates":                 {"no dates", "没有日期"},
	"no-definition":            {"no definition", "没有定义"},
	"no-documents":             {"no documents were looked at", "没有核对文档"},
	"no-figure":                {"nobody gave the figure", "无人提供实际数据"},
	"no-figures":               {"no indicators are known", "没有指标数据"},
	"no-frozen-standard":       {"no fixed success standard is known", "没有已固定的成功标准"},
	"no-funds-left":            {"no funds are left", "没有剩余资金"},
	"no-goal-actuals":          {"no figures of the goals are known", "没有目标的实际值"},
	"no-harm":                  {"no harm came", "没有损害"},
	"no-lessons":               {"no lessons are known", "没有经验记录"},
	"no-level":                 {"no level", "没有等级"},
	"no-manifest":              {"no archive manifest is known", "没有归档清单"},
	"no-milestones":            {"no milestone register is known", "没有里程碑登记册"},
	"no-odds":                  {"no simulation is known", "没有模拟结果"},
	"no-outcome":               {"no outcome is known", "没有项目结果"},
	"no-period":                {"no period", "没有期间"},
	"no-plan":                  {"no plan is known", "没有计划"},
	"no-quality":               {"no quality assessment is known", "没有计划质量评估"},
	"no-risks":                 {"no risk register is known", "没有风险登记册"},
	"no-score":                 {"no score", "没有评分"},
	"no-scorecard":             {"no scorecard is known", "没有计分卡"},
	"no-status":                {"no status is known", "没有状态数据"},
	"no-status-reports":        {"no status reports are known", "没有状态报告"},
	"no-supply":                {"no supply of resources is known", "没有资源供给数据"},
	"no-tasks":                 {"no tasks", "没有任务"},
	"no-team":                  {"no team record is known", "没有团队记录"},
	"no-time-left":             {"no time is left", "没有剩余时间"},
	"no-tolerance":             {"no tolerances are known", "没有容差记录"},
	"no-version":               {"there is no version to acknowledge", "没有可供确认的版本"},
	"no-weight":                {"nothing has a weight", "没有权重"},
	"no-window":                {"no start or finish of the project", "没有项目起止日期"},
	"no-working-time":          {"no working time", "没有工作时间"},
	"non-positive-denominator": {"denominator is not above zero", "分母不大于零"},
	"non-positive-factor":      {"factor is not above zero", "系数不大于零"},
	"non-positive-target":      {"target is not above zero", "目标值不大于零"},
	"not-a-date":               {"not a date", "不是日期"},
	"not-a-list":               {"not a list", "不是列表"},
	"not-a-number":             {"not a number", "不是数字"},
	"not-asked":                {"was not asked", "未询问"},
	"not-comparable":           {"cannot be compared", "无法比较"},
	"not-finished":             {"not finished", "尚未完成"},
	"not-simulated":            {"not simulated", "未模拟"},
	"not-started":              {"not started", "尚未开始"},
	"not-yet":                  {"not known at that time", "当时尚不可知"},
	"period-mismatch":          {"periods differ", "期间不一致"},
	"sample-too-small":         {"sample too small", "样本太少"},
	"several-currencies":       {"several currencies", "涉及多种货币"},
	"small-group":              {"group too small", "群体人数太少"},
	"small-sample":             {"sample too small", "样本太少"},
	"supply-unknown":           {"supply is not known", "供给不明"},
	"too-large":                {"number too large", "数字过大"},
	"undefined-factor":         {"factor is not defined", "系数无定义"},
	"unit-mismatch":            {"units differ", "单位不一致"},
	"unrated-risk":             {"an open risk is not rated", "有未评级的未关闭风险"},
	"unsatisfiable":            {"cannot be met", "无法满足"},
	"zero-denominator":         {"division by zero", "分母为零"},
	"zero-spi-t":               {"SPI(t) is zero", "SPI(t) 为零"},
}

// monthNames are the short English names of the months.
var monthNames = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// readable turns a stable word such as "no_data" or "no-data" into words.
func readable(word string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' {
			return ' '
		}
		return r
	}, word)
}
