"""The worked tables of docs/algorithms/unclaimed.md hold."""

from datetime import date
from uuid import UUID

from django.db import connection
from tests.support.organizations import an_organization
from tests.support.unclaimed import a_rule, a_texan_credit, an_unknown_receipt, at, handed_over, timed

from openbill.foundation.tenancy import scope
from openbill.primitives.money import Money
from openbill.unclaimed.commands.pay_hand_over import pay_hand_over
from openbill.unclaimed.commands.set_holder_jurisdiction import set_holder_jurisdiction
from openbill.unclaimed.policies.clock import clock_of
from openbill.unclaimed.policies.jurisdiction import jurisdiction_of
from openbill.unclaimed.policies.rule_that_holds import rule_that_holds
from openbill.unclaimed.queries.rules import shipped_rules
from openbill.unclaimed.types import Clock, CreditFacts, CreditKind, Letter, Rule

from .tables import worked_table


def rows(heading: str) -> list[dict[str, str]]:
    return worked_table("unclaimed.md", heading)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def rule_of(law: str) -> Rule | None:
    rules = [rule for rule in shipped_rules() if rule.jurisdiction == law and rule.kind is CreditKind.PAYMENT]
    return rule_that_holds(rules, date(2026, 1, 1))


def clock(row: dict[str, str], amount: str = "900.00 USD", today: str = "2026-01-01", owner: str = "person") -> Clock:
    figure, currency = amount.split()
    told = row.get("Letter out", "")
    letter = None
    if told:
        letter = Letter(None if told in ("waits", "came back") else day(told), came_back=told == "came back")
    rests_from, on = day(row["Rests from"]), day(today)
    assert rests_from is not None
    assert on is not None
    facts = CreditFacts(
        kind=CreditKind.PAYMENT,
        amount=Money.of(figure, currency),
        arose_on=rests_from,
        last_contact_on=None,
        is_business=owner == "business",
        has_owner=owner != "unknown",
        letter=letter,
        answered_on=day(row.get("Answered", "")),
    )
    return clock_of(facts, rule_of(row["Law"]), row["Law"], on)


def test_whose_law():
    for row in rows("Whose law"):
        assert jurisdiction_of(row["Country"], row["Region"]) == row["Law"], row


def test_the_days():
    for row in rows("The days"):
        found = clock(row)
        days = (found.dormant_on, found.letter_from, found.letter_until, found.report_on, found.deliver_on)
        columns = ("Dormant", "Letter from", "Letter until", "Report", "Money by")
        assert days == tuple(day(row[name]) for name in columns), row


def test_the_states():
    for row in rows("The states"):
        found = clock(row, row["Amount"], row["Today"], row["Owner"])
        assert (found.state.value, found.because.value) == (row["State"], row["Why"]), row


def test_handing_over():
    firm = an_organization("USD")
    a_texan_credit(firm, "200.00")
    timed(firm, "2023-07-20")
    before = _entries(firm.id)
    gone = handed_over(firm, "2023-07-20")
    of_credit = _entries(firm.id)[len(before) :]
    pay_hand_over(hand_over_id=gone, context=firm.context(at=at("2023-07-28")))
    of_payment = _entries(firm.id)[len(before) + len(of_credit) :]

    other = an_organization("EUR")
    set_holder_jurisdiction(legal_entity_id=other.legal_entity_id, jurisdiction="US-DE", context=other.context())
    a_rule(other, "US-DE", dormancy_months=1, cut_off="06-30", report_by="11-01")
    an_unknown_receipt(other)
    timed(other, "2026-08-01")
    before = _entries(other.id)
    handed_over(other, "2026-08-01", jurisdiction="US-DE", currency="EUR")
    (debit, through), (from_there, credit) = _entries(other.id)[len(before) :]
    assert through == from_there == "other_cash"

    told = [(row["Debit"], row["Credit"]) for row in rows("Handing over")]
    assert told == [*of_credit, (debit, credit), *of_payment]


def _entries(organization_id: UUID) -> list[tuple[str, str]]:
    """The entries in the order in which they were posted: the accounts of their debit and their credit, by role."""
    with scope(organization_id), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT max(account.role) FILTER (WHERE line.amount_minor > 0),
                   max(account.role) FILTER (WHERE line.amount_minor < 0)
            FROM journal_line line
            JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
            WHERE line.organization_id = %s GROUP BY line.entry_id ORDER BY line.entry_id
            """,
            [organization_id],
        )
        return list(cursor.fetchall())
