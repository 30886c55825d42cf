"""Mandates, direct debits, and the files of refunds."""

from enum import StrEnum
from uuid import UUID

from openbill.api.endpoint import BYTES, PDF, Endpoint, FileAnswer, act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.direct_debits.commands.add_mandate import add_mandate
from openbill.direct_debits.commands.amend_mandate import amend_mandate
from openbill.direct_debits.commands.cancel_debits import cancel_batch, cancel_debit
from openbill.direct_debits.commands.end_mandate import cancel_mandate, resume_mandate, suspend_mandate
from openbill.direct_debits.commands.make_mandate_link import make_mandate_link, revoke_mandate_link
from openbill.direct_debits.commands.prepare_debits import prepare_debits
from openbill.direct_debits.commands.prepare_refund_file import prepare_refund_file
from openbill.direct_debits.commands.read_status_report import read_status_report
from openbill.direct_debits.commands.refund_account import (
    approve_refund_account,
    decline_refund_account,
    request_refund_account,
)
from openbill.direct_debits.commands.return_debit import return_debit
from openbill.direct_debits.commands.send_mandate_link import send_mandate_link
from openbill.direct_debits.commands.set_creditor import set_creditor
from openbill.direct_debits.commands.sign_mandate import keep_signed_mandate, sign_mandate
from openbill.direct_debits.commands.submit_debits import submit_debits
from openbill.direct_debits.commands.tell_payers import note_told_payers, tell_payers
from openbill.direct_debits.errors import BatchHasNoFile, MandateLinkMissing
from openbill.direct_debits.queries.creditors import CreditorDetails, creditors
from openbill.direct_debits.queries.debit_batches import DebitBatchInOrder, debit_batch_of, debit_batches_in_order
from openbill.direct_debits.queries.debits_in_order import (
    DebitInOrder,
    ItemOfDebit,
    debit_of,
    debits_in_order,
    items_of_debit,
)
from openbill.direct_debits.queries.mandate_links import LinkOfMandate, link_of_mandate
from openbill.direct_debits.queries.mandate_sheets import mandate_sheet
from openbill.direct_debits.queries.mandates import (
    AmendmentOfMandate,
    MandateInOrder,
    amendments_of_mandate,
    mandate_of,
    mandates_in_order,
)
from openbill.direct_debits.queries.provisional_cash import ProvisionalCash, provisional_cash
from openbill.direct_debits.queries.refund_accounts import (
    RefundAccountInOrder,
    RefundBatchInOrder,
    refund_accounts_in_order,
    refund_batch_of,
    refund_batches_in_order,
)
from openbill.direct_debits.types import StatusRead
from openbill.documents.queries.stored_file import stored_file
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.foundation.context import Context
from openbill.organizations.queries.organization_in_force import organization_in_force

XML = "application/xml"


class MandateState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class DebitBatchState(StrEnum):
    PREPARED = "prepared"
    SUBMITTED = "submitted"
    SETTLED = "settled"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class DebitState(StrEnum):
    PREPARED = "prepared"
    SUBMITTED = "submitted"
    SETTLED = "settled"
    REJECTED = "rejected"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class RefundAccountState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    REPLACED = "replaced"


def list_creditors() -> Page[CreditorDetails]:
    """The legal entities that collect by direct debit, and how."""
    return whole(creditors())


