"""Which waiting remittance advices tell about which bank lines, asked for many lines in two statements."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.cash_application.models import Remittance
from openbill.cash_application.policies.remittance_fits import (
    SHORTEST_REFERENCE,
    AdviceToFit,
    FitEvidence,
    LineToFit,
    remittance_fits,
)
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.foundation.text_array import text_array


@dataclass(frozen=True, slots=True)
class FittingRemittance:
    """An advice that tells about a line, and why, the most telling first."""

    remittance_id: UUID
    evidence: tuple[FitEvidence, ...]


def fitting_remittances(line_ids: Collection[UUID]) -> Mapping[UUID, Sequence[FittingRemittance]]:
    """By line the waiting advices that fit it, as `remittance_fits` says; lines without one are left out.

    Where the payment's reference names one, those that fit otherwise are left out; where several are left, in the order
    in which they came, it is for people to say which.
    """
    if not Remittance.objects.filter(organization_id=current_organization_id(), state="waiting").exists():
        # Where nobody writes advices, lines need not be read for them.
        return {}
    lines = _lines(line_ids)
    by_reference, by_amount = _waiting(lines.values())
    found = {}
    for line_id, line in lines.items():
        candidates = dict(by_amount.get((line.currency, line.amount), ()))
        for token in line.tokens:
            candidates.update(by_reference.get(token.lstrip("0"), ()))
        fits = [
            FittingRemittance(remittance_id, evidence)
            for remittance_id, advice in sorted(candidates.items())
            if (evidence := remittance_fits(advice, line)) is not None
        ]
        named = [each for each in fits if FitEvidence.REFERENCE in each.evidence]
        if fits:
            found[line_id] = named or fits
    return found


def _lines(line_ids: Collection[UUID]) -> dict[UUID, LineToFit]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, currency, amount_minor, booked_date, concat_ws(' / ', nullif(text, ''), nullif(note, '')),
                   structured, documents, end_to_end_id, bank_reference, party_name, party_account
            FROM bank_line
            WHERE organization_id = %s AND id = ANY(%s::uuid[]) AND amount_minor > 0
            ORDER BY booked_date, id
            """,
            [current_organization_id(), identifier_array(line_ids)],
        )
        return {row[0]: _line(row[1:]) for row in cursor.fetchall()}


def _line(row: Sequence[Any]) -> LineToFit:
    currency, amount, booked_date, text, structured, documents, end_to_end_id, bank_reference, name, account = row
    told = (*json.loads(structured), *(each["number"] for each in json.loads(documents)), end_to_end_id, bank_reference)
    references = tuple(each for each in told if each)
    # Payers put the reference behind other words in a field that is for it alone.
    words = " / ".join((text, *references))
    return LineToFit(currency, amount, booked_date.toordinal(), words, references, name, account)


_Waiting = Mapping[Any, list[tuple[UUID, AdviceToFit]]]


def _waiting(lines: Iterable[LineToFit]) -> tuple[_Waiting, _Waiting]:
    """Waiting advices by what lines say that could be their reference, and by currency and amount."""
    tokens: set[str] = set()
    sums: set[tuple[str, int]] = set()
    for line in lines:
        tokens |= {bare for token in line.tokens if len(bare := token.lstrip("0")) >= SHORTEST_REFERENCE}
        sums.add((line.currency, line.amount))
    with connection.cursor() as cursor:
        cursor.execute(
            _WAITING,
            {
                "organization": current_organization_id(),
                "references": text_array(sorted(tokens)),
                "currencies": text_array(currency for currency, _ in sums),
                "amounts": [amount for _, amount in sums],
            },
        )
        rows = cursor.fetchall()
    by_reference: dict[str, list[tuple[UUID, AdviceToFit]]] = defaultdict(list)
    by_amount: dict[tuple[str, int], list[tuple[UUID, AdviceToFit]]] = defaultdict(list)
    for remittance_id, normal_reference, currency, amount, day, reference, name, number, account, documents in rows:
        advice = AdviceToFit(
            currency, amount, day.toordinal(), reference, name, number, account, documents=tuple(documents)
        )
        by_reference[normal_reference].append((remittance_id, advice))
        by_amount[(currency, amount)].append((remittance_id, advice))
    return by_reference, by_amount


_WAITING = """
    WITH wanted AS (
        SELECT id FROM remittance
        WHERE organization_id = %(organization)s AND state = 'waiting'
          AND normal_reference = ANY(%(references)s::text[])
        UNION
        SELECT remittance.id
        FROM unnest(%(currencies)s::text[], %(amounts)s::bigint[]) AS line (currency, amount)
        JOIN remittance ON remittance.organization_id = %(organization)s AND remittance.state = 'waiting'
                       AND remittance.currency = line.currency AND remittance.amount_minor = line.amount
    )
    SELECT remittance.id, normal_reference, currency, amount_minor, coalesce(paid_date, received_at::date),
           reference, payer_name, payer_number, payer_account,
           ARRAY(SELECT document_number FROM remittance_line line
                 WHERE line.organization_id = %(organization)s AND line.remittance_id = remittance.id
                   AND document_number <> '')
    FROM wanted
    JOIN remittance ON remittance.organization_id = %(organization)s AND remittance.id = wanted.id
"""
