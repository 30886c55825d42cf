"""The second look at what came in: line by line, with all that is known of those who may have paid."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from openbill.cash_application.policies.match_bundle import match_bundle, posting_of_bundle
from openbill.cash_application.policies.match_line import Proposal, match_line
from openbill.cash_application.policies.may_post_by_itself import may_post_by_itself
from openbill.cash_application.policies.posting_of_proposal import posting_of_proposal
from openbill.cash_application.queries.known_of_receipts import KnownOfReceipts, known_of_receipts
from openbill.cash_application.queries.receipts import ReceiptOfLine
from openbill.cash_application.types.decisions import NewPosting


@dataclass(slots=True)
class LookedAt:
    """What is sure enough to be posted, what is nothing of receivables, and of each line what it may pay."""

    sure: list[NewPosting] = field(default_factory=list)
    aside: list[UUID] = field(default_factory=list)
    proposals: dict[UUID, Sequence[Proposal]] = field(default_factory=dict)


def look_at_lines(
    lines: Sequence[ReceiptOfLine], recorded: Mapping[UUID, Collection[UUID]], threshold: float
) -> LookedAt:
    """Look at lines one after the other: what one of them pays no later one does.

    Nothing is sure that is less probable than `threshold`, or a payment of a customer by whom one of its amount is
    `recorded` already.
    """
    found = LookedAt()
    for (entity_id, currency), group in groupby(lines, key=lambda each: (each.legal_entity_id, each.currency)):
        of_account = list(group)
        known = known_of_receipts(
            [receipt for each in of_account for receipt in (each.receipt, *each.parts)],
            legal_entity_id=entity_id,
            currency=currency,
            today=of_account[0].booked_date,
        )
        for line in of_account:
            known.on(line.booked_date)
            _look_at(line, known, found, recorded.get(line.line_id, ()), threshold)
    return found


def _look_at(
    line: ReceiptOfLine, known: KnownOfReceipts, found: LookedAt, recorded: Collection[UUID], threshold: float
) -> None:
    if line.receipt.amount <= 0:
        found.proposals[line.line_id] = ()
        if _is_nothing_of_ours(line, known):
            found.aside.append(line.line_id)
        return
    bundle = match_bundle(line.parts, known)
    proposals = bundle or match_line(line.receipt, known)
    paying = bundle or proposals[:1]
    found.proposals[line.line_id] = [min(bundle, key=lambda each: each.probability)] if bundle else proposals
    if line.is_return or not paying or not all(may_post_by_itself(each, threshold) for each in paying):
        return
    if any(each.customer in recorded for each in paying):
        return
    posting = (
        posting_of_bundle(line.line_id, line.currency, line.parts, bundle, known)
        if bundle
        else posting_of_proposal(line.line_id, line.amount, proposals, 1, known)
    )
    found.sure.append(posting)
    for customer in dict.fromkeys(each.customer for each in paying):
        known.take_out(customer, _settled_by(posting))


def _is_nothing_of_ours(line: ReceiptOfLine, known: KnownOfReceipts) -> bool:
    """Money that went out to somebody who never paid, for no document of ours, and that no bank took back."""
    return (
        not line.is_return
        and not known.payers(line.receipt.payer_account)
        and not match_line(line.receipt._replace(amount=-line.receipt.amount), known)
    )


def _settled_by(posting: NewPosting) -> set[UUID]:
    items = {each.item_id for placing in posting.placings for each in placing.designations}
    return items | {use.credit_item_id for placing in posting.placings for use in placing.credit_uses}
