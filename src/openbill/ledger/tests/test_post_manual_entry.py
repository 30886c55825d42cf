"""A manual entry balances, stays off the control accounts, and can be taken back once."""

from datetime import date

import pytest
from tests.support.organizations import an_organization

from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.reverse_entries import reverse_entries
from openbill.ledger.commands.reverse_entry import reverse_entry
from openbill.ledger.errors import (
    AccountUnknown,
    BeforeCutOver,
    ControlAccountByHand,
    EntryAlreadyReversed,
    EntryDoesNotBalance,
    EntryHasItsOwnAct,
    EntryIsAReversal,
    EntryUnknown,
    FunctionalAmountDiffers,
    FunctionalAmountMissing,
    LineWithoutAmount,
    PeriodIsClosed,
    ReasonMissing,
    ReversalBeforeEntry,
    TooFewLines,
)
from openbill.ledger.queries.journal import entries_of_source, entry_of
from openbill.ledger.types import ManualLine
from openbill.organizations.models import LegalEntity
from openbill.primitives.currency import UnknownCurrency
from openbill.primitives.identifiers import new_identifier

from .posting import InAThread, a_customer_numbered, count_of, inside_a_command, line, post

BANK, FEES, RECEIVABLE = "1000", "6200", "1200"


def eur(code, amount):
    return ManualLine(code, "EUR", amount)


def usd(code, amount, functional):
    return ManualLine(code, "USD", amount, functional)


def post_by_hand(organization, *lines, on="2026-01-15", reason="Account fee.", **options):
    return post_manual_entry(
        legal_entity_id=organization.legal_entity_id,
        posting_date=date.fromisoformat(on),
        lines=lines,
        reason=reason,
        context=organization.context(**options),
    )


def close(organization, month):
    close_period(legal_entity_id=organization.legal_entity_id, month=month, context=organization.context())


def entry(organization, entry_id):
    with scope(organization.id):
        return entry_of(entry_id)


def lines_of(organization, entry_id):
    return [
        (posted.account_code, posted.currency, posted.amount_minor, posted.functional_minor)
        for posted in entry(organization, entry_id).lines
    ]


def assert_nothing_posted(organization):
    for table in ("journal_entry", "journal_line", "event"):
        assert count_of(organization, table) == (1 if table == "event" else 0)


def test_posts_the_lines_as_they_were_given():
    organization = an_organization()

    entry_id = post_by_hand(organization, eur(FEES, 12_50), eur(BANK, -12_50))

    posted = entry(organization, entry_id)
    assert (posted.kind, posted.posting_date, posted.source_id) == ("manual", date(2026, 1, 15), entry_id)
    assert lines_of(organization, entry_id) == [(FEES, "EUR", 12_50, 12_50), (BANK, "EUR", -12_50, -12_50)]


def test_posts_several_currencies_each_balanced():
    organization = an_organization()

    entry_id = post_by_hand(
        organization,
        usd("1900", 100_00, 91_74),
        usd(BANK, -100_00, -91_74),
        eur(BANK, 91_00),
        eur("6100", 74),
        eur("1900", -91_74),
    )

    assert lines_of(organization, entry_id)[0] == ("1900", "USD", 100_00, 91_74)
    assert len(entry(organization, entry_id).lines) == 5


@pytest.mark.parametrize("code", ["1200", "2100", "2110"])
def test_refuses_control_accounts_and_says_what_to_do_instead(code):
    organization = an_organization()

    with pytest.raises(ControlAccountByHand) as refusal:
        post_by_hand(organization, eur(code, 100), eur(BANK, -100))

    assert str(refusal.value).startswith(f"Account {code} (")
    assert "Record an open item, settle one, or write one off" in refusal.value.remedy
    assert_nothing_posted(organization)


