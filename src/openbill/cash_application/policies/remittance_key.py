"""By what a remittance advice is known again in another file."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from openbill.cash_application.types.remittances import AdvisedLine, RemittanceAdvice
from openbill.primitives.money import Money


def remittance_keys(advices: Sequence[RemittanceAdvice], file_digest: str) -> list[str]:
    """The key of each advice of one file, in their order: a hash over what it says, and which of its equals it is.

    An advice that names neither a reference, a day nor a document could be written again about another payment: it is
    known by its file too. A mail that is forwarded, and a file that is sent again under another name, say the same.
    """
    seen: Counter[str] = Counter()
    keys = []
    for advice in advices:
        told = _digest(advice, file_digest)
        seen[told] += 1
        keys.append(f"{told} {seen[told]}")
    return keys


def _digest(advice: RemittanceAdvice, file_digest: str) -> str:
    is_known_by_itself = bool(
        advice.reference or advice.paid_date or any(each.document_number for each in advice.lines)
    )
    told = [
        "" if is_known_by_itself else file_digest,
        *(advice.payer_name, advice.payer_number, advice.payer_account, advice.reference, advice.currency),
        str(advice.paid_date or ""),
        _units(advice.amount),
        [_line(each) for each in advice.lines],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]


def _line(line: AdvisedLine) -> list[str]:
    return [
        line.document_number, _units(line.amount), _units(line.discount), _units(line.deduction), line.reason,
        line.reason_code, line.purchase_order,
    ]  # fmt: skip


def _units(amount: Money | None) -> str:
    return "" if amount is None else str(amount.minor_units)
