package mark

import (
	"regexp"
	"slices"
	"strings"
)

var (
	quotedText  = regexp.MustCompile(`"[^"]*"`)
	quotedSheet = regexp.MustCompile(`'(?:[^']|'')*'`)
	outside     = regexp.MustCompile(`\[\d+\]|\[[^\]]*\.[A-Za-z]|\|`)
	called      = regexp.MustCompile(`([A-Za-z_\p{Han}][\w.\p{Han}]*)\s*\(`)
)

// reachesOut reports whether a formula does more than compute with the cells of
// its workbook: it names another file, or calls what is not known to compute.
func reachesOut(formula string) bool {
	rest := quotedText.ReplaceAllString(formula, `""`)
	for _, sheet := range quotedSheet.FindAllString(rest, -1) {
		if strings.ContainsAny(sheet, `[]\/|`) {
			return true
		}
	}
	rest = quotedSheet.ReplaceAllString(rest, "S")
	if outside.MatchString(rest) {
		return true
	}
	return slices.ContainsFunc(called.FindAllStringSubmatch(rest, -1), func(m []string) bool {
		name := strings.ToUpper(m[1])
		for _, prefix := range []string{"_XLFN.", "_XLWS.", "_XLL."} {
			name = strings.TrimPrefix(name, prefix)
		}
		return !computing[name]
	})
}

// computing are the functions that only compute.
var computing = func() map[string]bool {
	out := map[string]bool{}
	for _, name := range strings.Fields(`ABS ADDRESS AND ASC AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS CEILING CHAR CHOOSE CLEAN CODE COLUMN COLUMNS
		CONCAT CONCATENATE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DATEDIF DATEVALUE DAY DAYS DBCS EDATE EOMONTH EVEN EXACT EXP FALSE
		FILTER FIND FIXED FLOOR FREQUENCY HLOOKUP HOUR IF IFERROR IFNA IFS INDEX INT ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA ISNONTEXT
		ISNUMBER ISODD ISTEXT LARGE LEFT LEFTB LEN LENB LET LN LOG LOOKUP LOWER MATCH MAX MAXIFS MEDIAN MID MIDB MIN MINIFS MINUTE MOD MODE
		MONTH N NA NETWORKDAYS NOT NOW NUMBERSTRING ODD OFFSET OR PERCENTILE POWER PRODUCT PROPER QUARTILE QUOTIENT RANK REPLACE REPLACEB REPT
		RIGHT RIGHTB ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH SECOND SEQUENCE SIGN SMALL SORT SORTBY SQRT STDEV SUBSTITUTE SUBTOTAL SUM SUMIF
		SUMIFS SUMPRODUCT SWITCH T TEXT TEXTJOIN TIME TIMEVALUE TODAY TRANSPOSE TRIM TRUE TRUNC UNIQUE UPPER VALUE VAR VLOOKUP WEEKDAY WEEKNUM
		WIDECHAR WORKDAY XLOOKUP XMATCH XOR YEAR`) {
		out[name] = true
	}
	return out
}()