@pytest.mark.parametrize(
    ("lines", "refusal", "says"),
    [
        ([eur(FEES, 12_50)], TooFewLines, "this one has 1"),
        ([], TooFewLines, "this one has 0"),
        (
            [eur(FEES, 12_50), eur(BANK, -12_49)],
            EntryDoesNotBalance,
            "in EUR: its debits exceed .* by 0.01 EUR",
        ),
        ([eur(FEES, 12_50), usd(BANK, -12_50, -12_50)], EntryDoesNotBalance, "by 12.50 EUR"),
        ([usd(FEES, 100, 91), usd(BANK, -100, -92)], EntryDoesNotBalance, "by -0.01 EUR"),
        ([eur(FEES, 100), eur(BANK, -100), eur(BANK, 0)], LineWithoutAmount, "Line 3 on account 1000"),
        ([eur(FEES, 100), eur("9999", -100)], AccountUnknown, "no account 9999 .* Known are: 1000, 1010"),
        ([eur(FEES, 100), ManualLine(BANK, "USD", -100)], FunctionalAmountMissing, "Line 2 is in USD"),
        ([ManualLine(FEES, "EUR", 100, 90), eur(BANK, -100)], FunctionalAmountDiffers, "Line 1 is in EUR"),
        ([ManualLine(FEES, "XXX", 100, 1), ManualLine(BANK, "XXX", -99, -1)], UnknownCurrency, "XXX"),
        ([ManualLine(FEES, "XXX", 100, 1), ManualLine(BANK, "XXX", -100, -1)], UnknownCurrency, "XXX"),
    ],
)
def test_refuses_in_words_and_posts_nothing(lines, refusal, says):
    organization = an_organization()

    with pytest.raises(refusal, match=says):
        post_by_hand(organization, *lines)

    assert_nothing_posted(organization)


def test_refuses_without_a_reason_or_the_permission():
    organization = an_organization()

    with pytest.raises(ReasonMissing):
        post_by_hand(organization, eur(FEES, 100), eur(BANK, -100), reason=" ")
    with pytest.raises(PermissionMissing):
        post_by_hand(organization, eur(FEES, 100), eur(BANK, -100), permissions=frozenset({"ledger.view"}))

    assert_nothing_posted(organization)


def test_refuses_a_closed_month_and_says_from_when_on():
    organization = an_organization()
    close(organization, date(2026, 1, 1))
    close(organization, date(2026, 2, 1))

    with pytest.raises(PeriodIsClosed) as refusal:
        post_by_hand(organization, eur(FEES, 100), eur(BANK, -100))

    assert str(refusal.value) == (
        "The books of MAIN are closed in 2026-01. Post on 2026-03-01 or later, or have the month reopened."
    )
    assert count_of(organization, "journal_entry") == 0


def test_refuses_a_day_before_the_cut_over():
    organization = an_organization()
    with scope(organization.id):
        LegalEntity.objects.filter(organization_id=organization.id).update(cut_over_date=date(2026, 2, 1))

    with pytest.raises(BeforeCutOver, match="begin on 2026-02-01; nothing is posted on 2026-01-15"):
        post_by_hand(organization, eur(FEES, 100), eur(BANK, -100))

    assert_nothing_posted(organization)


def reverse(organization, entry_id, **options):
    return reverse_entry(entry_id=entry_id, reason="Posted twice.", context=organization.context(), **options)


def test_reverses_an_entry_to_its_exact_mirror_on_its_own_day():
    organization = an_organization()
    entry_id = post_by_hand(organization, usd(FEES, 100_00, 91_74), usd(BANK, -100_00, -91_74))

    reversed_ = reverse(organization, entry_id)

    assert reversed_.posting_date == date(2026, 1, 15)
    assert lines_of(organization, reversed_.entry_id) == [
        (FEES, "USD", -100_00, -91_74),
        (BANK, "USD", 100_00, 91_74),
    ]
    assert entry(organization, reversed_.entry_id).reverses_id == entry_id
    assert entry(organization, entry_id).reversed_by_id == reversed_.entry_id
    with scope(organization.id):
        assert [found.entry_id for found in entries_of_source(entry_id)] == [entry_id, reversed_.entry_id]


def test_reverses_an_entry_of_a_closed_month_on_the_first_open_day():
    organization = an_organization()
    entry_id = post_by_hand(organization, eur(FEES, 100), eur(BANK, -100))
    close(organization, date(2026, 1, 1))

    assert reverse(organization, entry_id).posting_date == date(2026, 2, 1)
    assert count_of(organization, "journal_entry") == 2


@pytest.mark.parametrize(
    ("on", "refusal"),
    [(date(2026, 1, 14), ReversalBeforeEntry), (date(2026, 1, 31), PeriodIsClosed)],
)
def test_refuses_a_day_on_which_a_reversal_cannot_stand(on, refusal):
    organization = an_organization()
    entry_id = post_by_hand(organization, eur(FEES, 100), eur(BANK, -100))
    if refusal is PeriodIsClosed:
        close(organization, date(2026, 1, 1))

    with pytest.raises(refusal):
        reverse(organization, entry_id, posting_date=on)

    assert count_of(organization, "journal_entry") == 1


