"""One bank line as somebody looks at it: what the bank told, what it may pay, and what was decided before."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.cash_application.errors import LineUnknown
from openbill.cash_application.models import BankLine
from openbill.cash_application.policies.known_by_reference import known_by_reference
from openbill.cash_application.policies.match_bundle import match_bundle, posting_of_bundle
from openbill.cash_application.policies.match_line import Proposal, match_line
from openbill.cash_application.policies.place_advice import AsAdvised
from openbill.cash_application.policies.place_by_hand import ItemByHand
from openbill.cash_application.policies.posting_of_proposal import posting_of_proposal
from openbill.cash_application.policies.say_why import why_as_advised
from openbill.cash_application.queries.as_advised import as_advised
from openbill.cash_application.queries.in_transit import InTransit, in_transit_alike
from openbill.cash_application.queries.known_of_receipts import KnownOfReceipts, known_of_receipts
from openbill.cash_application.queries.receipts import ReceiptOfLine, receipts_of_lines
from openbill.cash_application.types.decisions import NewPosting, Placing
from openbill.customers.models import Customer
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.types import ShortfallKind

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class LineTold:
    """What the bank told of a line, and its state: open, held or the kind of what it was posted as."""

    line_id: UUID
    bank_account_id: UUID
    legal_entity_id: UUID
    account_name: str
    statement_id: UUID
    statement_number: str
    booked_date: date
    value_date: date
    amount_minor: int
    currency: str
    party_name: str
    party_account: str
    text: str
    structured: Sequence[str]
    end_to_end_id: str
    bank_reference: str
    code: str
    bank_note: str
    return_reason: str
    parts: Sequence[dict[str, Any]]
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """What of an item a proposal settles, in minor units: paid by the receipt, let off otherwise; the rest stays open.

    `open_minor` of a credit is negative, and so is what is taken of it. `rests` say what becomes of the rest: by the
    kind of a shortfall, or the reason of a dispute ("dispute:price"), how much of it; blank where the matching says it
    all by what is let off.
    """

    item_id: UUID
    number: str
    due_date: date
    open_minor: int
    paid_minor: int
    let_off_minor: int
    rests: tuple[tuple[str, int], ...] = ()

    @property
    def rest_minor(self) -> int:
        return self.open_minor - self.paid_minor - self.let_off_minor


@dataclass(frozen=True, slots=True)
class ProposalOfLine:
    """One thing that a line may pay: whose it would be, how sure that is, why, and what becomes of which item.

    Without a `probability` it is what the payer wrote. Where it is of several customers, it names the first, and how
    many `others` there are.
    """

    rank: int
    customer_id: UUID
    customer_number: str
    customer_name: str
    others: int
    probability: float | None
    evidence: tuple[str, ...]
    items: tuple[PlacedItem, ...]
    unapplied_minor: int
    posting: NewPosting


@dataclass(frozen=True, slots=True)
class PostedPart:
    """A payment that came of a posted line."""

    payment_id: UUID
    number: str
    customer_id: UUID
    customer_name: str
    amount_minor: int
    unapplied_minor: int


@dataclass(frozen=True, slots=True)
class DecisionOfLine:
    """What was decided about a line, and whether it was undone."""

    posting_id: UUID
    kind: str
    is_by_itself: bool
    probability: float | None
    rank: int | None
    evidence: Sequence[str]
    currency: str
    posted_at: datetime
    undone_at: datetime | None
    undone_reason: str
    parts: tuple[PostedPart, ...]


def line_told(line_id: UUID) -> LineTold:
    """The line as the bank told it. Raises LineUnknown."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT line.id, line.bank_account_id, account.legal_entity_id, account.name, statement.id, statement.number,
                   line.booked_date, line.value_date, line.amount_minor, line.currency, line.party_name,
                   line.party_account, line.text, line.structured, line.end_to_end_id, line.bank_reference,
                   line.code, line.note, line.return_reason, line.parts,
                   CASE WHEN to_do.is_held THEN 'held' WHEN to_do.line_id IS NOT NULL THEN 'open'
                        ELSE coalesce(posting.kind, 'notice') END,
                   coalesce(to_do.note, '')
            FROM bank_line line
            JOIN bank_statement statement
              ON statement.organization_id = line.organization_id AND statement.id = line.statement_id
            JOIN bank_account account
              ON account.organization_id = line.organization_id AND account.id = line.bank_account_id
            LEFT JOIN line_to_do to_do
              ON to_do.organization_id = line.organization_id AND to_do.line_id = line.id
            LEFT JOIN line_posting posting ON posting.organization_id = line.organization_id
                                          AND posting.line_id = line.id AND posting.undone_at IS NULL
            WHERE line.organization_id = %s AND line.id = %s
            """,
            [current_organization_id(), line_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise LineUnknown(line_id=line_id)
    told = LineTold(*row)
    return replace(told, structured=json.loads(row[13]), parts=json.loads(row[19]))


def proposals_of_line(line_id: UUID) -> list[ProposalOfLine]:
    """What a line may pay as things stand now: what its payer wrote, then the most probable first.

    Nothing for money that went out. Raises LineUnknown.
    """
    line, known = _known_of(line_id)
    if line.receipt.amount <= 0:
        return []
    advised = as_advised([line]).get(line_id)
    bundle = match_bundle(line.parts, known)
    proposals = [] if bundle else match_line(line.receipt, known)
    payers = {proposal.customer for proposal in (*bundle, *proposals)}
    if advised:
        payers |= {placing.customer_id for placing in advised.placings}
    rows = Customer.objects.filter(organization_id=current_organization_id(), id__in=payers)
    customers = {row.id: row for row in rows}
    found = [
        _shown(posting_of_proposal(line_id, line.amount, proposals, rank, known), [proposal], known, customers)
        for rank, proposal in enumerate(proposals, start=1)
    ]
    if bundle:
        posting = posting_of_bundle(line_id, line.currency, line.parts, bundle, known)
        found = [_shown(posting, bundle, known, customers)]
    return found if advised is None else [_written(line, advised, customers), *(_behind(each) for each in found)]


def _written(line: ReceiptOfLine, advised: AsAdvised, customers: Mapping[UUID, Customer]) -> ProposalOfLine:
    payers = dict.fromkeys(placing.customer_id for placing in advised.placings)
    first = customers[next(iter(payers))]
    evidence = why_as_advised(advised)
    return ProposalOfLine(
        rank=1,
        customer_id=first.id,
        customer_number=first.number,
        customer_name=first.name,
        others=len(payers) - 1,
        probability=None,
        evidence=evidence,
        items=tuple(_written_item(*each) for each in zip(advised.items, advised.due_dates, strict=True)),
        unapplied_minor=0,
        posting=NewPosting(line.line_id, advised.placings, rank=1, evidence=evidence),
    )


def _written_item(item: ItemByHand, due_date: date) -> PlacedItem:
    rests = [(each, each.amount.minor_units) for each in item.rests if each.amount is not None]
    return PlacedItem(
        item.item_id,
        item.number,
        due_date,
        item.open.minor_units,
        item.taken.minor_units,
        sum(minor for each, minor in rests if isinstance(each.why, ShortfallKind)),
        tuple((each.word, minor) for each, minor in rests),
    )


def _behind(proposal: ProposalOfLine) -> ProposalOfLine:
    """What was found out stands behind what the payer wrote, and teaches nothing beside it."""
    rank = proposal.rank + 1
    return replace(proposal, rank=rank, posting=replace(proposal.posting, rank=rank, probability=None))


def known_already(line_id: UUID) -> list[InTransit]:
    """What a line may be that the books know of: the MOST_SHOWN of the nearest days, what it names first.

    Raises LineUnknown.
    """
    lines = receipts_of_lines([line_id])
    if not lines:
        raise LineUnknown(line_id=line_id)
    alike = in_transit_alike(lines).get(line_id, [])
    named = known_by_reference(lines[0].references, [each.words for each in alike])
    return ([] if named is None else [alike.pop(named)]) + alike[: MOST_SHOWN - 1]


def _known_of(line_id: UUID) -> tuple[ReceiptOfLine, KnownOfReceipts]:
    lines = receipts_of_lines([line_id])
    if not lines:
        raise LineUnknown(line_id=line_id)
    (line,) = lines
    known = known_of_receipts(
        [line.receipt, *line.parts],
        legal_entity_id=line.legal_entity_id,
        currency=line.currency,
        today=line.booked_date,
    )
    return line, known


def _shown(
    posting: NewPosting, proposals: Sequence[Proposal], known: KnownOfReceipts, customers: Mapping[UUID, Customer]
) -> ProposalOfLine:
    """A posting by one proposal, or by those of the parts that a line bundles: one placing for each."""
    payers = list(dict.fromkeys(proposal.customer for proposal in proposals))
    first = customers[payers[0]]
    pairs = list(zip(proposals, posting.placings, strict=True))
    settled = sum(
        each.amount.minor_units
        for placing in posting.placings
        for each in placing.designations
        if each.amount is not None
    )
    assert posting.rank is not None
    return ProposalOfLine(
        posting.rank,
        first.id,
        first.number,
        first.name,
        len(payers) - 1,
        min(proposal.probability for proposal in proposals),
        posting.evidence,
        tuple(item for proposal, placing in pairs for item in _items(proposal, placing, known)),
        sum(placing.amount.minor_units for placing in posting.placings) - settled,
        posting,
    )


def _items(proposal: Proposal, placing: Placing, known: KnownOfReceipts) -> Iterator[PlacedItem]:
    debts, numbers = known.debts_of(proposal.customer), known.printed_numbers_of(proposal.customer)
    paid: dict[UUID, int] = {
        each.item_id: each.amount.minor_units for each in placing.designations if each.amount is not None
    }
    for use in placing.credit_uses:
        paid[use.debit_item_id] = paid.get(use.debit_item_id, 0) + use.amount.minor_units
        paid[use.credit_item_id] = paid.get(use.credit_item_id, 0) - use.amount.minor_units
    let_off = {short.item_id: short.amount.minor_units for short in placing.shortfalls}
    for place in proposal.solution.places:
        debt = debts[place]
        taken = paid.get(debt.key, 0)
        earned = min(debt.discount, debt.open - taken) if debt.open > taken > 0 else 0
        yield PlacedItem(
            debt.key, numbers[place], date.fromordinal(debt.due), debt.open, taken, let_off.get(debt.key, earned)
        )


def decisions_of_line(line_id: UUID) -> list[DecisionOfLine]:
    """What was decided about a line, the latest first. Raises LineUnknown."""
    if not BankLine.objects.filter(organization_id=current_organization_id(), id=line_id).exists():
        raise LineUnknown(line_id=line_id)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT posting.id, posting.kind, posting.is_by_itself, posting.probability, posting.rank, posting.evidence,
                   line.currency, posting.posted_at, posting.undone_at, posting.undone_reason
            FROM line_posting posting
            JOIN bank_line line ON line.organization_id = posting.organization_id AND line.id = posting.line_id
            WHERE posting.organization_id = %s AND posting.line_id = %s ORDER BY posting.posted_at DESC, posting.id DESC
            """,
            [current_organization_id(), line_id],
        )
        rows = cursor.fetchall()
    parts = _parts([row[0] for row in rows])
    found = []
    for posting_id, kind, is_by_itself, probability, rank, evidence, currency, posted_at, undone_at, reason in rows:
        found.append(
            DecisionOfLine(
                posting_id=posting_id,
                kind=kind,
                is_by_itself=is_by_itself,
                probability=probability,
                rank=rank,
                evidence=json.loads(evidence),
                currency=currency,
                posted_at=posted_at,
                undone_at=undone_at,
                undone_reason=reason,
                parts=tuple(parts.get(posting_id, ())),
            )
        )
    return found


def _parts(posting_ids: Sequence[UUID]) -> dict[UUID, list[PostedPart]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT split.posting_id, split.payment_id, item.document_number, customer.id, customer.name,
                   split.amount_minor, item.open_minor
            FROM line_split split
            JOIN payment ON payment.organization_id = split.organization_id AND payment.id = split.payment_id
            JOIN open_item item ON item.organization_id = payment.organization_id AND item.id = payment.item_id
            JOIN customer ON customer.organization_id = split.organization_id AND customer.id = split.customer_id
            WHERE split.organization_id = %s AND split.posting_id = ANY(%s)
            ORDER BY split.posting_id, split.number
            """,
            [current_organization_id(), list(posting_ids)],
        )
        parts: dict[UUID, list[PostedPart]] = {}
        for posting_id, *part in cursor.fetchall():
            parts.setdefault(posting_id, []).append(PostedPart(*part))
    return parts
