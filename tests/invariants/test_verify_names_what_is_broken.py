"""Each invariant that `openbill verify` knows is broken on purpose, and is the one that it names."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.support.database import guards_switched_off
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, an_item

from openbill.direct_debits.queries.check_direct_debits import INVARIANTS as OF_DIRECT_DEBITS
from openbill.documents.queries.check_documents import INVARIANTS as OF_DOCUMENTS
from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.tenancy import scope
from openbill.gateways.queries.check_gateways import INVARIANTS as OF_GATEWAYS
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.reverse_entry import reverse_entry
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.check_ledger import INVARIANTS as OF_THE_LEDGER
from openbill.ledger.types import ManualLine, RateToSet
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.queries.check_messages import CHECKS as OF_MESSAGES
from openbill.messaging.types import NewMessage
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.commands.keep_balances import keep_balances
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.models import Allocation
from openbill.receivables.queries.check_kept_balances import INVARIANT as KEPT_BALANCES
from openbill.receivables.queries.check_receivables import CHECKS as OF_RECEIVABLES
from openbill.unclaimed.queries.check_unclaimed import INVARIANTS as OF_UNCLAIMED
from openbill.wiring.verification import CHECKS, findings

from .test_verify_names_broken_documents import BREAKERS as OF_BILLING

ADDED_UP = {"movements_are_those_of_the_lines", KEPT_BALANCES}
"""Figures kept beside what they come from: whoever touches that past the triggers of the database breaks them too."""

OF_THE_LOG = "command_log_is_complete_and_unchanged"


class Books:
    """An organization's books with a bit of everything, all of it right."""

    def __init__(self) -> None:
        self.firm: AnOrganization = an_organization()
        context = self.firm.context
        set_exchange_rates(rates=[RateToSet("USD", "EUR", date(2026, 1, 1), Decimal("0.9"))], context=context())
        self.customer = a_customer(self.firm)
        self.invoice = self._item("invoice", "100.00", on="2026-01-10")
        self.twin = self._item("invoice", "100.00", on="2026-01-12")
        self.payment = a_credit(self.firm, self.customer, "40.00", on="2026-01-20")
        self.paid = self._spend(self.payment)
        # On one control account, so that the entries of these allocations do not enter into it.
        self.other_customer = a_customer(self.firm, "Bert Ltd")
        self.debit_note = self._item("debit_note", "50.00", on="2026-02-01", customer=self.other_customer)
        self.credit_note = self._item("credit_note", "50.00", on="2026-02-02", customer=self.other_customer)
        self.first_use = self._spend(self.credit_note, on=date(2026, 2, 5))
        self.undoing = undo_allocation(allocation_id=self.first_use, on=date(2026, 2, 20), context=context())
        self.second_use = self._spend(self.credit_note, on=date(2026, 2, 21))
        self.extended = self._item("invoice", "30.00", on="2026-02-03", currency="USD")
        extend_due_date(
            item_id=self.extended, due_date=date(2026, 5, 1), reason="Agreed.", on=date(2026, 2, 10), context=context()
        )
        self.manual = post_manual_entry(
            legal_entity_id=self.firm.legal_entity_id,
            posting_date=date(2026, 1, 15),
            lines=[ManualLine("6200", "EUR", 12_50), ManualLine("1000", "EUR", -12_50)],
            reason="Fee.",
            context=context(),
        )
        self.reversal = reverse_entry(
            entry_id=self.manual, reason="Wrong.", posting_date=date(2026, 2, 1), context=context()
        ).entry_id
        self.message = self._message()
        export_to_gl(legal_entity_id=self.firm.legal_entity_id, through_date=date(2026, 1, 11), context=context())
        seal_commands(self.firm.id)
        keep_balances(self.firm.id, date(2026, 3, 1))

    def _message(self) -> UUID:
        message = NewMessage(
            key="note", customer_id=self.customer, purpose="note", reason="a test", subject="Hello", body="Hello",
            recipient_address="anna@example.com",
        )  # fmt: skip
        (composed,) = compose_messages(messages=[message], context=self.firm.context()).messages
        return composed.message_id

    def _item(self, kind: str, amount: str, *, customer: UUID | None = None, **details: Any) -> UUID:
        return an_item(self.firm, customer or self.customer, amount, kind=kind, **details)

    def _spend(self, credit: UUID, on: date | None = None) -> UUID:
        (used,) = allocate_credit(credit_item_id=credit, on=on, context=self.firm.context()).allocation_ids
        return used

    def broken(self) -> set[str]:
        return {finding.invariant for finding in findings(self.firm.id)}

    @property
    def names(self) -> dict[str, object]:
        return {name: value.id if name == "firm" else value for name, value in vars(self).items()}


