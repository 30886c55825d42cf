"""Statements of an account follow each other by their days, then their balances, then their numbers."""

from datetime import date

from openbill.cash_application.policies.statements_in_order import (
    StatementBalances,
    not_meeting,
    statements_in_order,
)
from openbill.primitives.identifiers import new_identifier

DAY = date(2026, 3, 2)


def told(
    number: str, opening: int | None, closing: int | None, *, day: date = DAY, kind: str = "final"
) -> StatementBalances:
    return StatementBalances(new_identifier(), kind, number, day, day, opening, closing)


def numbers(*statements: StatementBalances) -> list[str]:
    return [each.number for each in statements_in_order(statements)]


def test_a_statement_follows_the_one_that_closes_with_what_it_opens_with():
    assert numbers(told("c", 30, 40), told("b", 20, 30), told("a", 10, 20)) == ["a", "b", "c"]


def test_the_day_goes_before_the_balance():
    later = date(2026, 3, 3)
    assert numbers(told("b", 5, 10, day=later), told("a", 10, 5)) == ["a", "b"]


def test_numbers_decide_where_balances_do_not():
    assert numbers(told("10", 50, 60), told("9", 10, 20)) == ["9", "10"]
    assert numbers(told("58/10", 50, 60), told("58/9", 10, 20), told("58/11", None, None)) == ["58/9", "58/10", "58/11"]
    assert numbers(told("3", 10, 15), told("2", 20, 10), told("1", 10, 20)) == ["1", "2", "3"]


def test_without_numbers_they_stay_as_they_came():
    assert numbers(told("x", 50, 60), told("y", 10, 20)) == ["x", "y"]


def test_the_final_statement_comes_after_those_of_the_running_day():
    running = [told("7", 10, 15, kind="interim"), told("8", 10, 18, kind="interim")]
    assert numbers(told("1", 10, 20), *running) == ["7", "8", "1"]
    assert list(not_meeting([told("1", 10, 20), *running])) == []


def test_two_that_do_not_meet_are_told_each_once():
    first, third, again = told("1", 10, 20), told("3", 25, 30), told("3", 25, 30)
    assert list(not_meeting([again, third, first])) == [(first, third)]
