"""A firm that has something on every page, with the longest names and the largest amounts, by the real commands."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.support.banking import a_statement, booking
from tests.support.billing import a_billing_firm, a_line, drafted, issued, items_of, paid
from tests.support.debits import a_draft, a_link, a_mandate, a_refund_account, a_signed_link, somebody_else
from tests.support.members import a_member, acting_as
from tests.support.organizations import AnOrganization
from tests.support.paying import AtTheGateway
from tests.support.receivables import a_credit, a_debit
from tests.support.sepa import CREDITOR_IDENTIFIER, OTHER_IBAN, a_payment_status, a_status
from tests.support.unclaimed import a_rule, the_credit
from tests.support.withholding import a_row_in_every_table_of_withholding

from openbill.cash_application.commands.import_remittances import import_remittances
from openbill.cash_application.commands.import_statements import import_statements
from openbill.collections.commands.give_promise import give_promise
from openbill.collections.commands.run_day import run_day
from openbill.collections.types import Promised
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.create_customer import create_customer
from openbill.customers.commands.set_address import set_address
from openbill.direct_debits.commands.amend_mandate import amend_mandate
from openbill.direct_debits.commands.prepare_debits import prepare_debits
from openbill.direct_debits.commands.prepare_refund_file import prepare_refund_file
from openbill.direct_debits.commands.read_status_report import read_status_report
from openbill.direct_debits.commands.set_creditor import set_creditor
from openbill.direct_debits.commands.submit_debits import submit_debits
from openbill.direct_debits.commands.tell_payers import note_told_payers
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation import clock
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.connect_gateway import connect_gateway
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.record_payout import record_payout
from openbill.gateways.types import (
    DeclineReason,
    EntryKind,
    EntryTold,
    GatewayKind,
    MethodTold,
    Notice,
    NoticeKind,
    PayoutTold,
)
from openbill.importing.commands.hold_snapshot import hold_snapshot
from openbill.importing.commands.keep_upload import keep_upload
from openbill.importing.commands.move_upload import bring_upload_in, check_upload
from openbill.importing.commands.run_upload import run_upload
from openbill.importing.types.choices import UploadChoices
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import ManualLine, RateToSet
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.commands.keep_view import keep_view
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.types import Spread
from openbill.primitives.calendar import month_start
from openbill.primitives.lifecycle import NotPossibleInState
from openbill.primitives.money import Money
from openbill.receivables.commands.write_off import write_off
from openbill.unclaimed.commands.approve_hand_over import approve_hand_over
from openbill.unclaimed.commands.record_contact import record_owner_contact
from openbill.unclaimed.commands.request_hand_over import request_hand_over
from openbill.unclaimed.commands.set_clocks import set_all_clocks
from openbill.unclaimed.commands.write_letters import write_unclaimed_letters
from openbill.unclaimed.types import ContactHow
from openbill.wiring.adapters import connect_adapters

from .crowded import crowd

NAME = "Wide Ltd"
LONG = "Vereinigte Schraubenwerke Oberschwaben-Allgäu Handelsgesellschaft mbH & Co. Kommanditgesellschaft auf Aktien"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC = "شركة الخليج للمعدات الصناعية والتجارة العامة ذات المسؤولية المحدودة"
HUGE = "9999999999.99"
FIRST_DAYS_AGO = timedelta(days=230)
"""The first day on which anything is posted."""


def make_wide_firm(today: date) -> None:
    """Make it: three customers whose debts are of every age, and one thing of each kind beside."""
    firm = a_billing_firm(name=NAME, country="DE")
    context = firm.context()
    rate = RateToSet("AED", "EUR", today - timedelta(days=400), Decimal("0.25"))
    set_exchange_rates(rates=[rate], context=context)
    long, word, arabic = (customer(firm, name) for name in (LONG, WORD, ARABIC))
    for days in (-10, 15, 45, 75, 120):
        due = today - timedelta(days=days)
        for each in (long, word):
            debt(firm, each, HUGE, due)
        debt(firm, arabic, "88420.50", due, currency="AED")
    money_of(firm, word, today)
    online_of(firm, word, today)
    run_day(day=today, context=context)
    books_of(firm, today)
    settings_of(firm)
    debits_of(firm, today)
    unclaimed_of(firm, long, word, today)
    files_of(firm, today)
    crowd(firm, today)


def customer(firm: AnOrganization, name: str) -> UUID:
    created = create_customer(name=name, country="DE", vat_number="DE123456789", context=firm.context())
    # One of them has nobody to write to: the day leaves that to a person.
    if name != ARABIC:
        add_contact(
            customer_id=created.customer_id,
            name=name[:80],
            email=f"accounts.payable.of.{len(name)}@a-very-long-name-of-a-host.example",
            phone="+49 7371 123456789",
            context=firm.context(),
        )
    return created.customer_id


def debt(firm: AnOrganization, owner: UUID, amount: str, due: date, currency: str = "EUR") -> UUID:
    begun = due - timedelta(days=30)
    number = f"RE-{begun:%Y%m%d}-0000{currency}"
    details = {"on": str(begun), "due": str(due), "currency": currency, "document_number": number}
    return a_debit(firm, owner, amount, **details)


def money_of(firm: AnOrganization, owner: UUID, today: date) -> None:
    """Documents, drafts and payments, and what waits for a second person."""
    context, word = firm.context(), WORD
    line = a_line("12345678.90", quantity="123.456", unit="pieces", tax_code="S")
    for days in (100, 20):
        invoice = issued(firm, owner, [line], on=str(today - timedelta(days=days)), buyer_reference=word)
        (item,) = items_of(firm, invoice)
        half = [Contested(item.id, Money.of("4567890.12", "EUR"))]
        open_dispute(
            contested=half, reason=DisputeReason.MISSING_PURCHASE_ORDER, note=f"{word} {LONG}", context=context
        )
    drafted(firm, owner, [line, line])
    payment = paid(firm, owner, 987_654_321_00, str(today - timedelta(days=3)), spread=Spread.UNAPPLIED, reference=word)
    paid(firm, owner, 1_234_567_00, str(today - timedelta(days=2)), reference=LONG)
    refund = Money.of("87654321.00", "EUR")
    request_refund(item_id=payment.item_id, amount=refund, reason=f"{word} {LONG}", context=context)
    given_up = debt(firm, owner, HUGE, today - FIRST_DAYS_AGO + timedelta(days=30))
    write_off(item_id=given_up, reason=f"{word} {LONG}", context=context)
    promised = debt(firm, owner, HUGE, today - timedelta(days=40))
    give_promise(promised=[Promised(promised)], promised_date=today + timedelta(days=3), context=context)


def online_of(firm: AnOrganization, owner: UUID, today: date) -> None:
    """A link that is open, one that was paid and paid out, one that failed, a way of paying, a strange notice."""
    connect_adapters()
    desk = AtTheGateway(firm, connect_gateway(kind=GatewayKind.TEST, context=firm.context()))
    amount, fee = Money.of(HUGE, "EUR"), Money.of("139999999.99", "EUR")

    def told(payment: UUID, kind: NoticeKind, **details: Any) -> None:
        names = {"gateway_id": str(payment), "payment_ref": str(payment)}
        notice = Notice(f"evt_{payment}_{kind.value}", kind, kind.value, clock.now(), **names, **details)
        keep_notices(account_id=desk.account_id, notices=[notice], context=firm.context())
        desk.read()

    paid, failed, strange = (
        desk.begin(desk.request(debt(firm, owner, HUGE, today - timedelta(days=days))), consent=f"{WORD} {LONG}")
        for days in (11, 12, 13)
    )
    told(paid, NoticeKind.SUCCEEDED, amount=amount, method=MethodTold("tok_1", f"Visa 4242 {WORD}"))
    told(failed, NoticeKind.FAILED, reason=DeclineReason.NOT_ALLOWED)
    told(strange, NoticeKind.SUCCEEDED, amount=Money.of(HUGE, "USD"))
    for name, pays in (("po_1", str(paid)), (f"po_{WORD}", "")):
        entries = (EntryTold(EntryKind.PAYMENT, f"txn_{name}", amount, fee, pays),)
        record_payout(
            account_id=desk.account_id, told=PayoutTold(name, amount - fee, today, entries), context=firm.context()
        )


def books_of(firm: AnOrganization, today: date) -> None:
    """An entry by hand, a batch, and a month that is closed."""
    before = month_start(today) - timedelta(days=1)
    lines = [ManualLine("1000", "EUR", 99_999_999_99), ManualLine("4000", "EUR", -99_999_999_99)]
    firm_id, context = firm.legal_entity_id, firm.context()
    post_manual_entry(legal_entity_id=firm_id, posting_date=today, lines=lines, reason=WORD, context=context)
    export_to_gl(legal_entity_id=firm_id, through_date=before, context=context)
    first = month_start(today - FIRST_DAYS_AGO)
    close_period(legal_entity_id=firm_id, month=first, context=context)


def settings_of(firm: AnOrganization) -> None:
    """A second person, a role, a key, a bank account, a view."""
    context = firm.context()
    person = a_member(firm, "collector", email=f"{WORD[:60].lower().replace('ä', 'ae')}@wide.example", name=LONG[:100])
    create_role(name=f"{WORD[:30]} {WORD[:20]}", permissions=["customers.view"], context=context)
    create_api_key(name=LONG[:60], role="auditor", context=context)
    add_bank_account(
        legal_entity_id=firm.legal_entity_id, name=LONG, currency="EUR", iban="DE89370400440532013000", context=context
    )
    lines = [booking("70.00", f"{LONG} {WORD}", name=LONG[:70]), booking("10.00", WORD, name=WORD[:70])]
    content = a_statement(*lines, closing="180.00", iban="DE89370400440532013000")
    import_statements(content=content, file_name="bank.xml", context=context)
    advice = f"reference,payer,invoice,amount,deduction,reason\nPAY-1,{LONG},{WORD},999999999.99,1.00,{LONG}\n"
    import_remittances(content=advice.encode(), file_name="advice.csv", context=context)
    keep_view(list_name="invoices", name=LONG[:60], address="only=overdue", context=acting_as(firm, person))


def unclaimed_of(firm: AnOrganization, first: UUID, second: UUID, today: date) -> None:
    """Credits whose letters are due, were written and answered, that are to be handed over, went, and lack a rule."""
    context, on = firm.context(), str(today - timedelta(days=150))
    for owner, country in ((first, "FR"), (second, "IT")):
        set_address(customer_id=owner, street=LONG, city=WORD, country=country, context=context)
    a_rule(
        firm,
        "FR",
        dormancy_months=1,
        cut_off=f"{today - timedelta(days=40):%m-%d}".replace("02-29", "02-28"),
        report_by=f"{today + timedelta(days=20):%m-%d}".replace("02-29", "03-01"),
        letter_latest_days=1,
        letter_minimum_minor=100_00,
        currency="EUR",
        source=LONG,
        valid_from=today - timedelta(days=300),
    )
    small = [a_credit(firm, first, amount, on=on) for amount in ("12.34", "56.78")]
    for amount in ("123456789.01", "222.22"):
        a_credit(firm, first, amount, on=on)
    a_credit(firm, second, HUGE, on=on)
    set_all_clocks(context)
    gone, waits = (the_credit(firm, item).id for item in small)
    asks, approves = (acting_as(firm, a_member(firm)) for _ in range(2))
    asked = request_hand_over(jurisdiction="FR", credit_ids=[gone], context=asks)
    approve_hand_over(hand_over_id=asked.hand_over_id, context=approves)
    request_hand_over(jurisdiction="FR", credit_ids=[waits], context=asks)
    record_owner_contact(
        customer_id=first, how=ContactHow.REPLY, note=LONG, on=today - timedelta(days=149), context=context
    )
    a_credit(firm, first, "9.99", on=on)
    set_all_clocks(context)
    write_unclaimed_letters(context=context)


def debits_of(firm: AnOrganization, today: date) -> None:
    """Mandates in every state, a batch that is prepared, one of which the bank refused a debit, and refunds."""
    context, second = firm.context(), somebody_else(firm)
    with scope(firm.id):
        account = next(each.id for each in bank_accounts() if each.iban == "DE89370400440532013000")
    set_creditor(
        legal_entity_id=firm.legal_entity_id,
        bank_account_id=account,
        identifier=CREDITOR_IDENTIFIER,
        name=LONG[:70],
        context=context,
    )
    signed = {"signed_on": today - timedelta(days=30), "debtor_name": LONG[:70]}
    owner = customer(firm, f"{LONG} {WORD}")
    mandate = a_mandate(firm, owner, reference="W" * 35, **signed)
    refused = customer(firm, f"Refused {LONG}")
    a_mandate(firm, refused, reference="R-1", **signed)
    a_link(firm, a_draft(firm, refused, reference="M" * 35))
    a_signed_link(firm, a_draft(firm, owner, reference="R-2"))
    amend_mandate(mandate_id=mandate, debtor_iban=OTHER_IBAN, context=context)
    for each in (owner, refused):
        debt(firm, each, "999999999.99", today - timedelta(days=5))
    (sent,) = prepare_debits(due_by=today, context=context)
    note_told_payers(batch_id=sent.batch_id, told_on=today, context=context)
    submit_debits(batch_id=sent.batch_id, context=context)
    answer = a_status(a_payment_status("EDD000001N0002", "RJCT", "AC04"), message_id="MDD000001")
    read_status_report(content=answer.replace(b">DD-000001<", b">PDD000001<"), file_name="a.xml", context=context)
    debt(firm, owner, "123456789.00", today - timedelta(days=4))
    prepare_debits(due_by=today, context=context)
    debt(firm, owner, "1234.00", today - timedelta(days=3))
    a_refund_account(firm, owner, OTHER_IBAN)
    for minor in (98_765_432_10, 12_345_678_90):
        payment = paid(firm, owner, minor, str(today - timedelta(days=2)), spread=Spread.UNAPPLIED)
        asked = request_refund(item_id=payment.item_id, amount=Money(minor, "EUR"), reason=WORD, context=context)
        approve_refund(request_id=asked.request_id, context=second)
        if minor == 98_765_432_10:
            prepare_refund_file(bank_account_id=account, context=context)
    a_refund_account(firm, refused, OTHER_IBAN, is_approved=False)
    a_row_in_every_table_of_withholding(firm, owner)


def files_of(firm: AnOrganization, today: date) -> None:
    """A file that was brought in but for one row, one that is tried out, and a snapshot that waits."""
    context = firm.context()
    rows = f"customer name,invoice number,invoice date,amount\n{LONG},{WORD},{today},{HUGE}\n{LONG},N-2,never,1.00\n"
    for name in (f"{WORD}.csv", "tried-out.csv"):
        upload = keep_upload(file_name=name, content=rows.encode(), context=context)
        check_upload(upload_id=upload, choices=UploadChoices(currency="EUR", new_customers=True), context=context)
        worked(upload, context)
        if name == f"{WORD}.csv":
            bring_upload_in(upload_id=upload, context=context)
            worked(upload, context)
    hold_snapshot(
        legal_entity_id=firm.legal_entity_id,
        digest="wide",
        file_name=f"{WORD}.csv",
        source="erp",
        as_of=today,
        totals={"EUR": 999_999_999_999},
        context=context,
    )


def worked(upload: UUID, context: Context) -> None:
    """Do what a worker does with a file, unless the worker of the server that runs beside was quicker."""
    with suppress(NotPossibleInState):
        run_upload(upload, context=context)
