"""The trial balance adds up to zero for every day and every moment of knowing, and opens to its entries."""

from datetime import date

import pytest
from tests.support.organizations import an_organization

from openbill.foundation.command_log.seal import last_seal, seal_commands
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.reverse_entry import reverse_entry
from openbill.ledger.queries.journal import entries_of_source, entry_of, journal_page, stream_journal
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.ledger.types import JournalFilter, ManualLine
from openbill.organizations.errors import LegalEntityUnknown
from openbill.organizations.models import LegalEntity
from openbill.primitives.identifiers import new_identifier

from .posting import a_customer_numbered, line, post, sale


def balances(organization, as_of="2026-12-31", **options):
    with scope(organization.id):
        balance = trial_balance(organization.legal_entity_id, date.fromisoformat(as_of), **options)
    currencies = {row.currency for row in balance.rows}
    assert all(balance.total_minor(currency) == 0 for currency in currencies)
    assert balance.functional_total_minor == 0
    return [
        (
            row.role,
            row.currency,
            row.debit_minor,
            row.credit_minor,
            row.balance_minor,
            row.functional_balance_minor,
        )
        for row in balance.rows
    ]


def sealed(organization):
    seal_commands(organization.id)
    with scope(organization.id):
        return last_seal(organization.id).sequence


def entry_ids(organization, **wanted):
    with scope(organization.id):
        return [entry.entry_id for entry in stream_journal(JournalFilter(**wanted))]


def sale_in_dollars(amount, functional):
    return (
        line("bank", amount, currency="USD", functional=functional),
        line("revenue", -amount, currency="USD", functional=-functional),
    )


def test_sums_debits_and_credits_per_account_and_currency():
    organization = an_organization()
    post(organization, *sale(100_00))
    post(organization, line("revenue", 30_00), line("bank", -30_00))
    post(organization, *sale_in_dollars(50_00, functional=45_00))
    post(
        organization,
        line("bank", -50_00, currency="USD", functional=-44_00),
        line("currency_clearing", 50_00, currency="USD", functional=45_00),
        line("exchange_gain", 0, currency="USD", functional=-1_00),
    )

    def row_of(role, currency):
        return next(row for row in balances(organization) if row[:2] == (role, currency))

    assert row_of("bank", "EUR") == ("bank", "EUR", 100_00, 30_00, 70_00, 70_00)
    assert row_of("bank", "USD") == ("bank", "USD", 50_00, 50_00, 0, 1_00)
    assert row_of("revenue", "EUR") == ("revenue", "EUR", 30_00, 100_00, -70_00, -70_00)
    assert row_of("exchange_gain", "USD") == ("exchange_gain", "USD", 0, 0, 0, -1_00)


def test_counts_through_the_end_of_the_day():
    organization = an_organization()
    post(organization, *sale(100_00), on="2026-01-31")
    post(organization, *sale(10_00), on="2026-02-01")

    assert balances(organization, "2026-01-30") == []
    assert balances(organization, "2026-01-31")[0] == ("bank", "EUR", 100_00, 0, 100_00, 100_00)
    assert balances(organization, "2026-02-01")[0] == ("bank", "EUR", 110_00, 0, 110_00, 110_00)


def test_says_the_same_for_ever_for_what_was_known_at_a_place_of_the_log():
    organization = an_organization()
    post(organization, *sale(100_00), on="2026-01-31")
    then = sealed(organization)
    late = post(organization, *sale(10_00), on="2026-01-15")

    before = balances(organization, known_at_sequence=then)
    assert before == [
        ("bank", "EUR", 100_00, 0, 100_00, 100_00),
        ("revenue", "EUR", 0, 100_00, -100_00, -100_00),
    ]
    assert late not in entry_ids(organization, known_at_sequence=then)
    now = sealed(organization)

    assert balances(organization, known_at_sequence=then) == before
    assert balances(organization, known_at_sequence=now) == balances(organization)
    assert late in entry_ids(organization, known_at_sequence=now)


