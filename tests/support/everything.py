"""A firm with one of everything that an address of the console can name, made by the real commands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.cash_application.queries.find_payer_accounts import find_payer_accounts
from openbill.collections.commands.give_promise import give_promise
from openbill.collections.commands.log_call import log_call
from openbill.collections.commands.run_day import run_day
from openbill.collections.queries.open_tasks import open_tasks
from openbill.collections.queries.reminders_in_state import reminders_in_state
from openbill.collections.types import Promised
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.change_customer import change_customer
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.tenancy import scope
from openbill.gateways.models import GatewayNotice, PaymentAttempt, PaymentRequest, Payout, SavedMethod
from openbill.importing.commands.hold_snapshot import hold_snapshot
from openbill.importing.commands.keep_upload import keep_upload
from openbill.importing.commands.move_upload import bring_upload_in, check_upload
from openbill.importing.commands.run_upload import run_upload
from openbill.importing.types.choices import UploadChoices
from openbill.invoicing.commands.render_invoices import render_invoices
from openbill.invoicing.queries.billing_codes import tax_codes
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.queries.journal import journal_page
from openbill.ledger.types import JournalFilter
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.keep_view import keep_view
from openbill.organizations.queries.permission_matrix import permission_matrix
from openbill.payments.commands.refund import request_refund
from openbill.payments.types import Spread
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.write_off import write_off

from .billing import a_line, drafted, issued, paid
from .cash import a_row_in_every_table_of_cash
from .debits import a_row_in_every_table_of_debits
from .members import a_member, acting_as
from .organizations import AnOrganization
from .paying import a_row_in_every_table_of_gateways
from .receivables import a_customer, a_debit
from .unclaimed import a_row_in_every_table_of_unclaimed
from .withholding import a_row_in_every_table_of_withholding


@dataclass(frozen=True)
class Theirs:
    """What a firm has, so that every address can be asked for."""

    customer_id: UUID
    message_id: UUID
    task_id: UUID
    legal_entity_id: UUID
    user_id: UUID
    role_id: UUID
    api_key_id: UUID
    upload_id: UUID
    entry_id: UUID
    batch_id: UUID
    invoice_id: UUID
    draft_id: UUID
    payment_id: UUID
    item_id: UUID
    request_id: UUID
    run_id: UUID
    dispute_id: UUID
    promise_id: UUID
    view_id: UUID
    call_id: UUID
    tax_code_id: UUID
    contact_id: UUID
    line_id: UUID
    remittance_id: UUID
    bank_account_id: UUID
    debit_batch_id: UUID
    submitted_batch_id: UUID
    debit_id: UUID
    mandate_id: UUID
    refund_batch_id: UUID
    refund_account_id: UUID
    unclaimed_id: UUID
    hand_over_id: UUID
    owner_contact_id: UUID
    payment_request_id: UUID
    attempt_id: UUID
    payout_id: UUID
    method_id: UUID
    account_id: UUID
    notice_id: UUID
    withheld_id: UUID
    certificate_id: UUID
    payer_account_id: UUID
    position: int = 1
    list_name: str = "invoices"
    purpose: str = "billing"
    kind: str = "invoice"
    stage: str = "due"
    language: str = "en"
    jurisdiction: str = "US-TX"


def everything_of(firm: AnOrganization, salesperson: UUID, name: str) -> Theirs:
    """Everything of a customer of this name, who is the salesperson's, and of another whose name it ends."""
    customer, other = a_customer(firm, name=name), a_customer(firm, name=f"Other {name}")
    change_customer(customer_id=customer, salesperson_id=salesperson, context=firm.context())
    person = {"name": name, "email": "a@b.example"}
    contact = add_contact(customer_id=customer, **person, context=firm.context())
    for owner in (customer, other):
        a_debit(firm, owner, "120.00", on="2026-01-01", due="2026-01-31")
    run_day(day=date(2026, 2, 14), context=firm.context())
    with scope(firm.id):
        (reminder,) = reminders_in_state("held").rows
        (task,) = open_tasks()
        tax_code_id = tax_codes()[0].id
        role_id = next(role.id for role in permission_matrix() if role.name == "sales")
    member = a_member(firm, "sales", email=f"{new_identifier().hex}@example.com")
    key = create_api_key(name=name, role="auditor", context=firm.context())
    upload = an_upload_with_rejects(firm, name)
    with scope(firm.id):
        entry = journal_page(JournalFilter(), limit=1).entries[0]
    batch = export_to_gl(legal_entity_id=firm.legal_entity_id, through_date=date(2026, 1, 31), context=firm.context())
    cash = a_row_in_every_table_of_cash(firm, customer, name)
    withheld = a_row_in_every_table_of_withholding(firm, customer)
    return Theirs(
        customer_id=customer,
        message_id=reminder.message_id,
        task_id=task.id,
        legal_entity_id=firm.legal_entity_id,
        user_id=member,
        role_id=role_id,
        api_key_id=key.api_key_id,
        upload_id=upload,
        entry_id=entry.entry_id,
        batch_id=batch.batch_id,
        call_id=log_call(customer_id=customer, outcome="reached", note=name, context=firm.context()),
        tax_code_id=tax_code_id,
        contact_id=contact.contact_id,
        view_id=keep_view(list_name="invoices", name=name, address="", context=acting_as(firm, salesperson)),
        line_id=cash.open_line_id,
        remittance_id=cash.remittance_id,
        withheld_id=withheld.withheld_id,
        certificate_id=withheld.certificate_id,
        bank_account_id=cash.bank_account_id,
        payer_account_id=payer_account_of(firm),
        **online_of(firm, name),
        **money_of(firm, customer, name),
        **debits_of(firm, name),
        **unclaimed_of(firm, name),
    )


