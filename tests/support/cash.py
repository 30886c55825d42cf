"""Bank lines that were decided, for tests; made by the real commands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from openbill.cash_application.commands.clear_lines import clear_line
from openbill.cash_application.commands.expect_at_bank import expect_at_bank
from openbill.cash_application.commands.import_remittances import import_remittances
from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.link_remittance import link_remittance
from openbill.cash_application.commands.match_lines import match_lines
from openbill.cash_application.commands.post_lines import post_lines
from openbill.cash_application.commands.set_csv_mapping import set_csv_mapping
from openbill.cash_application.commands.set_matching_rules import set_matching_rule, set_tolerance
from openbill.cash_application.commands.set_reason_code import set_reason_code
from openbill.cash_application.models import LineToDo
from openbill.cash_application.types.csv_files import CsvMapping
from openbill.cash_application.types.decisions import CreditUse, Deduction, Expected, NewPosting, Placing, Source
from openbill.disputes.types import DisputeReason
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.models import BankAccount
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import NewPayment, Spread
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.types import Designation

from .banking import a_statement, booking
from .organizations import AnOrganization
from .receivables import an_item

THEIR_IBAN = "DE02120300000000202051"


@dataclass(frozen=True)
class DecidedLines:
    """A line that is still to be decided, and one that was posted, on an account of the firm."""

    bank_account_id: UUID
    open_line_id: UUID
    posted_line_id: UUID
    remittance_id: UUID


def a_row_in_every_table_of_cash(firm: AnOrganization, customer_id: UUID, name: str) -> DecidedLines:
    """Lines: open, posted with a credit and a deduction, cleared, and one of money that went out; and the rules."""
    add_bank_account(
        legal_entity_id=firm.legal_entity_id, name=name, currency="EUR", account_number="1", context=firm.context()
    )
    content = a_statement(
        booking("5.00", f"{name} OPEN-5"),
        booking("70.00", "posted", account=THEIR_IBAN),
        booking("90.00", "payout"),
        booking("-30.00", "out"),
        closing="235.00",
        iban="1",
    )
    import_statements(content=content, file_name="bank.xml", context=firm.context())
    with scope(firm.id):
        account = BankAccount.objects.get(account_number="1")
        _, waiting, posted, cleared = LineToDo.objects.order_by("amount_minor").values_list("line_id", flat=True)
    item = an_item(firm, customer_id, "100.00")
    credit = an_item(firm, customer_id, "20.00", kind="credit_note")
    placing = Placing(
        customer_id,
        Money(70_00, "EUR"),
        (Designation(item, Money(70_00, "EUR")),),
        credit_uses=(CreditUse(credit, item, Money(20_00, "EUR")),),
        deductions=(Deduction(item, Money(10_00, "EUR"), DisputeReason.PRICE),),
    )
    post_lines(postings=[NewPosting(posted, (placing,))], context=firm.context())
    payout = Source("payout", new_identifier())
    expected = Expected(payout, firm.legal_entity_id, Money(90_00, "EUR"), date(2026, 3, 2), ("po_1",))
    expect_at_bank(expected=[expected], context=firm.context())
    clear_line(line_id=cleared, sources=[payout], context=firm.context())
    for open_amount in ("5.00", "70.00"):
        an_item(firm, customer_id, open_amount, document_number=f"OPEN-{open_amount[:-3]}")
    set_matching_rule(posts_by_itself=False, target_precision=Decimal("0.99"), context=firm.context())
    mapping = CsvMapping(booked_date="Tag", amount="Betrag", text=(name,))
    set_csv_mapping(bank_account_id=account.id, mapping=mapping, context=firm.context())
    match_lines(bank_account_id=account.id, context=firm.context())
    alike = NewPayment(customer_id, Money(5_00, "EUR"), date(2026, 3, 1), spread=Spread.UNAPPLIED)
    record_payments(payments=[alike], context=firm.context())
    advice = f"Payer: {name}\nDate: 2026-03-02\nAmount: 5.00\nInvoices: OPEN-5\n".encode()
    import_remittances(content=advice, file_name=f"{name}.txt", context=firm.context())
    other = advice.replace(b"5.00", b"70.00").replace(b"OPEN-5", b"OPEN-70")
    (linked,) = import_remittances(content=other, file_name=f"{name}.txt", context=firm.context())
    link_remittance(remittance_id=linked.remittance_id, line_id=posted, context=firm.context())
    for of, minor in ((None, 50), (customer_id, 75)):
        set_tolerance(
            currency="EUR",
            absolute_minor=minor,
            percent=Decimal(1),
            charge_minor=100,
            customer_id=of,
            context=firm.context(),
        )
    set_reason_code(code=name, reason=DisputeReason.PRICE, customer_id=customer_id, context=firm.context())
    return DecidedLines(account.id, waiting, posted, linked.remittance_id)
