"""A manual entry balances, stays off the control accounts, and can be taken back once."""

from datetime import date

import pytest
from tests.support.organizations import an_organization

from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.ledger.errors import (
    AccountUnknown,
    BeforeCutOver,
    ControlAccountByHand,
    EntryDoesNotBalance,
    FunctionalAmountDiffers,
    FunctionalAmountMissing,
    LineWithoutAmount,
    PeriodIsClosed,
    ReasonMissing,
    TooFewLines,
)
from openbill.ledger.types import ManualLine
from openbill.organizations.models import LegalEntity
from openbill.primitives.currency import UnknownCurrency

from .by_hand import BANK, FEES, assert_nothing_posted, close, entry, eur, lines_of, post_by_hand, usd
from .posting import count_of


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
