"""Credits that nobody claims, for tests; made by the real commands."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.models import BankLine
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.set_address import set_address
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.enter_safe_mode import enter_safe_mode
from openbill.messaging.commands.hand_over_messages import hand_over_messages
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.commands.release_held_messages import release_held_messages
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.unclaimed.commands.approve_hand_over import approve_hand_over
from openbill.unclaimed.commands.pay_hand_over import pay_hand_over
from openbill.unclaimed.commands.record_answer import record_owner_answer
from openbill.unclaimed.commands.record_contact import record_owner_contact
from openbill.unclaimed.commands.record_owner_return import record_owner_return
from openbill.unclaimed.commands.request_hand_over import request_hand_over
from openbill.unclaimed.commands.set_clocks import set_all_clocks
from openbill.unclaimed.commands.set_holder_jurisdiction import set_holder_jurisdiction
from openbill.unclaimed.commands.set_unclaimed_rule import set_unclaimed_rule
from openbill.unclaimed.commands.write_letters import write_unclaimed_letters
from openbill.unclaimed.models import UnclaimedCredit, UnclaimedLetter
from openbill.unclaimed.types import Answer, ContactHow, Treatment
from openbill.wiring.verification import findings

from .banking import a_statement, booking
from .debits import somebody_else
from .organizations import AnOrganization
from .receivables import a_credit, a_customer

DAY = "2023-07-20"
"""The day on which tests hand over what is dormant."""


def at(day: str) -> datetime:
    """Noon of a day."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(hours=12)


def an_owner(firm: AnOrganization, name: str = "Anna Ltd", *, state: str = "TX", **details: str) -> UUID:
    """A customer in a state of the United States, with an address and somebody who reads e-mail."""
    customer = a_customer(firm, name=name)
    values = {"street": "1 Main Street", "city": "Austin", "postal_code": "78701", "region": state, "country": "US"}
    set_address(customer_id=customer, context=firm.context(), **{**values, **details})
    add_contact(customer_id=customer, name="Ann", email="ann@example.com", context=firm.context())
    return customer


def timed(firm: AnOrganization, on: str) -> None:
    """Set all clocks as they are on a day."""
    set_all_clocks(firm.context(at=at(on)))


def the_credit(firm: AnOrganization, item_id: UUID) -> UnclaimedCredit:
    """The clock of an open item."""
    with scope(firm.id):
        return UnclaimedCredit.objects.get(organization_id=firm.id, item_id=item_id)


def state_of(firm: AnOrganization, item_id: UUID) -> tuple[str, str]:
    """Where the clock of an open item stands, and why."""
    credit = the_credit(firm, item_id)
    return credit.state, credit.because


def written_to(firm: AnOrganization, credit_id: UUID, on: str) -> UUID:
    """Write the letter about a credit and post it, on a day; its message. Safe mode is on again afterwards."""
    context = firm.context(at=at(on))
    write_unclaimed_letters(credit_ids=[credit_id], context=context)
    with scope(firm.id):
        letter = UnclaimedLetter.objects.filter(organization_id=firm.id, credit_id=credit_id).latest("id")
        state = letter.message.state
    if state == "held":
        leave_safe_mode(context=context)
        release_held_messages(message_ids=[letter.message_id], context=context)
    hand_over_messages(message_ids=[letter.message_id], context=context)
    if state == "held":
        enter_safe_mode(context=context)
    timed(firm, on)
    return letter.message_id


def two_people(firm: AnOrganization, on: str) -> tuple[Context, Context]:
    """One person who asks and another one who approves, on a day."""
    first, second = (somebody_else(firm) for _ in range(2))
    return _on(first, on), _on(second, on)


def _on(context: Context, day: str) -> Context:
    return replace(context, at=at(day))


def a_texan_credit(firm: AnOrganization, amount: str = "400.00", *, name: str = "Anna Ltd", **details: str) -> UUID:
    """A payment of 10 January 2020 that settles nothing: dormant in 2023, reported by 1 July of that year."""
    return a_credit(firm, an_owner(firm, name, **details), amount, on="2020-01-10", currency="USD")


def an_unknown_receipt(firm: AnOrganization, amount: str = "70.00", *, name: str = "Main") -> UUID:
    """A bank line of 2 March 2026 of which nobody knows whose it is."""
    account = add_bank_account(
        legal_entity_id=firm.legal_entity_id, name=name, currency="EUR", account_number=name, context=firm.context()
    )
    content = a_statement(booking(amount, "who knows"), closing=f"{100 + float(amount):.2f}", iban=name)
    import_statements(content=content, file_name=f"{name}.xml", context=firm.context())
    with scope(firm.id):
        lines = BankLine.objects.filter(organization_id=firm.id, bank_account_id=account.bank_account_id)
        return lines.values_list("id", flat=True).get()


