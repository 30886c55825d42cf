"""Tax that a payer keeps settles the debt, and is claimed back with a certificate or owed again."""

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from tests.support.collecting import day_done, tasks
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import open_amount
from tests.support.threads import at_the_same_time
from tests.support.withholding import Kept, certified, tax_kept

from openbill.foundation.tenancy import scope
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.payments.commands.keep_certificate import keep_certificate, keep_certificate_file, withdraw_certificate
from openbill.payments.commands.refuse_withholding import refuse_withholding
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.errors import (
    CertificateDoesNotAddUp,
    CertificateKnown,
    CertificateNumberMissing,
    CertificateOfSeveral,
    CertificateOfTheFuture,
    CertificateWasWithdrawn,
    NoTaxNamed,
    ReasonMissing,
    TaxIsNotAwaited,
)
from openbill.payments.models import TaxCertificate
from openbill.payments.queries.check_payments import check_payments
from openbill.payments.queries.find_withheld_tax import ListedWithheldTax, WithheldOf, find_withheld_tax
from openbill.payments.queries.tax_certificates import tax_certificate
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.receivables.queries.uses_of_items import uses_of_items


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


@pytest.fixture
def customer(firm: AnOrganization) -> UUID:
    return a_customer(firm)


def withheld(firm: AnOrganization, only: WithheldOf = WithheldOf.ALL) -> list[ListedWithheldTax]:
    with scope(firm.id):
        return list(find_withheld_tax(only=only).rows)


def states(firm: AnOrganization) -> list[str]:
    return [row.state for row in withheld(firm)]


def recoverable(firm: AnOrganization) -> int:
    """What stands on the account of withholding tax, in cents."""
    with scope(firm.id):
        rows = trial_balance(firm.legal_entity_id, date(2026, 12, 31)).rows
    return sum(row.functional_balance_minor for row in rows if row.code == "1300")


def nothing_is_wrong(firm: AnOrganization) -> None:
    with scope(firm.id):
        assert [*check_receivables(firm.id), *check_ledger(), *check_payments()] == []


def test_the_debt_is_settled_and_the_tax_is_to_be_claimed_back(firm: AnOrganization, customer: UUID):
    kept = tax_kept(firm, customer, "1000.00", "150.00")

    (row,) = withheld(firm)
    assert (row.state, row.amount_minor, row.withheld_on) == ("awaited", 150_00, date(2026, 2, 10))
    assert open_amount(firm, kept.debt_id) == "0.00"
    assert recoverable(firm) == 150_00
    nothing_is_wrong(firm)


def test_one_certificate_is_for_several_taxes_to_the_cent(firm: AnOrganization, customer: UUID):
    first, second = (tax_kept(firm, customer, "100.00", amount) for amount in ("15.00", "10.01"))
    with pytest.raises(CertificateDoesNotAddUp, match=r"25\.01"):
        certified(firm, first, second, amount="25.00")

    certificate = certified(firm, first, second, amount="25.01")

    assert states(firm) == ["certified", "certified"]
    with scope(firm.id):
        assert tax_certificate(certificate).taxes == 2
    assert recoverable(firm) == 25_01
    nothing_is_wrong(firm)


def test_a_certificate_that_was_kept_wrongly_is_withdrawn(firm: AnOrganization, customer: UUID):
    kept = tax_kept(firm, customer, "100.00", "15.00")
    certificate = certified(firm, kept, amount="15.00")
    with pytest.raises(ReasonMissing):
        withdraw_certificate(certificate_id=certificate, reason=" ", context=firm.context())

    withdraw_certificate(certificate_id=certificate, reason="another firm's", context=firm.context())

    assert states(firm) == ["awaited"]
    with pytest.raises(CertificateWasWithdrawn):
        keep_certificate_file(certificate_id=certificate, content=b"x", file_name="a.pdf", context=firm.context())
    certified(firm, kept, amount="15.00")
    assert states(firm) == ["certified"]
    nothing_is_wrong(firm)


def test_what_is_not_certified_is_owed_again(firm: AnOrganization, customer: UUID):
    kept = tax_kept(firm, customer, "100.00", "15.00")

    refuse_withholding(withheld_id=kept.withheld_id, reason="no treaty with us", context=firm.context())

    assert open_amount(firm, kept.debt_id) == "15.00"
    assert (states(firm), recoverable(firm)) == (["refused"], 0)
    nothing_is_wrong(firm)
    with pytest.raises(TaxIsNotAwaited):
        refuse_withholding(withheld_id=kept.withheld_id, reason="again", context=firm.context())


