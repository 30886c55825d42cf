"""An advice in letters that can be seen, none of its texts longer than people write."""

import re
from dataclasses import replace

from openbill.cash_application.types.remittances import AdvisedLine, RemittanceAdvice

LONGEST_NAME, LONGEST_REASON = 200, 500
MOST_WARNINGS = 20

_SPACE = re.compile(r"\s+")


def tidy_advice(advice: RemittanceAdvice) -> RemittanceAdvice:
    """The same advice with tidy texts; amounts and days are left as they are."""
    return replace(
        advice,
        payer_name=tidy(advice.payer_name),
        payer_number=tidy(advice.payer_number),
        payer_account=tidy(advice.payer_account),
        reference=tidy(advice.reference),
        lines=tuple(_line(each) for each in advice.lines),
        warnings=tuple(tidy(each, LONGEST_REASON) for each in advice.warnings[:MOST_WARNINGS]),
    )


def _line(line: AdvisedLine) -> AdvisedLine:
    return replace(
        line,
        document_number=tidy(line.document_number),
        reason=tidy(line.reason, LONGEST_REASON),
        reason_code=tidy(line.reason_code),
        purchase_order=tidy(line.purchase_order),
    )


def tidy(text: str, longest: int = LONGEST_NAME) -> str:
    """A text in one line; what cannot be seen, and no database keeps, is left out."""
    joined = _SPACE.sub(" ", text[: 10 * longest])
    return "".join(letter for letter in joined if letter.isprintable()).strip()[:longest].rstrip()