def unclaimed_of(firm: AnOrganization, name: str) -> dict[str, UUID]:
    """What the addresses of unclaimed credits name."""
    unclaimed = a_row_in_every_table_of_unclaimed(firm, name)
    return {
        "unclaimed_id": unclaimed.letter_due_id,
        "hand_over_id": unclaimed.hand_over_id,
        "owner_contact_id": unclaimed.contact_id,
    }


def payer_account_of(firm: AnOrganization) -> UUID:
    with scope(firm.id):
        return find_payer_accounts().rows[0].id


def debits_of(firm: AnOrganization, name: str) -> dict[str, UUID]:
    """What the addresses of direct debits and refunds name."""
    debited = a_row_in_every_table_of_debits(firm, name)
    return {
        "debit_batch_id": debited.batch_id,
        "submitted_batch_id": debited.submitted_batch_id,
        "debit_id": debited.debit_id,
        "mandate_id": debited.mandate_id,
        "refund_batch_id": debited.refund_batch_id,
        "refund_account_id": debited.account_id,
    }


def online_of(firm: AnOrganization, name: str) -> dict[str, UUID]:
    """Somebody who paid by a link and had the card kept, a payout, and a notice that is not understood."""
    desk = a_row_in_every_table_of_gateways(firm, name)
    with scope(firm.id):
        first = {
            name: model.objects.filter(organization_id=firm.id).order_by("id").values_list("id", flat=True)[0]
            for name, model in (
                ("payment_request_id", PaymentRequest),
                ("attempt_id", PaymentAttempt),
                ("payout_id", Payout),
                ("method_id", SavedMethod),
                ("notice_id", GatewayNotice),
            )
        }
    return {**first, "account_id": desk.account_id}


def an_upload_with_rejects(firm: AnOrganization, name: str) -> UUID:
    """A file of which nothing could be brought in."""
    rows = f"customer name,invoice number,invoice date,amount\n{name},N-1,2026-01-01,nothing\n"
    upload_id = keep_upload(file_name=f"{name}.csv", content=rows.encode(), context=firm.context())
    check_upload(upload_id=upload_id, choices=UploadChoices(currency="EUR"), context=firm.context())
    run_upload(upload_id, context=firm.context())
    bring_upload_in(upload_id=upload_id, context=firm.context())
    run_upload(upload_id, context=firm.context())
    return upload_id


def money_of(firm: AnOrganization, customer: UUID, name: str) -> dict[str, UUID]:
    """An issued document that is kept as PDF, a draft, a payment, a debt that is promised, contested and given up."""
    invoice = issued(firm, customer, [a_line("100.00")])
    render_invoices([invoice], processes=1, context=firm.context())
    payment = paid(firm, customer, 120_00, "2026-02-15", spread=Spread.UNAPPLIED)
    item = a_debit(firm, customer, "120.00", on="2026-02-14", due="2026-03-14")
    contested = [Contested(item, Money.of("1.00", "EUR"))]
    held = hold_snapshot(
        legal_entity_id=firm.legal_entity_id,
        digest=str(new_identifier()),
        file_name=f"{name}.csv",
        source="erp",
        as_of=date(2026, 2, 1),
        totals={"EUR": 120_00},
        context=firm.context(),
    )
    request_refund(item_id=payment.item_id, amount=Money.of("1.00", "EUR"), reason=name, context=firm.context())
    return {
        "invoice_id": invoice,
        "draft_id": drafted(firm, customer, [a_line("120.00")]),
        "payment_id": payment.payment_id,
        "item_id": item,
        "request_id": write_off(item_id=item, reason=name, context=firm.context()).request_id,
        "run_id": held,
        "dispute_id": open_dispute(contested=contested, reason=DisputeReason.PRICE, context=firm.context()),
        "promise_id": give_promise(
            promised=[Promised(item)], promised_date=firm.context().today(), context=firm.context()
        ),
    }