def test_what_is_certified_is_not_owed_again(firm: AnOrganization, customer: UUID):
    kept = tax_kept(firm, customer, "100.00", "15.00")
    certified(firm, kept, amount="15.00")

    with pytest.raises(TaxIsNotAwaited):
        refuse_withholding(withheld_id=kept.withheld_id, reason="too late", context=firm.context())

    assert open_amount(firm, kept.debt_id) == "0.00"


def test_a_payment_that_comes_back_takes_the_tax_along(firm: AnOrganization, customer: UUID):
    kept = tax_kept(firm, customer, "100.00", "15.00")

    return_payment(payment_id=kept.payment.payment_id, on=date(2026, 2, 20), reason="bounced", context=firm.context())

    assert open_amount(firm, kept.debt_id) == "100.00"
    assert (states(firm), recoverable(firm)) == (["taken_back"], 0)
    with pytest.raises(TaxIsNotAwaited):
        certified(firm, kept, amount="15.00")
    nothing_is_wrong(firm)


def test_its_allocation_is_not_undone_alone(firm: AnOrganization, customer: UUID):
    tax_kept(firm, customer, "100.00", "15.00")
    (row,) = withheld(firm)
    with scope(firm.id):
        (use,) = uses_of_items([row.item_id])
    with pytest.raises(Exception, match="owed again"):
        undo_allocation(allocation_id=use.allocation_id, context=firm.context())


def test_a_certificate_is_of_one_customer_named_and_of_today_at_the_latest(firm: AnOrganization, customer: UUID):
    mine, theirs = tax_kept(firm, customer, "100.00", "15.00"), tax_kept(firm, a_customer(firm, "B"), "100.00", "15.00")
    with pytest.raises(CertificateOfSeveral):
        certified(firm, mine, theirs, amount="30.00")
    with pytest.raises(CertificateNumberMissing):
        certified(firm, mine, amount="15.00", number="  ")
    with pytest.raises(NoTaxNamed):
        certified(firm, amount="15.00")
    certified(firm, mine, amount="15.00", number="A 1")
    certified(firm, theirs, amount="15.00", number="A 1")
    with pytest.raises(CertificateKnown):
        certified(firm, tax_kept(firm, customer, "100.00", "15.00"), amount="15.00", number=" A  1")


def test_a_certificate_of_tomorrow_is_none(firm: AnOrganization, customer: UUID):
    kept = tax_kept(firm, customer, "100.00", "15.00")
    with pytest.raises(CertificateOfTheFuture):
        keep_certificate(
            withheld_ids=[kept.withheld_id], number="1", issued_on=date(2099, 1, 1), amount=Money.of("15.00", "EUR"),
            context=firm.context(),
        )  # fmt: skip


def test_the_database_keeps_no_certificate_that_does_not_add_up(firm: AnOrganization, customer: UUID):
    with scope(firm.id), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tax_certificate (organization_id, id, customer_id, number, issued_on, amount_minor, currency,"
            " kept_at, withdrawn_because, command_id)"
            " SELECT organization_id, %s, id, '1', '2026-01-01', 100, 'EUR', now(), '', command_id"
            " FROM customer WHERE organization_id = %s AND id = %s",
            [new_identifier(), firm.id, customer],
        )
        with pytest.raises(IntegrityError, match="its taxes come to 0"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
    with scope(firm.id):
        assert not TaxCertificate.objects.filter(organization_id=firm.id).exists()


def test_a_certificate_that_does_not_come_is_a_task_until_it_does(firm: AnOrganization, customer: UUID):
    kept = tax_kept(firm, customer, "100.00", "15.00")

    day_done(firm, "2026-04-10")
    assert tasks(firm) == []
    for day in ("2026-04-11", "2026-04-12"):
        day_done(firm, day)
    ((kind, reason),) = tasks(firm)
    assert (kind, "15.00 EUR" in reason) == ("missing_certificate", True)

    certified(firm, kept, amount="15.00")
    day_done(firm, "2026-04-13")
    assert tasks(firm) == []


def test_two_certificates_of_one_number_at_the_same_moment():
    firm = an_organization()
    customer = a_customer(firm)
    one, two = (tax_kept(firm, customer, amount, "15.00") for amount in ("100.00", "200.00"))

    def keep(kept: Kept) -> str:
        try:
            certified(firm, kept, amount="15.00")
        except CertificateKnown:
            return "known"
        return "kept"

    assert sorted(at_the_same_time([lambda: keep(one), lambda: keep(two)])) == ["kept", "known"]
