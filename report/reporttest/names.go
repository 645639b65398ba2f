package reporttest

import "strings"

// HostileNames returns texts that break writers which do not escape, clean or
// measure: markup of several formats, formulas, very long text, control
// characters, other scripts, invalid bytes. The caller owns the slice.
func HostileNames() []string {
	return []string{
		`<script>alert("x")</script>`, `</title></style></svg></td></table></script><img src=x onerror=alert(1)>`,
		`]]> & <![CDATA[ &amp; &#0; <!-- -->`, `"quoted" 'single' = onload=x`, `javascript:alert(1)`,
		`a|b||c | \| \\| end\`, "`tick` ``two`` ```three", "*bold* _under_ **strong** ~~gone~~", "[text](http://example.com) ![i](x) <http://example.com>",
		"# heading", "- item", "+ item", "1. item", "1) item", "> quote", "===", "---", "***", "    code", "|---|---|", "[ref]: http://example.com", ":::", "$x$",
		`=HYPERLINK("http://example.com","click")`, "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "a,b;c\td", `say "no"`,
		"line one\nline two", "line\r\nbreak", "para\n\npara", "next\u0085line\u2028sep\u2029end",
		"bell\a nul\x00 esc\x1b[31m del\x7f c1\u009b", "bad \xff\xfe bytes \xe4\xbd", "bom\ufeff non\ufffe\uffff",
		"Прогноз срока", "التحقق من المخطط (نهائي)", "rtl \u202egnp.exe\u202c mark", "基线与挣值：里程碑“验收”", "全角｜竖线，表格", "👩‍🚀🚀 launch ✅", "e\u0301a\u0308 combining", "zero\u200bwidth",
		"", " ", "   ", strings.Repeat("x", 10_000), strings.Repeat("很长的任务名称", 1500), strings.Repeat("<b>", 3000),
		"{{.}} ${x} %s %d %!", `\u0041 \n \x41`, "a\\", "C:\\temp\\*", "x^2_3", "&lt;b&gt; &copy; &nbsp;",
	}
}
