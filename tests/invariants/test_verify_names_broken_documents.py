"""Each invariant of documents, payments, disputes, banks and reminders is broken once by the owner, and named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of, paid
from tests.support.cash import a_row_in_every_table_of_cash
from tests.support.collecting import a_promise, day_done
from tests.support.customers import a_contact, a_customer
from tests.support.database import guards_switched_off
from tests.support.withholding import a_row_in_every_table_of_withholding

from openbill.cash_application.queries.check_cash import INVARIANTS as OF_CASH
from openbill.collections.queries.check_collections import INVARIANTS as OF_COLLECTIONS
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.disputes.queries.check_disputes import INVARIANTS as OF_DISPUTES
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.context import Actor, ActorKind
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.queries.check_invoicing import INVARIANTS as OF_INVOICING
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.queries.check_payments import INVARIANTS as OF_PAYMENTS
from openbill.payments.types import Spread
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.wiring.verification import findings


class Documents:
    """An organization that billed, was paid, gave money back and has disputes, open and ended."""

    def __init__(self) -> None:
        self.firm = a_billing_firm()
        context = self.firm.context
        customer = a_customer(self.firm)
        lines = [a_line("100.00"), a_line("33.33", "3", tax_code="R")]
        self.invoice = issued(self.firm, customer, lines, discount_percent=Decimal(3))
        self.credited = issued(self.firm, customer, lines)
        self.small = issued(self.firm, customer, [a_line("20.00"), a_line("-19.00", tax_code="AE")])
        credit_invoice(invoice_id=self.credited, lines=[a_line("10.00")], context=context())
        bounced = paid(self.firm, customer, 50_00, "2026-02-01")
        return_payment(payment_id=bounced.payment_id, on=date(2026, 2, 3), reason="no cover", context=context())
        self.payment = paid(self.firm, customer, 9_00, "2026-02-02", spread=Spread.UNAPPLIED)
        asked = request_refund(
            item_id=self.payment.item_id, amount=Money(4_00, "EUR"), reason="asked for", context=context()
        )
        second = replace(context(), actor=Actor(ActorKind.USER, new_identifier()))
        approve_refund(request_id=asked.request_id, context=second)
        (item,) = items_of(self.firm, self.invoice)
        for _ in range(2):
            contested = [Contested(item.id, Money(5_00, "EUR"))]
            dispute = open_dispute(contested=contested, reason=DisputeReason.PRICE, context=context())
        withdraw_dispute(dispute_id=dispute, outcome="settled by phone", context=context())
        a_row_in_every_table_of_cash(self.firm, a_customer(self.firm), "Bank of all")
        a_contact(self.firm, customer, email="kim@example.com")
        a_promise(self.firm, item.id, by="2026-03-01", minor=7_00, given_on="2026-02-01")
        day_done(self.firm, "2026-03-20")
        a_row_in_every_table_of_withholding(self.firm, a_customer(self.firm))
        seal_commands(self.firm.id)

    def broken(self) -> set[str]:
        return {finding.invariant for finding in findings(self.firm.id)}


BREAKERS: dict[str, str] = {
    "issued_documents_add_up": "UPDATE invoice_tax SET tax_minor = tax_minor + 1"
    " WHERE organization_id = %(firm)s AND invoice_id = %(invoice)s AND percent > 10",
    "issued_documents_are_their_open_items": "DELETE FROM invoice_item"
    " WHERE organization_id = %(firm)s AND invoice_id = %(credited)s",
    "documents_are_numbered_without_gaps": "UPDATE number_series SET next_number = next_number + 1"
    " WHERE organization_id = %(firm)s AND series = 'INV'",
    "withheld_taxes_are_their_credits": "DELETE FROM withheld_tax"
    " WHERE organization_id = %(firm)s AND certificate_id IS NULL",
    "certificates_are_over_their_taxes": "UPDATE tax_certificate SET amount_minor = amount_minor + 1"
    " WHERE organization_id = %(firm)s",
    "payments_are_their_credits": "UPDATE payment SET state = 'returned', returned_date = '2026-03-01'"
    " WHERE organization_id = %(firm)s AND state = 'recorded' AND account = 'cash_clearing'",
    "approved_refunds_were_given_back": "UPDATE refund_request SET amount_minor = amount_minor + 1"
    " WHERE organization_id = %(firm)s",
    "debts_know_what_is_contested": "UPDATE open_item SET disputed_minor = 0"
    " WHERE organization_id = %(firm)s AND disputed_minor > 0",
    "documents_are_given_back_once": "UPDATE invoice SET corrects_id = %(small)s"
    " WHERE organization_id = %(firm)s AND kind = 'credit_note'",
    "taxes_are_given_back_once": "UPDATE invoice_tax SET tax_code_id ="
    " (SELECT id FROM tax_code WHERE organization_id = %(firm)s AND code = 'AE') FROM invoice"
    " WHERE invoice_tax.organization_id = %(firm)s AND invoice.id = invoice_tax.invoice_id"
    " AND invoice.kind = 'credit_note'",
    "promises_are_the_sum_of_their_debts": "UPDATE promised_item SET amount_minor = amount_minor + 1"
    " WHERE organization_id = %(firm)s",
    "reminders_ask_for_what_they_list": "UPDATE listed_item SET asked_minor = asked_minor + 1"
    " WHERE organization_id = %(firm)s",
    "stages_are_reached_by_reminders_that_stand": "UPDATE noticed_item SET is_withdrawn = true"
    " WHERE organization_id = %(firm)s",
    "what_banks_told_is_in_the_books": "UPDATE bank_line SET amount_minor = amount_minor + 1"
    " WHERE organization_id = %(firm)s AND amount_minor = 500",
    "unidentified_money_is_that_of_open_lines": "UPDATE line_to_do SET amount_minor = amount_minor + 1"
    " WHERE organization_id = %(firm)s",
    "reminders_are_said_by_their_messages": "DELETE FROM message WHERE organization_id = %(firm)s",
}


def test_finds_nothing_wrong_with_right_documents() -> None:
    assert Documents().broken() == set()


def test_every_invariant_has_somebody_who_breaks_it() -> None:
    assert set(BREAKERS) == {*OF_INVOICING, *OF_PAYMENTS, *OF_DISPUTES, *OF_CASH, *OF_COLLECTIONS}


@pytest.mark.parametrize("invariant", BREAKERS)
def test_names_what_is_broken_and_nothing_else(invariant: str) -> None:
    documents = Documents()
    names = {
        "firm": documents.firm.id,
        "invoice": documents.invoice,
        "credited": documents.credited,
        "small": documents.small,
    }
    with guards_switched_off() as database:
        assert database.execute(BREAKERS[invariant], names).rowcount > 0
        broken = documents.broken()
    assert broken == {invariant}
