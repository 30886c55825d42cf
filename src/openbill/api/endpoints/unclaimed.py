"""Credits that nobody claims: their clocks, letters, rules, reports, and the handing over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.api.endpoint import CSV, FileAnswer, act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.customers.queries.customer_details import customer_details
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.money import Money
from openbill.unclaimed.commands.approve_hand_over import approve_hand_over
from openbill.unclaimed.commands.pay_hand_over import pay_hand_over
from openbill.unclaimed.commands.record_answer import record_owner_answer, withdraw_owner_answer
from openbill.unclaimed.commands.record_contact import record_owner_contact, withdraw_owner_contact
from openbill.unclaimed.commands.record_owner_return import record_owner_return, withdraw_owner_return
from openbill.unclaimed.commands.request_hand_over import decline_hand_over, request_hand_over
from openbill.unclaimed.commands.set_holder_jurisdiction import set_holder_jurisdiction
from openbill.unclaimed.commands.set_unclaimed_rule import set_unclaimed_rule, withdraw_unclaimed_rule
from openbill.unclaimed.commands.undo_hand_over import undo_hand_over
from openbill.unclaimed.commands.write_letters import write_unclaimed_letters
from openbill.unclaimed.policies.jurisdiction import checked_jurisdiction
from openbill.unclaimed.policies.report_file import report_lines
from openbill.unclaimed.queries.hand_overs import (
    HandOverInOrder,
    ToHandOver,
    credits_of_hand_over,
    hand_over_of,
    hand_overs_in_order,
    report_of,
    to_hand_over,
)
from openbill.unclaimed.queries.rules import HolderInOrder, holders, rules_in_order
from openbill.unclaimed.queries.unclaimed_credits import (
    ChangeOfUnclaimed,
    ContactOfOwner,
    LetterOfUnclaimed,
    UnclaimedInOrder,
    contacts_of_owner,
    history_of_unclaimed,
    letters_of_unclaimed,
    unclaimed_credit_of,
    unclaimed_in_order,
)
from openbill.unclaimed.types import ClockState, CreditKind, ReportedCredit, Rule, Treatment


class HandOverState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    PAID = "paid"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class RuleTold:
    """A rule; `letter_minimum` is the least amount that a letter is asked for, None where it is for every one."""

    jurisdiction: str
    kind: CreditKind
    treatment: Treatment
    dormancy_months: int
    from_year_end: bool
    cut_off: str
    report_by: str
    deliver_by: str
    letter_earliest_days: int | None
    letter_latest_days: int
    letter_minimum: Money | None
    exempts_businesses: bool
    source: str
    checked_on: date
    valid_from: date
    is_own: bool


def list_unclaimed_credits(
    *,
    customer_id: UUID | None = None,
    state: ClockState | None = None,
    jurisdiction: str | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[UnclaimedInOrder]:
    """Credits with a clock, the last that got one first."""
    place = place_of(after, UUID)
    rows = unclaimed_in_order(
        customer_id=customer_id,
        state=state,
        jurisdiction=jurisdiction,
        after=place[0] if place else None,
        limit=checked_limit(limit) + 1,
    )
    return page(rows, limit, lambda row: (row.id,))


def show_unclaimed_credit(*, credit_id: UUID) -> UnclaimedInOrder:
    """One credit, and where its clock stands."""
    return unclaimed_credit_of(credit_id)


def list_history_of_unclaimed(*, credit_id: UUID) -> Page[ChangeOfUnclaimed]:
    """What became of a credit, the last first."""
    return whole(history_of_unclaimed(unclaimed_credit_of(credit_id).id))


def list_letters_of_unclaimed(*, credit_id: UUID) -> Page[LetterOfUnclaimed]:
    """The letters about a credit, and where their messages are, the last first."""
    return whole(letters_of_unclaimed(unclaimed_credit_of(credit_id).id))


def list_owner_contacts(*, customer_id: UUID) -> Page[ContactOfOwner]:
    """What people and events told of a customer's acts, the last first."""
    return whole(contacts_of_owner(customer_details(customer_id).id))


def list_unclaimed_rules() -> Page[RuleTold]:
    """The rules that hold today, and the own ones that hold later, by jurisdiction and kind of credit."""
    return whole([_told(rule) for rule in rules_in_order(organization_in_force().today)])