@pytest.fixture(scope="module")
def right_books() -> Books:
    return Books()


Breaker = str | Callable[[psycopg.Connection, Books], None]

OF_A_LINE = "WHERE organization_id = %(firm)s AND entry_id = %(invoice)s AND number = 2"

ATTEMPT = (
    "INSERT INTO delivery_attempt (organization_id, id, message_id, number, at, outcome, reply, command_id)"
    " SELECT organization_id, gen_random_uuid(), id, {0}, now(), '{1}', '', command_id FROM message"
    " WHERE organization_id = %(firm)s AND id = %(message)s"
)

BROKEN_ELSEWHERE = {*OF_DOCUMENTS, *OF_BILLING, *OF_GATEWAYS, *OF_DIRECT_DEBITS, *OF_UNCLAIMED}
"""A CHECK on the content itself holds files, whoever writes; `documents/tests/test_keep_files.py` goes around it.

What gateways collected is broken in `gateways/tests/test_payouts.py`, where there is a payout."""

BREAKERS: dict[str, list[str]] = {
    # -- receivables
    "the open amount of an item is its amount less its allocations": [
        "UPDATE open_item SET open_minor = open_minor - 1 WHERE organization_id = %(firm)s AND id = %(invoice)s"
    ],
    "the open functional amount of an item is its value less its allocations": [
        "UPDATE open_item SET open_functional_minor = open_functional_minor + 1"
        " WHERE organization_id = %(firm)s AND id = %(invoice)s"
    ],
    "the last allocation and undoing dates of an item are those of its allocations": [
        "UPDATE open_item SET last_undoing_date = '2026-01-25' WHERE organization_id = %(firm)s AND id = %(invoice)s"
    ],
    "nothing is over-allocated on any day": [
        # Into the shadow between the first use and its undoing: on that day both stand.
        "UPDATE allocation SET effective_date = '2026-02-19' WHERE organization_id = %(firm)s AND id = %(second_use)s",
        "UPDATE open_item SET last_allocation_date = '2026-02-20'"
        " WHERE organization_id = %(firm)s AND id IN (%(debit_note)s, %(credit_note)s)",
    ],
    "an allocation joins a debit and a credit of one entity and currency, not before either": [
        "UPDATE allocation SET effective_date = '2026-02-01' WHERE organization_id = %(firm)s AND id = %(first_use)s"
    ],
    "an undoing mirrors what it undoes": [
        "UPDATE allocation SET debit_functional_minor = debit_functional_minor + 1,"
        " credit_functional_minor = credit_functional_minor + 1"
        " WHERE organization_id = %(firm)s AND id = %(undoing)s",
        "UPDATE open_item SET functional_minor = functional_minor + 1"
        " WHERE organization_id = %(firm)s AND id IN (%(debit_note)s, %(credit_note)s)",
    ],
    "the due date of an item is that of its last change": [
        "UPDATE open_item SET due_date = '2026-04-30' WHERE organization_id = %(firm)s AND id = %(extended)s"
    ],
    "every item has its entry, on its control account, over its amount": [
        # The entries of two invoices of one amount change places: each account and day is as before.
        "UPDATE journal_entry SET posting_date = CASE id WHEN %(invoice)s THEN date '2026-01-12'"
        " ELSE date '2026-01-10' END WHERE organization_id = %(firm)s AND id IN (%(invoice)s, %(twin)s)",
        "UPDATE gl_export_batch SET through_date = '2026-01-12' WHERE organization_id = %(firm)s",
    ],
    "items are the control accounts, per entity, customer, account and currency, on every day": [
        "UPDATE journal_entry SET posting_date = '2026-01-21' WHERE organization_id = %(firm)s AND id = %(paid)s"
    ],
    "items are worth what the control accounts carry": [
        "UPDATE journal_line SET functional_minor = functional_minor + CASE number WHEN 1 THEN 1 ELSE -1 END"
        " WHERE organization_id = %(firm)s AND entry_id = %(extended)s"
    ],
    "an allocation has a value where its items have": [
        "UPDATE open_item SET is_valued = false WHERE organization_id = %(firm)s AND id = %(invoice)s"
    ],
    "nothing is carried for what is settled": [
        # The debit note is settled. Item and entry agree that it was worth a cent more than was taken.
        "UPDATE open_item SET functional_minor = functional_minor + 1, open_functional_minor = 1"
        " WHERE organization_id = %(firm)s AND id = %(debit_note)s",
        "UPDATE journal_line SET functional_minor = functional_minor + CASE number WHEN 1 THEN 1 ELSE -1 END"
        " WHERE organization_id = %(firm)s AND entry_id = %(debit_note)s",
    ],
    "a customer stands under the parent of its last change": [
        "UPDATE customer SET parent_id = %(customer)s WHERE organization_id = %(firm)s AND id = %(other_customer)s"
    ],
    "every row of the books belongs to a command of the log": [
        "UPDATE allocation SET command_id = new_identifier() WHERE organization_id = %(firm)s AND id = %(paid)s"
    ],
    # -- the ledger
    "entries_balance": [f"UPDATE journal_line SET amount_minor = amount_minor + 1 {OF_A_LINE}"],
    "entries_balance_in_the_functional_currency": [
        f"UPDATE journal_line SET functional_minor = functional_minor + 1 {OF_A_LINE}"
    ],
    "entries_have_two_lines": [
        "INSERT INTO journal_entry (organization_id, id, legal_entity_id, posting_date, kind, source_id, command_id)"
        " SELECT organization_id, new_identifier(), legal_entity_id, posting_date, kind, source_id, command_id"
        " FROM journal_entry WHERE organization_id = %(firm)s AND id = %(twin)s"
    ],
    "lines_belong_to_an_entry": [
        "INSERT INTO journal_line (organization_id, entry_id, number, account_id, currency, amount_minor,"
        " functional_minor) SELECT organization_id, %(payment)s::uuid, number + 10, account_id, currency, amount_minor,"
        " functional_minor FROM journal_line WHERE organization_id = %(firm)s AND entry_id = %(manual)s",
        "UPDATE journal_line SET entry_id = %(firm)s, number = number - 10"
        " WHERE organization_id = %(firm)s AND entry_id = %(payment)s AND number > 10",
    ],
    "lines_have_an_account": [f"UPDATE journal_line SET account_id = new_identifier() {OF_A_LINE}"],
    "entries_are_in_a_period": ["DELETE FROM period WHERE organization_id = %(firm)s AND start_date = '2026-02-01'"],
    "periods_are_closed_in_order": [
        "UPDATE period SET state = 'closed' WHERE organization_id = %(firm)s AND start_date = '2026-02-01'"
    ],
    "reversals_mirror_their_entry": [
        "UPDATE journal_entry SET posting_date = '2026-01-14' WHERE organization_id = %(firm)s AND id = %(reversal)s"
    ],
    "entries_are_reversed_once": [
        "INSERT INTO journal_entry (organization_id, id, legal_entity_id, posting_date, kind, source_id, reverses_id,"
        " command_id) SELECT organization_id, %(firm)s, legal_entity_id, posting_date, kind, source_id, reverses_id,"
        " command_id FROM journal_entry WHERE organization_id = %(firm)s AND id = %(reversal)s",
        "INSERT INTO journal_line (organization_id, entry_id, number, account_id, customer_id, currency,"
        " amount_minor, functional_minor) SELECT organization_id, %(firm)s, number, account_id, customer_id,"
        " currency, amount_minor, functional_minor FROM journal_line"
        " WHERE organization_id = %(firm)s AND entry_id = %(reversal)s",
    ],
    "entries_are_exported_once": [
        "INSERT INTO gl_exported_entry (organization_id, entry_id, batch_id) SELECT organization_id, entry_id,"
        " batch_id FROM gl_exported_entry WHERE organization_id = %(firm)s",
        "UPDATE gl_export_batch SET entry_count = 2 WHERE organization_id = %(firm)s",
    ],
    "batches_hold_their_entries": [
        "UPDATE gl_export_batch SET entry_count = entry_count + 1 WHERE organization_id = %(firm)s"
    ],
    "batch_numbers_are_gap_free": [
        "UPDATE gl_export_batch SET number = 2 WHERE organization_id = %(firm)s",
        "UPDATE number_series SET next_number = 3 WHERE organization_id = %(firm)s AND series = 'GL'",
    ],
    "batch_counter_fits": [
        "UPDATE number_series SET next_number = 3 WHERE organization_id = %(firm)s AND series = 'GL'"
    ],
    "movements_are_those_of_the_lines": [
        "UPDATE account_movement SET debit_minor = debit_minor + 1, credit_minor = credit_minor - 1"
        " WHERE organization_id = %(firm)s AND posting_date = '2026-01-10'"
    ],
    KEPT_BALANCES: [
        "UPDATE kept_balance SET oldest_due_date = oldest_due_date + 1"
        " WHERE organization_id = %(firm)s AND customer_id = %(customer)s AND currency = 'EUR'"
    ],
    # -- messages
    "an e-mail that was sent was handed to a server": [
        "UPDATE message SET state = 'sent', sent_at = now() WHERE organization_id = %(firm)s AND id = %(message)s"
    ],
    "no message is taken over twice unless a person has it sent again": [
        ATTEMPT.format(1, "accepted"),
        ATTEMPT.format(2, "accepted"),
    ],
    "the attempts of a message are numbered without gaps": [ATTEMPT.format(2, "temporary")],
    # -- the log
    OF_THE_LOG: [
        "UPDATE command_log SET result = '\"forged\"' WHERE organization_id = %(firm)s AND name = 'allocate_credit'"
    ],
}

