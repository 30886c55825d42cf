"""Direct debits, mandates, and refunds that go to the bank."""

from openbill.console.forms import MOST_BYTES_OF_SHEET
from openbill.console.page import Route
from openbill.console.pages.direct_debits.batches import (
    MOST_BYTES,
    download_file,
    list_batches,
    make_file,
    note_told,
    show_answer,
    show_batch,
    take_answer,
    take_batch_back,
    take_debit_back,
    write_to_payers,
)
from openbill.console.pages.direct_debits.list_mandates import list_mandates
from openbill.console.pages.direct_debits.mandate import (
    end,
    make_link,
    resume,
    send_link,
    show_mandate,
    show_sheet,
    show_signed_sheet,
    suspend,
    take_link_back,
)
from openbill.console.pages.direct_debits.mandate_forms import (
    add,
    amend,
    show_amend,
    show_new_mandate,
    show_sign,
    sign,
)
from openbill.console.pages.direct_debits.returned import list_returned
from openbill.console.pages.direct_debits.to_collect import ask_to_prepare, prepare, show_to_collect
from openbill.console.pages.refunds import refund_files
from openbill.console.pages.refunds.list_refunds import list_refunds
from openbill.console.pages.refunds.refund_accounts import (
    enter_account,
    let_account_through,
    show_new_account,
    turn_account_down,
)
from openbill.console.pages.settings.creditors import change_creditor, list_creditors, show_creditor

VIEW, MANAGE, SUBMIT, SETTLE = (f"direct_debits.{act}" for act in ("view", "manage", "submit", "settle"))
APPROVE = "payments.approve_refund"

ROUTES = (
    Route("direct-debits", "direct-debits", VIEW, show_to_collect),
    Route("direct-debits/prepare", "prepare-debits", MANAGE, ask_to_prepare, act=prepare),
    Route("direct-debits/answer", "bank-answer", SETTLE, show_answer, act=take_answer, most_bytes=MOST_BYTES),
    Route("debit-batches", "debit-batches", VIEW, list_batches),
    Route("debit-batches/<uuid:debit_batch_id>", "debit-batch", VIEW, show_batch),
    Route("debit-batches/<uuid:submitted_batch_id>.xml", "debit-file", VIEW, download_file),
    Route("debit-batches/<uuid:debit_batch_id>/tell", "tell-payers", MANAGE, write_to_payers, is_act=True),
    Route("debit-batches/<uuid:debit_batch_id>/told", "note-told", MANAGE, note_told, is_act=True),
    Route("debit-batches/<uuid:debit_batch_id>/file", "submit-debits", SUBMIT, make_file, is_act=True),
    Route("debit-batches/<uuid:debit_batch_id>/cancel", "cancel-debits", MANAGE, take_batch_back, is_act=True),
    Route("debits/<uuid:debit_id>/cancel", "cancel-debit", MANAGE, take_debit_back, is_act=True),
    Route("mandates", "mandates", VIEW, list_mandates),
    Route("mandates/new", "new-mandate", MANAGE, show_new_mandate, act=add),
    Route("mandates/<uuid:mandate_id>", "mandate", VIEW, show_mandate),
    Route("mandates/<uuid:mandate_id>.pdf", "mandate-sheet", VIEW, show_sheet),
    Route("mandates/<uuid:mandate_id>/signed.pdf", "signed-mandate", VIEW, show_signed_sheet),
    Route(
        "mandates/<uuid:mandate_id>/sign", "sign-mandate", MANAGE, show_sign, act=sign, most_bytes=MOST_BYTES_OF_SHEET
    ),
    Route("mandates/<uuid:mandate_id>/change", "amend-mandate", MANAGE, show_amend, act=amend),
    Route("mandates/<uuid:mandate_id>/link", "make-mandate-link", MANAGE, make_link, is_act=True),
    Route("mandates/<uuid:mandate_id>/link/send", "send-mandate-link", MANAGE, send_link, is_act=True),
    Route("mandates/<uuid:mandate_id>/link/revoke", "revoke-mandate-link", MANAGE, take_link_back, is_act=True),
    Route("mandates/<uuid:mandate_id>/suspend", "suspend-mandate", MANAGE, suspend, is_act=True),
    Route("mandates/<uuid:mandate_id>/resume", "resume-mandate", MANAGE, resume, is_act=True),
    Route("mandates/<uuid:mandate_id>/end", "end-mandate", MANAGE, end, is_act=True),
    Route("returned-debits", "returned-debits", VIEW, list_returned),
    Route("refunds", "refunds", "payments.view", list_refunds),
    Route("refund-files", "refund-files", VIEW, refund_files.list_files),
    Route("refund-files/new", "new-refund-file", SUBMIT, refund_files.show_new_file, act=refund_files.make_file),
    Route("refund-files/<uuid:refund_batch_id>", "refund-file", VIEW, refund_files.show_file),
    Route("refund-files/<uuid:refund_batch_id>.xml", "refund-file-xml", VIEW, refund_files.download_file),
    Route(
        "customers/<uuid:customer_id>/refund-account",
        "refund-account",
        "payments.request_refund",
        show_new_account,
        act=enter_account,
    ),
    Route(
        "refund-accounts/<uuid:refund_account_id>/approve",
        "approve-refund-account",
        APPROVE,
        let_account_through,
        is_act=True,
    ),
    Route(
        "refund-accounts/<uuid:refund_account_id>/decline",
        "decline-refund-account",
        APPROVE,
        turn_account_down,
        is_act=True,
    ),
    Route("settings/direct-debits", "creditors", VIEW, list_creditors),
    Route(
        "settings/direct-debits/<uuid:legal_entity_id>", "change-creditor", MANAGE, show_creditor, act=change_creditor
    ),
)
