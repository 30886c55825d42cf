"""A text that people or programs write as remittance advices: labelled lines, rows of documents, sentences."""

import re
from collections.abc import Sequence

from openbill.cash_application.errors import RemittanceIsTooLarge, RemittanceTellsNothing
from openbill.cash_application.reading.remittances.checked_size import checked_size, refuse_too_many
from openbill.cash_application.reading.remittances.decoded_words import decoded_words
from openbill.cash_application.reading.remittances.labelled_lines import labels_of
from openbill.cash_application.reading.remittances.payment_in_words import read_payment
from openbill.cash_application.types.remittances import RemittanceAdvice

MOST_TEXT, LONGEST_LINE = 250_000, 2_000

_QUOTED = re.compile(r"^\s*>[>\s]*")


def read_text(content: bytes, file: str, currency: str) -> tuple[RemittanceAdvice, ...]:
    """The advices of a text file. Raises RemittanceIsTooLarge, RemittanceIsTruncated and RemittanceTellsNothing."""
    advices = advices_of_words(decoded_words(checked_size(content, file)), file, currency)
    if not advices:
        raise RemittanceTellsNothing(file=file)
    return advices


def advices_of_words(text: str, file: str, currency: str, *, subject: str = "") -> tuple[RemittanceAdvice, ...]:
    """An advice for each payment of a text; none where it tells of none.

    What is quoted from an earlier mail counts where nothing else is said. `subject` is looked at for documents that the
    text does not name. Raises RemittanceIsTooLarge.
    """
    if len(text) > MOST_TEXT:
        raise RemittanceIsTooLarge(file=file, limit=f"{MOST_TEXT:,} letters")
    lines = [line[:LONGEST_LINE].rstrip() for line in text.splitlines()]
    own = [line for line in lines if not _QUOTED.match(line)]
    return _advices(own, file, currency, subject) or (
        _advices([_QUOTED.sub("", line) for line in lines], file, currency, subject) if len(own) < len(lines) else ()
    )


def _advices(lines: Sequence[str], file: str, currency: str, subject: str) -> tuple[RemittanceAdvice, ...]:
    payments = _payments(lines)
    found = []
    for begin, block in payments:
        advice = read_payment(block, begin, currency, subject if len(payments) == 1 else "")
        if advice.amount is not None or advice.lines:
            found.append(advice)
            refuse_too_many(len(found), sum(len(each.lines) for each in found[-1:]), file)
    return tuple(found)


def _payments(lines: Sequence[str]) -> list[tuple[int, Sequence[str]]]:
    """The lines of each payment, and the number of its first: one begins where a payer or a reference is told anew."""
    starts = [0]
    told: dict[str, str] = {}
    has_amount = False
    for place, line in enumerate(lines):
        for label in labels_of(line):
            if label.field in ("amount", "document_number"):
                has_amount = True
            if label.field not in ("payer_name", "reference") or not label.value:
                continue
            if has_amount and told.get(label.key, label.value) != label.value:
                starts.append(_beginning(lines, place, starts[-1]))
                told, has_amount = {}, False
            told[label.key] = label.value
    return [(begin + 1, lines[begin:end]) for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _beginning(lines: Sequence[str], place: int, before: int) -> int:
    """Behind the last blank line, where only labels and titles stand between: they are of the new payment."""
    for start in range(place, before, -1):
        if not lines[start - 1].strip():
            return start
        if any(label.field in ("amount", "document_number", "deduction") for label in labels_of(lines[start - 1])):
            break
    return place