def a_rule(firm: AnOrganization, jurisdiction: str, **details: object) -> None:
    """A rule of the firm's own: a year of dormancy, cut off at the end of the year, reported by March."""
    values = {
        "treatment": Treatment.HAND_OVER,
        "dormancy_months": 12,
        "source": "The law of the land",
        "cut_off": "12-31",
        "report_by": "03-01",
        "letter_latest_days": 60,
        "valid_from": date(2020, 1, 1),
    }
    set_unclaimed_rule(jurisdiction=jurisdiction, context=firm.context(), **{**values, **details})  # type: ignore[arg-type]


def dormant(firm: AnOrganization, amount: str = "200.00", **details: str) -> UUID:
    """A credit for which no letter is asked, ready to be handed over on DAY."""
    credit = a_texan_credit(firm, amount, **details)
    timed(firm, DAY)
    assert state_of(firm, credit)[0] == "to_hand_over"
    return credit


def balances(firm: AnOrganization) -> dict[str, int]:
    """What stands on accounts that money of others passes through, by their roles; debits are positive."""
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT account.role, sum(line.amount_minor)::bigint FROM journal_line line
            JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
            WHERE line.organization_id = %s GROUP BY account.role HAVING sum(line.amount_minor) <> 0
            """,
            [firm.id],
        )
        return dict(cursor.fetchall())


def found(firm: AnOrganization) -> list[str]:
    """What a verification of the firm finds, by the names of what was to hold."""
    return [finding.invariant for finding in findings(firm.id)]


def handed_over(firm: AnOrganization, on: str, *, jurisdiction: str = "US-TX", currency: str = "USD") -> UUID:
    """Everything that is to be handed over to a jurisdiction, asked for by one person and approved by another."""
    asks, approves = two_people(firm, on)
    asked = request_hand_over(jurisdiction=jurisdiction, currency=currency, context=asks)
    approve_hand_over(hand_over_id=asked.hand_over_id, context=approves)
    return asked.hand_over_id


@dataclass(frozen=True)
class Unclaimed:
    """What stands for the places of addresses: credits in their states, a handing over that waits, one that went."""

    customer_id: UUID
    letter_due_id: UUID
    written_id: UUID
    handed_over_id: UUID
    hand_over_id: UUID
    paid_hand_over_id: UUID
    contact_id: UUID


def a_row_in_every_table_of_unclaimed(firm: AnOrganization, name: str) -> Unclaimed:
    """Owners in Texas: one to be written to, one who answered, one whose credit went, one whose credit waits."""
    owner = an_owner(firm, f"{name} Owner")
    a_rule(firm, "US-TX", source=name, dormancy_months=1, cut_off="02-28", report_by="05-01", letter_latest_days=30)
    set_holder_jurisdiction(legal_entity_id=firm.legal_entity_id, jurisdiction="US-TX", context=firm.context())
    others = [an_owner(firm, f"{name} {which} Owner") for which in ("Second", "Third")]
    items = [
        a_credit(firm, each, amount, on="2026-01-10")
        for each, amount in zip((owner, owner, *others), ("90.00", "80.00", "70.00", "60.00"), strict=True)
    ]
    timed(firm, "2026-03-05")
    gone, waits, due, answered = (the_credit(firm, item).id for item in items)
    for written in (gone, waits):
        written_to(firm, written, "2026-03-05")
    timed(firm, "2026-04-10")
    asks, approves = two_people(firm, "2026-04-10")
    first = request_hand_over(jurisdiction="US-TX", credit_ids=[gone], context=asks).hand_over_id
    approve_hand_over(hand_over_id=first, context=approves)
    pay_hand_over(hand_over_id=first, context=approves)
    record_owner_return(credit_id=gone, note=name, context=firm.context())
    second = request_hand_over(jurisdiction="US-TX", credit_ids=[waits], context=asks).hand_over_id
    written_to(firm, answered, "2026-04-10")
    record_owner_answer(credit_id=answered, wants=Answer.KEEP, note=name, context=firm.context())
    contact = record_owner_contact(
        customer_id=owner, how=ContactHow.MEETING, on=date(2026, 1, 5), note=name, context=firm.context()
    )
    return Unclaimed(owner, due, answered, gone, second, first, contact)