def list_mandates(
    *,
    customer_id: UUID | None = None,
    state: MandateState | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[MandateInOrder]:
    """Mandates, the last added first."""
    place = place_of(after, UUID)
    rows = mandates_in_order(
        customer_id=customer_id, state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1
    )
    return page(rows, limit, lambda row: (row.id,))


def show_mandate(*, mandate_id: UUID) -> MandateInOrder:
    """One mandate."""
    return mandate_of(mandate_id)


def list_amendments(*, mandate_id: UUID) -> Page[AmendmentOfMandate]:
    """What a mandate was before it was changed, the last change first."""
    return whole(amendments_of_mandate(mandate_of(mandate_id).id))


def render_mandate(*, mandate_id: UUID, language: str = "") -> FileAnswer:
    """The mandate as a PDF to be signed, in the customer's language or in another one: en, de."""
    mandate = mandate_of(mandate_id)
    return FileAnswer(render_pdf(mandate_sheet(mandate_id, language=language)), PDF, f"mandate-{mandate.reference}.pdf")


def show_mandate_link(*, mandate_id: UUID, context: Context) -> LinkOfMandate:
    """The link by which a mandate is signed; its path stands below our own address, and whoever has it may sign."""
    mandate = mandate_of(mandate_id)
    link = link_of_mandate(mandate.id, context.at)
    if link is None:
        raise MandateLinkMissing(reference=mandate.reference)
    return link


def keep_mandate_sheet(*, mandate_id: UUID, content: bytes, file_name: str = "mandate.pdf", context: Context) -> None:
    """Keep the signed sheet of a mandate."""
    keep_signed_mandate(mandate_id=mandate_id, content=content, file_name=file_name, context=context)


def list_debit_batches(
    *, state: DebitBatchState | None = None, after: str | None = None, limit: int = ROWS
) -> Page[DebitBatchInOrder]:
    """Batches of direct debits, the last prepared first."""
    place = place_of(after, UUID)
    rows = debit_batches_in_order(state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def show_debit_batch(*, batch_id: UUID) -> DebitBatchInOrder:
    """One batch of direct debits, and what the bank said of it so far."""
    return debit_batch_of(batch_id)


def show_debit_file(*, batch_id: UUID) -> FileAnswer:
    """The file of a submitted batch for the bank: a pain.008."""
    batch = debit_batch_of(batch_id)
    if batch.file_id is None:
        raise BatchHasNoFile(number=batch.number)
    return FileAnswer(stored_file(batch.file_id).content, XML, f"{batch.number}.xml")


def list_debits(
    *,
    batch_id: UUID | None = None,
    customer_id: UUID | None = None,
    state: DebitState | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[DebitInOrder]:
    """Direct debits, the last prepared first."""
    place = place_of(after, UUID)
    rows = debits_in_order(
        batch_id=batch_id,
        customer_id=customer_id,
        state=state,
        after=place[0] if place else None,
        limit=checked_limit(limit) + 1,
    )
    return page(rows, limit, lambda row: (row.id,))


def show_debit(*, debit_id: UUID) -> DebitInOrder:
    """One direct debit, and what the bank said of it."""
    return debit_of(debit_id)


def list_items_of_debit(*, debit_id: UUID) -> Page[ItemOfDebit]:
    """What a direct debit collects, the oldest first."""
    return whole(items_of_debit(debit_of(debit_id).id))


def bring_in_status_report(*, content: bytes, file_name: str = "status", context: Context) -> StatusRead:
    """Take a bank's answer to a file, a pain.002: what it refuses is rejected, the rest awaits its statement."""
    return read_status_report(content=content, file_name=file_name, context=context)


def show_provisional_cash() -> Page[ProvisionalCash]:
    """By legal entity the cash of direct debits that payers may take back without a reason today."""
    return whole(provisional_cash(organization_in_force().today))


def list_refund_accounts(
    *, state: RefundAccountState | None = None, after: str | None = None, limit: int = ROWS
) -> Page[RefundAccountInOrder]:
    """Accounts to which refunds go, or are to go, the last entered first."""
    place = place_of(after, UUID)
    rows = refund_accounts_in_order(state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def list_refund_files(*, after: str | None = None, limit: int = ROWS) -> Page[RefundBatchInOrder]:
    """Files of refunds, the last made first."""
    place = place_of(after, UUID)
    rows = refund_batches_in_order(after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def show_refund_file(*, batch_id: UUID) -> FileAnswer:
    """The file of refunds for the bank: a pain.001."""
    batch = refund_batch_of(batch_id)
    return FileAnswer(stored_file(batch.file_id).content, XML, f"{batch.number}.xml")


ENDPOINTS = (
    ask("/creditors", "direct_debits.view", list_creditors),
    act("PUT", "/legal-entities/{legal_entity_id}/creditor", set_creditor),
    ask("/mandates", "direct_debits.view", list_mandates),
    act("POST", "/mandates", add_mandate, status=201),
    ask("/mandates/{mandate_id}", "direct_debits.view", show_mandate),
    act("PATCH", "/mandates/{mandate_id}", amend_mandate),
    ask("/mandates/{mandate_id}/amendments", "direct_debits.view", list_amendments),
    ask("/mandates/{mandate_id}/sheet.pdf", "direct_debits.view", render_mandate, media=PDF),
    Endpoint("POST", "/mandates/{mandate_id}/signed-sheet", "direct_debits.manage", keep_mandate_sheet, takes=BYTES),
    act("POST", "/mandates/{mandate_id}/sign", sign_mandate),
    ask("/mandates/{mandate_id}/link", "direct_debits.manage", show_mandate_link),
    act("POST", "/mandates/{mandate_id}/link", make_mandate_link, status=201),
    act("POST", "/mandates/{mandate_id}/link/send", send_mandate_link),
    act("POST", "/mandates/{mandate_id}/link/revoke", revoke_mandate_link),
    act("POST", "/mandates/{mandate_id}/suspend", suspend_mandate),
    act("POST", "/mandates/{mandate_id}/resume", resume_mandate),
    act("POST", "/mandates/{mandate_id}/cancel", cancel_mandate),
    ask("/debit-batches", "direct_debits.view", list_debit_batches),
    act("POST", "/debit-batches", prepare_debits, status=201),
    ask("/debit-batches/{batch_id}", "direct_debits.view", show_debit_batch),
    ask("/debit-batches/{batch_id}/file.xml", "direct_debits.view", show_debit_file, media=XML),
    act("POST", "/debit-batches/{batch_id}/tell-payers", tell_payers),
    act("POST", "/debit-batches/{batch_id}/note-told", note_told_payers),
    act("POST", "/debit-batches/{batch_id}/submit", submit_debits),
    act("POST", "/debit-batches/{batch_id}/cancel", cancel_batch),
    ask("/debits", "direct_debits.view", list_debits),
    ask("/debits/{debit_id}", "direct_debits.view", show_debit),
    ask("/debits/{debit_id}/items", "direct_debits.view", list_items_of_debit),
    act("POST", "/debits/{debit_id}/cancel", cancel_debit),
    act("POST", "/debits/{debit_id}/return", return_debit),
    Endpoint("POST", "/payment-status-reports", "direct_debits.settle", bring_in_status_report, takes=BYTES),
    ask("/provisional-cash", "direct_debits.view", show_provisional_cash),
    ask("/refund-accounts", "payments.view", list_refund_accounts),
    act("POST", "/customers/{customer_id}/refund-account", request_refund_account, status=201),
    act("POST", "/refund-accounts/{refund_account_id}/approve", approve_refund_account),
    act("POST", "/refund-accounts/{refund_account_id}/decline", decline_refund_account),
    ask("/refund-files", "direct_debits.view", list_refund_files),
    act("POST", "/refund-files", prepare_refund_file, status=201),
    ask("/refund-files/{batch_id}/file.xml", "direct_debits.view", show_refund_file, media=XML),
)