def _told(rule: Rule) -> RuleTold:
    least = Money(rule.letter_minimum_minor, rule.currency) if rule.currency else None
    same = {name: getattr(rule, name) for name in RuleTold.__slots__ if name != "letter_minimum"}
    return RuleTold(letter_minimum=least, **same)


def list_holder_jurisdictions() -> Page[HolderInOrder]:
    """The legal entities with the jurisdictions under which they are."""
    return whole(holders())


def list_to_hand_over() -> Page[ToHandOver]:
    """What could be handed over now: sums by jurisdiction, legal entity and currency."""
    return whole(to_hand_over())


def show_unclaimed_report(*, jurisdiction: str, day: date, legal_entity_id: UUID | None = None) -> FileAnswer:
    """The report of a holder to a jurisdiction on a day, as CSV: a line for each credit to be handed over by then."""
    name = checked_jurisdiction(jurisdiction)
    lines = report_lines(report_of(name, day, legal_entity_id=legal_entity_id))
    return FileAnswer("".join(lines).encode(), CSV, f"unclaimed-{name}-{day}.csv")


def list_hand_overs(
    *, state: HandOverState | None = None, after: str | None = None, limit: int = ROWS
) -> Page[HandOverInOrder]:
    """What was handed over to states, or waits for a second person, the last asked for first."""
    place = place_of(after, UUID)
    rows = hand_overs_in_order(state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def show_hand_over(*, hand_over_id: UUID) -> HandOverInOrder:
    """One handing over."""
    return hand_over_of(hand_over_id)


def list_credits_of_hand_over(
    *, hand_over_id: UUID, after: str | None = None, limit: int = ROWS
) -> Page[ReportedCredit]:
    """The credits of a handing over, with their owners and last known addresses."""
    place = place_of(after, UUID)
    known = hand_over_of(hand_over_id)
    rows = credits_of_hand_over(known.id, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.credit_id,))


VIEW = "unclaimed.view"

ENDPOINTS = (
    ask("/unclaimed-credits", VIEW, list_unclaimed_credits),
    ask("/unclaimed-credits/{credit_id}", VIEW, show_unclaimed_credit),
    ask("/unclaimed-credits/{credit_id}/history", VIEW, list_history_of_unclaimed),
    ask("/unclaimed-credits/{credit_id}/letters", VIEW, list_letters_of_unclaimed),
    act("POST", "/unclaimed-credits/{credit_id}/answer", record_owner_answer, status=201),
    act("POST", "/unclaimed-credits/{credit_id}/answer/withdraw", withdraw_owner_answer),
    act("POST", "/unclaimed-credits/{credit_id}/owner-return", record_owner_return, status=201),
    act("POST", "/unclaimed-credits/{credit_id}/owner-return/withdraw", withdraw_owner_return),
    act("POST", "/unclaimed-letters", write_unclaimed_letters, status=201),
    ask("/customers/{customer_id}/owner-contacts", VIEW, list_owner_contacts),
    act("POST", "/customers/{customer_id}/owner-contacts", record_owner_contact, status=201),
    act("POST", "/owner-contacts/{owner_contact_id}/withdraw", withdraw_owner_contact),
    ask("/unclaimed-rules", VIEW, list_unclaimed_rules),
    act("PUT", "/unclaimed-rules", set_unclaimed_rule),
    act("POST", "/unclaimed-rules/withdraw", withdraw_unclaimed_rule),
    ask("/holder-jurisdictions", VIEW, list_holder_jurisdictions),
    act("PUT", "/legal-entities/{legal_entity_id}/holder-jurisdiction", set_holder_jurisdiction),
    ask("/unclaimed-report.csv", VIEW, show_unclaimed_report, media=CSV),
    ask("/to-hand-over", VIEW, list_to_hand_over),
    ask("/hand-overs", VIEW, list_hand_overs),
    act("POST", "/hand-overs", request_hand_over, status=201),
    ask("/hand-overs/{hand_over_id}", VIEW, show_hand_over),
    ask("/hand-overs/{hand_over_id}/credits", VIEW, list_credits_of_hand_over),
    act("POST", "/hand-overs/{hand_over_id}/approve", approve_hand_over),
    act("POST", "/hand-overs/{hand_over_id}/decline", decline_hand_over),
    act("POST", "/hand-overs/{hand_over_id}/pay", pay_hand_over),
    act("POST", "/hand-overs/{hand_over_id}/undo", undo_hand_over),
)
