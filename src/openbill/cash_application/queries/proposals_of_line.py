"""What one bank line may pay: what its payer wrote, then what the matching found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from openbill.cash_application.errors import LineUnknown
from openbill.cash_application.policies.match_bundle import match_bundle, posting_of_bundle
from openbill.cash_application.policies.match_line import Proposal, match_line
from openbill.cash_application.policies.place_advice import AsAdvised
from openbill.cash_application.policies.place_by_hand import ItemByHand
from openbill.cash_application.policies.posting_of_proposal import posting_of_proposal
from openbill.cash_application.policies.say_why import why_as_advised
from openbill.cash_application.queries.as_advised import as_advised
from openbill.cash_application.queries.known_of_receipts import KnownOfReceipts, known_of_receipts
from openbill.cash_application.queries.receipts import ReceiptOfLine, receipts_of_lines
from openbill.cash_application.types.decisions import NewPosting, Placing
from openbill.customers.models import Customer
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.types import ShortfallKind


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