HELD_BY_AN_INDEX = {
    "entries_are_reversed_once": ("journal_entry_is_reversed_once", "journal_entry", None),
    "entries_are_exported_once": ("gl_exported_entry_pkey", "gl_exported_entry", "gl_exported_entry_pkey"),
}
"""A unique index holds even where no trigger does: it is taken away for as long as the harm lasts."""


@contextmanager
def without_the_index(database: psycopg.Connection, invariant: str, firm: UUID) -> Iterator[None]:
    if invariant not in HELD_BY_AN_INDEX:
        yield
        return
    index, table, constraint = HELD_BY_AN_INDEX[invariant]
    row = database.execute("SELECT pg_get_indexdef(%s::regclass)", [index]).fetchone()
    assert row is not None
    if constraint is None:
        database.execute(f"DROP INDEX {index}")
    else:
        database.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    try:
        yield
    finally:
        database.execute(
            f"DELETE FROM {table} doomed USING {table} kept WHERE doomed.organization_id = %(firm)s"
            " AND kept.organization_id = %(firm)s AND doomed.ctid > kept.ctid"
            + (
                " AND doomed.reverses_id = kept.reverses_id"
                if table == "journal_entry"
                else " AND doomed.entry_id = kept.entry_id"
            ),
            {"firm": firm},
        )
        database.execute(row[0])
        if constraint is not None:
            database.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} PRIMARY KEY USING INDEX {index}")


