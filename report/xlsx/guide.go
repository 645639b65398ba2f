package xlsx

// guides say what goes into the columns, with an instance.
var guides = map[field]struct{ en, zh, sampleEN, sampleZH string }{
	idField:             {"A number or a short code of your own, different in every row. Predecessors refer to it.", "自定的数字或短编号，每行不同；前置任务引用它。", "3", "3"},
	levelField:          {"1 for what stands at the top; one more for each step further in. A row with deeper rows below it is their summary.", "顶层为 1，每缩进一层加 1；其后有更深的行时，本行即为摘要任务。", "2", "2"},
	wbsField:            {"The code in the work breakdown. Without levels, the points in it make the outline.", "工作分解结构编码；没有大纲级别时，按编码中的点确定层次。", "1.2", "1.2"},
	nameField:           {"What is to be done. A row without a name is left out.", "任务内容；没有名称的行不读取。", "Write the offer", "编写报价书"},
	durationField:       {"Working time: d, h, w, min; elapsed time with e before the unit; ? for an estimate. Summaries have none.", "工作时间，可用 天、小时、周、分钟；单位前加 e 表示日历时间，末尾加 ? 表示估计。摘要任务不填。", "5d, 4h, 3ed, 2w?", "5 天, 4 小时, 3ed, 2 周?"},
	startField:          {"Where the constraint type is empty and there are no predecessors, the task does not start earlier. Else it is only shown.", "限制类型为空且没有前置任务时，任务不早于此日开始；否则仅供显示。", "2026-03-02 08:00", "2026-03-02 08:00"},
	finishField:         {"With a start and without a duration it gives the length; alone it is the deadline. Else it is only shown.", "有开始而无工期时用来计算工期；单独填写时作为截止日期；否则仅供显示。", "2026-03-06 17:00", "2026-03-06 17:00"},
	deadlineField:       {"The date by which it should be finished. It moves nothing; being late is reported.", "应完成的日期；不影响排程，逾期时提示。", "2026-04-01", "2026-04-01"},
	percentField:        {"How much of the duration is done, from 0 % to 100 %.", "工期已完成的比例，0% 至 100%。", "50%", "50%"},
	beforeField:         {"Ids of the tasks before it, with the type of link (FS, SS, FF, SF) and a lag where needed, apart by commas.", "前置任务的编号，需要时加链接类型（FS、SS、FF、SF）和延隔时间，用逗号分开。", "3, 4FS+2d, 5SS-1d", "3, 4FS+2 个工作日, 5SS-1 天"},
	peopleField:         {"Names from the sheet of resources or new ones, with a share in brackets, apart by commas.", "资源表中的名称或新名称，方括号内为投入比例，用逗号分开。", "Li Lei, Han Meimei[50%]", "李雷, 韩梅梅[50%]"},
	milestoneField:      {"yes for a point in time that matters.", "重要的时间点填“是”。", "yes", "是"},
	constraintField:     {"Binds the task to the constraint date. Empty: the start binds where there are no predecessors.", "按限制日期约束任务；为空时，没有前置任务的任务按开始日期约束。", "Must Start On", "必须开始于"},
	constraintDateField: {"The date of the constraint.", "限制所用的日期。", "2026-03-09 08:00", "2026-03-09 08:00"},
	actualStartField:    {"When work began. Empty: not begun.", "实际开始的时间；为空表示尚未开始。", "2026-03-03 08:00", "2026-03-03 08:00"},
	actualFinishField:   {"When work was done. Empty: not finished.", "实际完成的时间；为空表示尚未完成。", "2026-03-06 17:00", "2026-03-06 17:00"},
	modeField:           {"Manually Scheduled keeps the start and the finish as they stand, whatever comes before.", "“手动计划”保持所填的开始和完成，不受前置任务影响。", "Auto Scheduled", "自动计划"},
	activeField:         {"no leaves the task out of the schedule.", "填“否”时任务不参与排程。", "yes", "是"},
	priorityField:       {"For levelling, from 0 to 1000.", "用于资源调配，0 至 1000。", "500", "500"},
	notesField:          {"Anything else.", "其他说明。", "with the customer", "与客户一起"},
}

// guideRules hold for all columns.
var guideRules = []struct{ en, zh string }{
	{"Columns may be moved, left out or added; those that are not known are named when the file is read.", "列可以移动、删除或增加；读取时会列出无法识别的列。"},
	{"Write dates as dates, or as text such as 2026-03-04. Text such as 03/04/2026 may be meant in two ways and is not taken.", "日期请用日期格式，或写成 2026-03-04；03/04/2026 这样的写法有歧义，不会采用。"},
	{"A formula counts as the result that the file holds. Every cell that is not understood is named when the file is read.", "公式按文件中保存的结果读取；无法识别的单元格会逐一列出。"},
}
