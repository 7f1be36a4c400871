package pii

import (
	"strings"
	"time"
)

// classify says what a number is by its digits alone; "" for one that
// identifies nobody.
func classify(n, grown string) string {
	switch {
	case identityCard(n, grown):
		return IdentityCard
	case strings.HasSuffix(n, "X"):
		return ""
	case mobile(national(n)):
		return Mobile
	case len(n) >= 16 && len(n) <= longest && strings.ContainsAny(n[:1], "34569") && !creditCode(n) && luhn(n):
		return BankCard
	}
	return ""
}

// unionPay begins the numbers of nearly all cards.
const unionPay = "62"

// likely says quickly that digits may be a number.
func likely(n []byte) bool {
	switch len(n) {
	case 11:
		return n[0] == '1' && n[1] >= '3'
	case 12:
		return n[0] == '0' && n[1] == '1'
	case 13:
		return n[0] == '8' && n[1] == '6'
	}
	return len(n) >= 15
}

// longest is how many digits the longest number has.
const longest = 19

// country is the prefix of a number dialled from abroad.
const country = "86"

// national is a mobile number without the prefixes that it is dialled with.
func national(n string) string {
	for _, prefix := range []string{"00" + country, country, "0"} {
		if rest, ok := strings.CutPrefix(n, prefix); ok && mobile(rest) {
			return rest
		}
	}
	return n
}

func mobile(n string) bool {
	return len(n) == 11 && n[0] == '1' && n[1] >= '3' && !strings.Contains(n, "X")
}

// identityCard: 18 digits with a birthday and the check digit of GB 11643; or,
// of a province, with a birthday that is somebody's and a digit mistyped; or the
// 15 digits of old.
func identityCard(n, grown string) bool {
	switch {
	case len(n) == 15 && !strings.HasSuffix(n, "X"):
		return province(n) && n[6:8] >= "20" && birthday("19"+n[6:12])
	case len(n) < 17 || len(n) > 19:
		return false
	case len(n) == 18 && birthday(n[6:14]) && n[17] == checkDigit(n):
		return true
	}
	return province(n) && n[6:10] <= grown && birthday(n[6:14]) && (len(n) == 18 && !creditCode(n) || !luhn(n))
}

// grown is the last year in which those were born whose numbers are known although a
// digit is wrong: what begins with a place and a later day is the number of a document.
// It moves on with the day of the texts.
const (
	grown   = "2012"
	grownAt = 14
)

// birthday: what was written before 1900 is no birthday of anybody here.
func birthday(ymd string) bool {
	_, err := time.Parse("20060102", ymd)
	return err == nil && ymd >= "1900" && ymd < "2100"
}

// provinces are the first digits of identity numbers.
const provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"

func province(n string) bool { return strings.Contains(provinces, n[:2]) }

func checkDigit(n string) byte {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(n[i]-'0') * w
	}
	return "10X98765432"[sum%11]
}

// creditCode checks the last character of a 统一社会信用代码 (GB 32100), of which some
// are nothing but digits.
func creditCode(n string) bool {
	const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	if len(n) != 18 || !strings.ContainsAny(n[:1], "159") || !province(n[2:]) {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		sum += int(n[i]-'0') * weight
		weight = weight * 3 % 31
	}
	return signs[(31-sum%31)%31] == n[17]
}

// luhn checks the last digit of a bank card number; one digit repeated is none.
func luhn(n string) bool {
	sum := 0
	for i := range n {
		d := int(n[len(n)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0 && strings.Trim(n, n[:1]) != ""
}
