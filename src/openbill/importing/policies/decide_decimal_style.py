"""Whether the comma or the point stands before the cents."""

import re
from dataclasses import dataclass

from openbill.importing.types.files import DecimalStyle

_NUMBER = re.compile(r"\d[\d.,'’ \u00a0\u202f]*", re.ASCII)

_LETTERS_OF_A_CURRENCY = 5


@dataclass(slots=True)
class DecimalEvidence:
    """What the amounts of a file prove about their decimal sign."""

    point: int = 0
    comma: int = 0
    point_or_group: int = 0
    comma_or_group: int = 0
    amounts: int = 0
    other: int = 0
    negative: int = 0
    with_currency: int = 0

    @property
    def is_proven(self) -> bool:
        return bool(self.point or self.comma) or not (self.point_or_group or self.comma_or_group)

    def weigh_one(self, raw: str) -> None:
        value = raw.strip()
        if not value:
            return
        match = _NUMBER.search(value)
        letters = sum(letter.isalpha() for letter in value)
        if match is None or letters > _LETTERS_OF_A_CURRENCY:
            self.other += 1
            return
        self.amounts += 1
        self.with_currency += letters == 3 or any(sign in value for sign in "€£¥")
        self.negative += "-" in value or "\u2212" in value or value.startswith("(")
        number = match[0].rstrip()
        points, commas = number.count("."), number.count(",")
        if points and commas:
            if number.rfind(".") > number.rfind(","):
                self.point += 1
            else:
                self.comma += 1
        elif points == 1:
            if _could_be_group(number, "."):
                self.point_or_group += 1
            else:
                self.point += 1
        elif commas == 1:
            if _could_be_group(number, ","):
                self.comma_or_group += 1
            else:
                self.comma += 1
        elif points > 1 and _are_groups(number, "."):
            self.comma += 1
        elif commas > 1 and _are_groups(number, ","):
            self.point += 1


def decide_decimal_style(evidence: DecimalEvidence, currency_decimals: int) -> tuple[DecimalStyle, list[str]]:
    """The decimal sign of a file, and in words what was assumed.

    Where every amount looks like 1.234, three digits behind the sign are cents only in a currency with three
    decimals; in all others the sign groups the thousands.
    """
    if evidence.point or evidence.comma:
        style: DecimalStyle = "point" if evidence.point >= evidence.comma else "comma"
        if evidence.point and evidence.comma:
            return style, [
                f"Some amounts have a decimal point ({evidence.point}) and some a decimal comma "
                f"({evidence.comma}): the decimal {style} is taken, the others are refused."
            ]
        return style, []
    if not (evidence.point_or_group or evidence.comma_or_group):
        return "point", []
    sign_is_point = evidence.point_or_group >= evidence.comma_or_group
    is_decimal = currency_decimals == 3
    style = "point" if sign_is_point == is_decimal else "comma"
    sign, example = ("point", "1.234") if sign_is_point else ("comma", "1,234")
    meaning = "decimals" if is_decimal else "thousands"
    return style, [
        f"Amounts such as {example} could have decimals or thousands; the {sign} is taken to mark {meaning}."
    ]


def _are_groups(number: str, sign: str) -> bool:
    first, *groups = number.split(sign)
    return 1 <= len(first) <= 3 and first.isdigit() and all(len(each) == 3 and each.isdigit() for each in groups)


def _could_be_group(number: str, sign: str) -> bool:
    whole, _, rest = number.partition(sign)
    return len(rest) == 3 and rest.isdigit() and 1 <= len(whole) <= 3 and whole.isdigit() and whole[0] != "0"
