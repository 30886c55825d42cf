"""The rate of a day is the last one entered on or before it, in either direction, and never guessed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import psycopg
import pytest
from django.db import connection
from tests.support.database import connected_as
from tests.support.organizations import an_organization
from tests.support.threads import at_the_same_time

from openbill.foundation.command_log.seal import last_seal, seal_commands
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.models import CommandLogEntry
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.errors import (
    RateGivenTwice,
    RateIsNotPositive,
    RateMissing,
    RateOfOneCurrency,
    RateTooPrecise,
)
from openbill.ledger.models import ExchangeRate
from openbill.ledger.queries.exchange_rate import rate_lateral, rate_on
from openbill.ledger.types import RatesSet, RateToSet
from openbill.primitives.currency import UnknownCurrency

from .posting import count_of


def a_rate(rate, on="2026-03-31", currency="USD", functional="EUR", source=""):
    return RateToSet(currency, functional, date.fromisoformat(on), Decimal(rate), source)


def set_rates(organization, *rates, **options):
    return set_exchange_rates(rates=rates, context=organization.context(**options))


def rate(organization, on, currency="USD", functional="EUR"):
    with scope(organization.id):
        return rate_on(currency, functional, date.fromisoformat(on))


def sealed(organization):
    """Seal everything; the number of the last command that is known then."""
    seal_commands(organization.id)
    with scope(organization.id):
        return last_seal(organization.id).sequence


def test_finds_the_last_rate_on_or_before_the_day_with_its_age():
    organization = an_organization()
    set_rates(organization, a_rate("0.91", "2026-03-01"), a_rate("0.917431", "2026-03-31"))

    assert rate(organization, "2026-03-31").rate_date == date(2026, 3, 31)
    found = rate(organization, "2026-03-30")

    assert (found.rate_date, found.age_days) == (date(2026, 3, 1), 29)
    assert (found.multiplier, found.divisor, found.is_inverse) == (Decimal("0.91"), 1, False)
    assert rate(organization, "2027-03-31").age_days == 365


def test_a_currency_is_worth_itself():
    found = rate(an_organization(), "2026-03-31", "EUR", "EUR")

    assert (found.exact, found.age_days) == (1, 0)


def test_uses_the_inverse_without_rounding_it():
    organization = an_organization()
    set_rates(organization, a_rate("1.09", currency="EUR", functional="USD"))

    found = rate(organization, "2026-03-31")

    assert found.is_inverse
    assert found.exact == Fraction(100, 109)


def test_takes_the_later_of_both_directions_and_of_one_day_the_direct_one():
    organization = an_organization()
    set_rates(
        organization,
        a_rate("0.90", "2026-03-01"),
        a_rate("1.25", "2026-03-15", "EUR", "USD"),
        a_rate("0.91", "2026-03-31"),
        a_rate("1.30", "2026-03-31", "EUR", "USD"),
    )

    assert rate(organization, "2026-03-14").exact == Fraction(9, 10)
    assert rate(organization, "2026-03-20").exact == Fraction(4, 5)
    assert rate(organization, "2026-03-31").exact == Fraction(91, 100)


def test_refuses_to_guess_a_rate_and_says_how_to_enter_one():
    organization = an_organization()
    set_rates(organization, a_rate("0.9", "2026-04-01"), a_rate("0.8", "2026-01-01", currency="GBP"))

    with pytest.raises(RateMissing) as refusal:
        rate(organization, "2026-03-31")
    with pytest.raises(RateMissing):
        rate(organization, "2026-05-01", "USD", "GBP")

    assert str(refusal.value) == (
        "There is no exchange rate of USD to EUR on or before 2026-03-31. "
        "Enter one with: openbill set-rate USD RATE --on 2026-03-31 --organization NAME"
    )


def test_replaces_a_rate_and_keeps_both():
    organization = an_organization()
    assert set_rates(organization, a_rate("0.90"), a_rate("0.80", currency="GBP")) == RatesSet(2, 0, 0)

    assert set_rates(organization, a_rate("0.91"), a_rate("0.80", currency="GBP")) == RatesSet(0, 1, 1)

    assert rate(organization, "2026-03-31").exact == Fraction(91, 100)
    with scope(organization.id):
        entered = CommandLogEntry.objects.filter(organization_id=organization.id, name="set_exchange_rates")
        logged = [entry.input["rates"][0]["rate"] for entry in entered.order_by("id")]
    assert logged == ["0.90", "0.91"]
    assert revisions(organization) == [("GBP", 1, "0.80"), ("USD", 1, "0.90"), ("USD", 2, "0.91")]


def revisions(organization):
    with scope(organization.id):
        rows = ExchangeRate.objects.filter(organization_id=organization.id).order_by("currency", "revision")
        return [(row.currency, row.revision, f"{row.rate:.2f}") for row in rows]


def test_a_rate_that_was_entered_is_never_overwritten_or_removed():
    organization = an_organization()
    set_rates(organization, a_rate("0.90"))

    for statement in ("UPDATE exchange_rate SET rate = 1", "DELETE FROM exchange_rate"):
        with connected_as("owner") as database, pytest.raises(psycopg.errors.RestrictViolation):
            database.execute(f"{statement} WHERE organization_id = %s", [organization.id])

    assert rate(organization, "2026-03-31").exact == Fraction(9, 10)


def test_a_seal_is_answered_with_the_rates_that_were_known_then():
    organization = an_organization()
    before = sealed(organization)
    set_rates(organization, a_rate("0.90", "2026-03-01"))
    first = sealed(organization)
    set_rates(organization, a_rate("0.80", "2026-03-01"))
    replaced = sealed(organization)
    set_rates(organization, a_rate("1.25", "2026-03-15", "EUR", "USD"))
    inverse = sealed(organization)
    set_rates(organization, a_rate("0.90", "2026-03-01"))

    def known(sequence):
        with scope(organization.id):
            return rate_on("USD", "EUR", date(2026, 3, 31), known_at_sequence=sequence).exact

    with pytest.raises(RateMissing):
        known(before)
    assert (known(first), known(replaced), known(inverse)) == (Fraction(9, 10), Fraction(8, 10), Fraction(4, 5))
    # What is not sealed yet is known now, and not at any seal.
    assert rate(organization, "2026-03-14").exact == Fraction(9, 10)
    with scope(organization.id):
        assert rate_on("USD", "EUR", date(2026, 3, 14), known_at_sequence=inverse).exact == Fraction(8, 10)


@pytest.mark.parametrize(("entered", "kept"), [(("0.91", "0.92"), 2), (("0.91", "0.91"), 1)])
def test_two_who_enter_a_rate_at_once_come_one_after_the_other(entered, kept):
    organization = an_organization()

    done = at_the_same_time([lambda text=text: set_rates(organization, a_rate(text)) for text in entered])

    assert sorted((each.added, each.changed) for each in done) == [(0, kept - 1), (1, 0)]
    last = revisions(organization)[-1]
    assert last[:2] == ("USD", kept)
    assert rate(organization, "2026-03-31").multiplier == Decimal(last[2])


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (a_rate("0"), RateIsNotPositive),
        (a_rate("-1"), RateIsNotPositive),
        (a_rate("NaN"), RateIsNotPositive),
        (a_rate("0.1234567890123"), RateTooPrecise),
        (a_rate("1000000000000"), RateTooPrecise),
        (a_rate("1", currency="EUR"), RateOfOneCurrency),
        (a_rate("1", currency="EUX"), UnknownCurrency),
        (a_rate("1", functional="eur"), UnknownCurrency),
        (a_rate("0.90", "2026-03-30"), RateGivenTwice),
    ],
)
def test_refuses_a_batch_with_one_wrong_rate_and_enters_none(wrong, refusal):
    organization = an_organization()

    with pytest.raises(refusal):
        set_rates(organization, a_rate("0.91", "2026-03-30"), wrong)

    assert count_of(organization, "exchange_rate") == 0


def test_keeps_twelve_decimals():
    organization = an_organization()
    set_rates(organization, a_rate("999999999999.123456789012"))

    assert rate(organization, "2026-03-31").multiplier == Decimal("999999999999.123456789012")


def test_needs_the_permission():
    organization = an_organization()

    with pytest.raises(PermissionMissing, match=r"ledger\.manage_rates"):
        set_rates(organization, a_rate("0.91"), permissions=frozenset({"ledger.view"}))

    assert count_of(organization, "exchange_rate") == 0


def test_finds_the_rates_of_many_rows_at_once_as_it_finds_one():
    organization = an_organization()
    set_rates(
        organization,
        a_rate("0.90", "2026-03-01"),
        a_rate("160", "2026-03-10", "EUR", "JPY"),
        a_rate("0.91", "2026-03-31"),
    )
    wanted = [("USD", "2026-03-30"), ("USD", "2026-02-28"), ("JPY", "2026-03-10"), ("EUR", "2026-01-01")]

    with scope(organization.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT item.currency, rate.rate_date, rate.multiplier, rate.divisor"
            " FROM unnest(%(currencies)s::text[], %(days)s::date[]) WITH ORDINALITY"
            " AS item (currency, day, place)"
            f" LEFT JOIN {rate_lateral('item.currency', '%(functional)s::text', 'item.day')} AS rate ON true"
            " ORDER BY place",
            {
                "organization": organization.id,
                "functional": "EUR",
                "currencies": [currency for currency, _ in wanted],
                "days": [day for _, day in wanted],
            },
        )
        found = cursor.fetchall()

    assert found == [
        ("USD", date(2026, 3, 1), Decimal("0.90"), 1),
        ("USD", None, None, None),
        ("JPY", date(2026, 3, 10), 1, 160),
        ("EUR", date(2026, 1, 1), 1, 1),
    ]
