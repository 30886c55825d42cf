"""By what a line of a bank account is known again in another file."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from openbill.cash_application.types.statements import StatementLine


def line_keys(lines: Sequence[StatementLine]) -> list[str]:
    """The key of each line of one account and file, in their order.

    The bank's own reference with day and amount, else a hash over what was booked; and which of its equals of the file
    it is: two equal lines of one day are two payments, and are the same two in a file that holds them again.
    """
    seen: Counter[str] = Counter()
    keys = []
    for line in lines:
        told = _by_reference(line) if line.bank_reference else _by_content(line)
        seen[told] += 1
        keys.append(f"{told} {seen[told]}")
    return keys


def _by_reference(line: StatementLine) -> str:
    return f"reference {line.booked_date} {line.amount.minor_units} {line.bank_reference}"


def _by_content(line: StatementLine) -> str:
    told = (
        *(str(line.booked_date), str(line.value_date), str(line.amount.minor_units), line.amount.currency),
        *(line.party.name, line.party.account, line.remittance.text, *line.remittance.structured),
        *(line.end_to_end_id, line.mandate_id, line.bank_reference, line.code, line.return_reason),
    )
    return f"content {hashlib.sha256(chr(31).join(told).encode()).hexdigest()[:32]}"