def test_finds_nothing_wrong_with_right_books(right_books: Books) -> None:
    assert list(findings(right_books.firm.id)) == []


def test_every_invariant_has_somebody_who_breaks_it() -> None:
    assert set(BREAKERS) == {OF_THE_LOG, *OF_THE_LEDGER, *OF_RECEIVABLES, *OF_MESSAGES, KEPT_BALANCES}
    assert sum(check.invariants for check in CHECKS) == len({*BREAKERS, *BROKEN_ELSEWHERE})


@pytest.mark.parametrize("invariant", BREAKERS)
def test_names_what_is_broken_and_nothing_else(invariant: str, right_books: Books) -> None:
    books = Books()
    with guards_switched_off() as database, without_the_index(database, invariant, books.firm.id):
        for harm in BREAKERS[invariant]:
            assert database.execute(harm, books.names).rowcount > 0, harm
        broken = books.broken()

    assert broken - ADDED_UP == {invariant} - ADDED_UP
    assert invariant in broken
    assert right_books.broken() == set()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE command_log SET name = 'other' WHERE organization_id = %(firm)s AND sequence = 3",
        "UPDATE command_log SET actor_kind = 'user' WHERE organization_id = %(firm)s AND sequence = 3",
        "UPDATE command_log SET recorded_at = recorded_at + interval '1 second'"
        " WHERE organization_id = %(firm)s AND sequence = 3",
        "UPDATE command_log SET sealed_at = sealed_at - interval '1 hour'"
        " WHERE organization_id = %(firm)s AND sequence = 3",
        "UPDATE command_log SET input = '{}' WHERE organization_id = %(firm)s AND sequence = 3",
        "UPDATE command_log SET idempotency_key = 'k' WHERE organization_id = %(firm)s AND sequence = 3",
        "UPDATE command_log SET hash = previous_hash WHERE organization_id = %(firm)s AND sequence = 3",
        "UPDATE event SET payload = '{}' WHERE organization_id = %(firm)s AND kind = 'CreditWasAllocated'",
        "DELETE FROM event WHERE organization_id = %(firm)s AND kind = 'CreditWasAllocated'",
        "DELETE FROM command_log WHERE organization_id = %(firm)s AND sequence = 1",
        "DELETE FROM command_log WHERE organization_id = %(firm)s AND name = 'set_exchange_rates'",
    ],
)
def test_the_chain_breaks_wherever_the_log_is_touched(harm: str) -> None:
    books = Books()
    with guards_switched_off() as database:
        assert database.execute(harm, books.names).rowcount > 0

    assert OF_THE_LOG in books.broken()


def test_whoever_cuts_the_end_of_the_log_off_is_found_by_the_rows_that_it_wrote() -> None:
    """The chain alone cannot know of what followed it; the books that lost their command do."""
    books = Books()
    a_debit(books.firm, books.customer, "1.00", on="2026-03-01")
    seal_commands(books.firm.id)
    with guards_switched_off() as database:
        database.execute(
            "DELETE FROM command_log WHERE organization_id = %(firm)s"
            " AND sequence = (SELECT max(sequence) FROM command_log WHERE organization_id = %(firm)s)",
            books.names,
        )

    assert books.broken() == {"every row of the books belongs to a command of the log"}


def test_the_books_of_the_test_hold_what_the_breakers_need(right_books: Books) -> None:
    with scope(right_books.firm.id):
        uses = Allocation.objects.filter(organization_id=right_books.firm.id).order_by("id")
        dates = {use.id: use.effective_date for use in uses}
    assert dates[right_books.first_use] == date(2026, 2, 5)
    assert dates[right_books.undoing] == date(2026, 2, 20)
    assert dates[right_books.second_use] == date(2026, 2, 21)
