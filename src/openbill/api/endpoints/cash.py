"""What bank lines are: proposals, decisions, and how far they are made without anybody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.api.endpoint import Endpoint, act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.cash_application.commands.clear_lines import clear_line, return_by_line
from openbill.cash_application.commands.forget_payer_account import forget_payer_account
from openbill.cash_application.commands.hold_lines import hold_lines, take_lines_up
from openbill.cash_application.commands.match_lines import match_lines
from openbill.cash_application.commands.place_line import confirm_line, confirm_lines, place_line
from openbill.cash_application.commands.set_aside import set_lines_aside
from openbill.cash_application.commands.set_matching_rules import set_matching_rule, set_tolerance
from openbill.cash_application.commands.set_reason_code import forget_reason_code, set_reason_code
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.queries.decisions_of_line import DecisionOfLine, decisions_of_line
from openbill.cash_application.queries.find_payer_accounts import ListedPayerAccount, payer_accounts_in_order
from openbill.cash_application.queries.in_transit import InTransit
from openbill.cash_application.queries.line_told import LineTold, known_already, line_told
from openbill.cash_application.queries.lines_in_order import LineInOrder, LineState, lines_in_order
from openbill.cash_application.queries.lines_to_decide import FiguresOfCash, figures_of_cash
from openbill.cash_application.queries.matching_rules import (
    RuleOfMatching,
    ToleranceDetails,
    rule_of_matching,
    tolerances,
)
from openbill.cash_application.queries.proposals_of_line import PlacedItem, proposals_of_line
from openbill.cash_application.queries.reason_codes import ReasonCodeDetails, reason_codes
from openbill.cash_application.queries.reconciliation import Reconciliation, outstanding, reconciliations
from openbill.cash_application.queries.returned_by_line import MayBeReturned, may_be_returned
from openbill.cash_application.types.decisions import AsideOn
from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.context import Context
from openbill.organizations.queries.organization_in_force import organization_in_force

DIGITS = 4
"""Of a probability: nobody knows more of them."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that a line may pay: whose it would be, how sure that is (0 to 1), why, and what becomes of which item.

    Without a `probability` it is what the payer wrote. Where it is of several customers, the first is named, and how
    many `others` there are. `rank` is its place, from 1, by which it is confirmed; `evidence` are codes, with a number
    behind where one counts.
    """

    rank: int
    customer_id: UUID
    customer_number: str
    customer_name: str
    others: int
    probability: float | None
    evidence: tuple[str, ...]
    currency: str
    items: tuple[PlacedItem, ...]
    unapplied_minor: int


def list_bank_lines(
    *,
    state: LineState | None = None,
    bank_account_id: UUID | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[LineInOrder]:
    """Bank lines with what became of them, the first brought in first."""
    place = place_of(after, UUID)
    rows = lines_in_order(
        state=state, bank_account_id=bank_account_id, after=place[0] if place else None, limit=checked_limit(limit) + 1
    )
    return page(rows, limit, lambda row: (row.id,))


def show_bank_line(*, line_id: UUID) -> LineTold:
    """One bank line as the bank told it, and its state."""
    return line_told(line_id)


def list_proposals(*, line_id: UUID) -> Page[Proposal]:
    """What a line may pay as things stand now, the most probable first."""
    currency = line_told(line_id).currency
    return whole(
        [
            Proposal(
                each.rank, each.customer_id, each.customer_number, each.customer_name, each.others,
                None if each.probability is None else round(each.probability, DIGITS),
                each.evidence, currency, each.items, each.unapplied_minor,
            )
            for each in proposals_of_line(line_id)
        ]
    )  # fmt: skip


def list_decisions(*, line_id: UUID) -> Page[DecisionOfLine]:
    """What was decided about a line, the latest first; what was undone stays."""
    return whole(decisions_of_line(line_id))


def set_line_aside(*, line_id: UUID, account: AsideOn = AsideOn.OTHER, context: Context) -> None:
    """Say that a line is none of receivables, and on which account of the books its money stands."""
    set_lines_aside(line_ids=[line_id], account=account, context=context)


@dataclass(frozen=True, slots=True)
class KnownAlready:
    """What a line may be that the books know of: a payment, return or refund, or the kind of what was expected."""

    kind: str
    id: UUID
    number: str
    customer_id: UUID | None
    currency: str
    amount_minor: int
    expected_date: date
    references: tuple[str, ...]


def list_known(*, line_id: UUID) -> Page[KnownAlready]:
    """What of the amount of a line the books know of, and no bank told of yet."""
    return whole([_known(each) for each in known_already(line_id)])


def list_outstanding() -> Page[KnownAlready]:
    """What the books expect of banks, the oldest first; 200 of them."""
    return whole([_known(each) for each in outstanding()])


def _known(each: InTransit) -> KnownAlready:
    return KnownAlready(
        each.source.kind, each.source.id, each.number, each.customer_id, each.amount.currency,
        each.amount.minor_units, each.expected_date, each.words,
    )  # fmt: skip


def list_returnable(*, line_id: UUID) -> Page[MayBeReturned]:
    """The payments that the bank may have taken back with a line, the likeliest first."""
    line_told(line_id)
    return whole(may_be_returned(line_id))


def list_reconciliations() -> Page[Reconciliation]:
    """Each account at a bank: what the bank says is on it, what the books say, and what nobody has decided about."""
    return whole(reconciliations(organization_in_force().today))


def hold_line(*, line_id: UUID, note: str = "", context: Context) -> None:
    """Put a line off, with a note; it is not posted by itself meanwhile."""
    hold_lines(line_ids=[line_id], note=note, context=context)


def take_line_up(*, line_id: UUID, context: Context) -> None:
    """Put a line that was put off among those to be decided."""
    take_lines_up(line_ids=[line_id], context=context)


def show_cash_figures() -> FiguresOfCash:
    """How it went with the receipts of the last 30 days: what was posted by itself, and what of it was wrong."""
    return figures_of_cash(organization_in_force().today)


def show_matching_rule() -> RuleOfMatching:
    """Whether lines are posted by themselves, and which share of these is to be right."""
    return rule_of_matching()


def list_reason_codes() -> Page[ReasonCodeDetails]:
    """What payers' reason codes stand for, those for everybody first."""
    return whole(reason_codes())