def test_reverses_an_entry_once_and_never_a_reversal():
    organization = an_organization()
    entry_id = post_by_hand(organization, eur(FEES, 100), eur(BANK, -100))
    reversal_id = reverse(organization, entry_id).entry_id

    with pytest.raises(EntryAlreadyReversed, match=str(entry_id)):
        reverse(organization, entry_id)
    with pytest.raises(EntryIsAReversal):
        reverse(organization, reversal_id)

    assert count_of(organization, "journal_entry") == 2


def test_two_who_reverse_one_entry_do_it_once():
    organization = an_organization()
    entry_id = post_by_hand(organization, eur(FEES, 100), eur(BANK, -100))

    def reverse_while_another_does(context):
        reverse_entry(entry_id=entry_id, reason="Posted twice.", context=context)
        second = InAThread(lambda: reverse(organization, entry_id))
        second.wait_until_it_waits()
        return second

    second = inside_a_command(organization, reverse_while_another_does)

    with pytest.raises(EntryAlreadyReversed):
        second.finish()
    assert count_of(organization, "journal_entry") == 2


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        ("invoice", "Cancel the open item behind it"),
        ("allocation", "Undo the allocation"),
        ("write_off", "Recover the write-off"),
    ],
)
def test_refuses_entries_that_an_act_stands_behind_and_names_what_undoes_it(kind, act):
    organization = an_organization()
    customer_id = a_customer_numbered(organization, "C1")
    entry_id = post(organization, line("receivable", 100, customer=customer_id), line("revenue", -100), kind=kind)

    with pytest.raises(EntryHasItsOwnAct) as refusal:
        reverse(organization, entry_id)

    assert act in refusal.value.remedy
    assert count_of(organization, "journal_entry") == 1


def test_refuses_an_unknown_entry():
    organization, other = an_organization(), an_organization()
    entry_id = post_by_hand(other, eur(FEES, 100), eur(BANK, -100))

    with pytest.raises(EntryUnknown):
        reverse(organization, entry_id)

    assert count_of(other, "journal_entry") == 1


def test_reverses_many_entries_with_customers_and_exchange_differences_at_once():
    organization = an_organization()
    customer_id = a_customer_numbered(organization, "C1")
    entries = [
        post(
            organization,
            line("unapplied", 100_00, currency="USD", functional=95_00, customer=customer_id),
            line("receivable", -100_00, currency="USD", functional=-90_00, customer=customer_id),
            line("exchange_gain", 0, currency="USD", functional=-5_00),
            kind="allocation",
        )
        for _ in range(3)
    ]

    reversed_count = inside_a_command(
        organization,
        lambda context: reverse_entries(
            "(SELECT unnest(%(entries)s::uuid[]) AS entry_id, '2026-02-03'::date AS posting_date)",
            {"entries": entries},
            context=context,
        ),
    )

    assert reversed_count == 3
    for entry_id in entries:
        reversal = entry(organization, entry(organization, entry_id).reversed_by_id)
        assert (reversal.posting_date, reversal.kind) == (date(2026, 2, 3), "allocation")
        assert [
            (
                mirrored.number,
                mirrored.account_code,
                mirrored.customer_id,
                mirrored.amount_minor,
                mirrored.functional_minor,
            )
            for mirrored in reversal.lines
        ] == [
            (1, "2100", customer_id, -100_00, -95_00),
            (2, "1200", customer_id, 100_00, 90_00),
            (3, "4300", None, 0, 5_00),
        ]


@pytest.mark.parametrize("also", ["twice", "unknown", "too_early"])
def test_reverses_all_of_a_relation_or_none(also):
    organization = an_organization()
    good, other = (post_by_hand(organization, eur(FEES, 100), eur(BANK, -100)) for _ in range(2))
    second, day, refusal = {
        "twice": (good, "2026-02-01", EntryAlreadyReversed),
        "unknown": (new_identifier(), "2026-02-01", EntryUnknown),
        "too_early": (other, "2025-02-01", ReversalBeforeEntry),
    }[also]

    with pytest.raises(refusal):
        inside_a_command(
            organization,
            lambda context: reverse_entries(
                "(SELECT * FROM unnest(%(entries)s::uuid[], %(days)s::date[]) AS given (entry_id, posting_date))",
                {"entries": [good, second], "days": ["2026-02-01", day]},
                context=context,
            ),
        )

    assert count_of(organization, "journal_entry") == 2