def test_keeps_legal_entities_apart():
    organization = an_organization()
    with scope(organization.id):
        second = LegalEntity.objects.create(
            organization_id=organization.id, code="UK", name="UK", currency="GBP", time_zone="Europe/London"
        )
    post(organization, *sale(100_00))
    post(organization, *sale(7_00, currency="GBP"), entity=second.id)

    with scope(organization.id):
        balance = trial_balance(second.id, date(2026, 12, 31))

    assert balance.functional_currency == "GBP"
    assert [(row.role, row.balance_minor) for row in balance.rows] == [("bank", 7_00), ("revenue", -7_00)]
    assert len(balances(organization)) == 2


def test_refuses_the_legal_entity_of_another_organization():
    organization, other = an_organization(), an_organization()

    with scope(organization.id), pytest.raises(LegalEntityUnknown):
        trial_balance(other.legal_entity_id, date(2026, 12, 31))


def test_shows_entries_with_all_that_stands_on_them():
    organization = an_organization()
    customer_id = a_customer_numbered(organization, "C7")
    item_id = new_identifier()
    entry_id = post(
        organization,
        line("receivable", 100_00, customer=customer_id),
        line("revenue", -100_00),
        kind="invoice",
        source_id=item_id,
    )

    with scope(organization.id):
        (entry,) = entries_of_source(item_id)
        assert entry_of(entry_id) == entry
        assert entry_of(new_identifier()) is None

    assert (entry.kind, entry.source_id, entry.functional_currency) == ("invoice", item_id, "EUR")
    assert [
        (posted.account_code, posted.account_name, posted.customer_number, posted.amount_minor)
        for posted in entry.lines
    ] == [("1200", "Accounts receivable", "C7", 100_00), ("4000", "Revenue", None, -100_00)]


def test_narrows_by_date_account_customer_and_source():
    organization = an_organization()
    anna, boris = a_customer_numbered(organization, "C1"), a_customer_numbered(organization, "C2")
    first = post(organization, *sale(1_00), on="2026-01-31")
    second = post(organization, line("receivable", 2_00, customer=anna), line("revenue", -2_00), on="2026-02-01")
    third = post(organization, line("receivable", 3_00, customer=boris), line("fee_income", -3_00), on="2026-03-01")

    assert entry_ids(organization) == [first, second, third]
    assert entry_ids(organization, from_date=date(2026, 2, 1), through_date=date(2026, 2, 28)) == [second]
    assert entry_ids(organization, account_code="4000") == [first, second]
    assert entry_ids(organization, customer_id=boris) == [third]
    assert entry_ids(organization, account_code="4000", customer_id=anna) == [second]
    assert entry_ids(organization, source_id=third) == [third]
    assert entry_ids(organization, legal_entity_id=new_identifier()) == []


def test_pages_lose_and_repeat_nothing_though_entries_come_between():
    organization = an_organization()
    posted = [post(organization, *sale(1_00), on=f"2026-01-{day:02}") for day in (1, 2, 2, 2, 3)]

    with scope(organization.id):
        page = journal_page(JournalFilter(), limit=2)
    post(organization, *sale(9_00), on="2025-12-31")
    seen = [entry.entry_id for entry in page.entries]
    while page.next_place:
        with scope(organization.id):
            page = journal_page(JournalFilter(), after=page.next_place, limit=2)
        seen += [entry.entry_id for entry in page.entries]

    assert seen == posted


def test_a_reversal_is_not_shown_to_those_who_could_not_know_of_it():
    organization = an_organization()
    entry_id = post_manual_entry(
        legal_entity_id=organization.legal_entity_id,
        posting_date=date(2026, 1, 15),
        lines=[ManualLine("6200", "EUR", 100), ManualLine("1000", "EUR", -100)],
        reason="Fee.",
        context=organization.context(),
    )
    then = sealed(organization)
    reversal = reverse_entry(entry_id=entry_id, reason="Wrong.", context=organization.context())

    with scope(organization.id):
        (known,) = entries_of_source(entry_id, known_at_sequence=then)
        both = entries_of_source(entry_id)

    assert known.reversed_by_id is None
    assert [entry.reversed_by_id for entry in both] == [reversal.entry_id, None]