def list_tolerances() -> Page[ToleranceDetails]:
    """What payers may be short, by currency."""
    return whole(tolerances())


def list_payer_accounts(
    *, customer_id: UUID | None = None, after: str | None = None, limit: int = ROWS
) -> Page[ListedPayerAccount]:
    """From which accounts customers pay, as was learned from what people confirmed; of one customer, or of all."""
    place = place_of(after, UUID)
    rows = payer_accounts_in_order(
        customer_ids=None if customer_id is None else with_merged([customer_id]),
        after=place[0] if place else None,
        limit=checked_limit(limit) + 1,
    )
    return page(rows, limit, lambda row: (row.id,))


ENDPOINTS = (
    ask("/bank-lines", "cash_application.view", list_bank_lines),
    ask("/bank-lines/{line_id}", "cash_application.view", show_bank_line),
    ask("/bank-lines/{line_id}/proposals", "cash_application.view", list_proposals),
    ask("/bank-lines/{line_id}/decisions", "cash_application.view", list_decisions),
    act("POST", "/bank-lines/{line_id}/place", place_line),
    act("POST", "/bank-lines/{line_id}/confirm", confirm_line),
    act("POST", "/bank-lines/confirm", confirm_lines),
    act("POST", "/bank-lines/{line_id}/undo", undo_posting),
    ask("/bank-lines/{line_id}/known", "cash_application.view", list_known),
    ask("/bank-lines/{line_id}/returnable", "cash_application.view", list_returnable),
    act("POST", "/bank-lines/{line_id}/clear", clear_line),
    act("POST", "/bank-lines/{line_id}/return", return_by_line),
    Endpoint("POST", "/bank-lines/{line_id}/set-aside", "cash_application.post", set_line_aside),
    Endpoint("POST", "/bank-lines/{line_id}/hold", "cash_application.post", hold_line),
    Endpoint("POST", "/bank-lines/{line_id}/take-up", "cash_application.post", take_line_up),
    act("POST", "/bank-accounts/{bank_account_id}/match", match_lines),
    ask("/reconciliations", "cash_application.view", list_reconciliations),
    ask("/outstanding-at-banks", "cash_application.view", list_outstanding),
    ask("/cash-figures", "cash_application.view", show_cash_figures),
    ask("/matching-rule", "cash_application.view", show_matching_rule),
    act("PUT", "/matching-rule", set_matching_rule),
    ask("/tolerances", "cash_application.view", list_tolerances),
    act("PUT", "/tolerances", set_tolerance),
    ask("/reason-codes", "cash_application.view", list_reason_codes),
    act("PUT", "/reason-codes", set_reason_code),
    act("POST", "/reason-codes/forget", forget_reason_code),
    ask("/payer-accounts", "cash_application.view", list_payer_accounts),
    act("POST", "/payer-accounts/{payer_account_id}/forget", forget_payer_account),
)
