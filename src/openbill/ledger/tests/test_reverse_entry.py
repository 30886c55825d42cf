"""An entry is reversed once, by its exact mirror, on a day on which the books are open."""

from datetime import date

import pytest
from tests.support.organizations import an_organization

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.reverse_entries import reverse_entries
from openbill.ledger.commands.reverse_entry import reverse_entry
from openbill.ledger.errors import (
    EntryAlreadyReversed,
    EntryHasItsOwnAct,
    EntryIsAReversal,
    EntryUnknown,
    PeriodIsClosed,
    ReversalBeforeEntry,
)
from openbill.ledger.queries.journal import entries_of_source
from openbill.primitives.identifiers import new_identifier

from .by_hand import BANK, FEES, close, entry, eur, lines_of, post_by_hand, usd
from .posting import InAThread, a_customer_numbered, count_of, inside_a_command, line, post


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
