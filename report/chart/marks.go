package chart

import (
	"strings"

	"github.com/milepost-go/milepost/report"
)

// colon is what stands between a thing and what is said about it.
func colon(lang report.Lang) string {
	if lang == report.ZhCN {
		return "："
	}
	return ": "
}

// comma is what stands between things of a list.
func comma(lang report.Lang) string {
	if lang == report.ZhCN {
		return "、"
	}
	return ", "
}

// bracketed is a text in brackets behind another.
func bracketed(lang report.Lang, text string) string {
	if lang == report.ZhCN {
		return "（" + text + "）"
	}
	return " (" + text + ")"
}

// told puts sentences or half sentences of a description behind each other.
func told(lang report.Lang, parts []string) string {
	if lang == report.ZhCN {
		return strings.Join(parts, "；")
	}
	return strings.Join(parts, "; ")
}
