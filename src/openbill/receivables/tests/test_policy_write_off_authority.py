"""A write-off above the limit takes two people."""

from uuid import UUID

import pytest

from openbill.primitives.money import CurrencyMismatch, Money
from openbill.receivables.policies.write_off_authority import (
    ApproverIsRequester,
    WriteOffNeedsApproval,
    check_write_off_authority,
    write_off_needs_approval,
)

LIMIT = Money(50_00, "EUR")
ANNA, BERT = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(("cents", "needed"), [(1, False), (50_00, False), (50_01, True)])
def test_the_limit_itself_is_within_authority(cents, needed):
    assert write_off_needs_approval(Money(cents, "EUR"), LIMIT) is needed


def test_passes_what_is_within_the_limit_or_approved_by_another():
    check_write_off_authority(Money(50_00, "EUR"), LIMIT, requested_by=ANNA, approved_by=None)
    check_write_off_authority(Money(50_01, "EUR"), LIMIT, requested_by=ANNA, approved_by=BERT)


def test_refuses_more_than_the_limit_without_approval():
    with pytest.raises(WriteOffNeedsApproval) as caught:
        check_write_off_authority(Money(50_01, "EUR"), LIMIT, requested_by=ANNA, approved_by=None)

    assert caught.value.message == ("A write-off of 50.01 EUR is above the limit of 50.00 EUR and needs approval.")


def test_refuses_approval_by_whoever_asked():
    with pytest.raises(ApproverIsRequester):
        check_write_off_authority(Money(50_01, "EUR"), LIMIT, requested_by=ANNA, approved_by=ANNA)


def test_a_limit_in_another_currency_is_refused():
    with pytest.raises(CurrencyMismatch):
        write_off_needs_approval(Money(1_00, "USD"), LIMIT)


def test_a_limit_of_zero_lets_nothing_pass_alone():
    assert write_off_needs_approval(Money(1, "EUR"), Money.zero("EUR"))
