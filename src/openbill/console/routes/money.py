"""Money: what is billed, paid, owed, contested and approved."""

from openbill.console.forms import MOST_BYTES_OF_SHEET
from openbill.console.page import Route
from openbill.console.pages.aging import show_aged_items, show_aging
from openbill.console.pages.approvals import (
    let_refund_through,
    let_snapshot_through,
    let_write_off_through,
    list_approvals,
    turn_refund_down,
    turn_snapshot_down,
    turn_write_off_down,
)
from openbill.console.pages.cash.acts import (
    bring_in,
    clear_known,
    confirm_lines,
    hold_line,
    link_advice,
    post_line,
    set_line_aside,
    show_import,
    sum_up,
    take_back,
    take_line_up,
    undo_line,
)
from openbill.console.pages.cash.advices import bring_in as bring_advice_in
from openbill.console.pages.cash.advices import list_advices, show_advice, show_bringing, unlink, withdraw
from openbill.console.pages.cash.desk import find_items, show_desk
from openbill.console.pages.cash.reconciliation import show_reconciliation
from openbill.console.pages.drafts.edit_draft import (
    change,
    change_lines,
    delete,
    keep_draft,
    preview,
    show_draft,
    show_new_draft,
)
from openbill.console.pages.drafts.issue_drafts import ask_to_issue, issue
from openbill.console.pages.drafts.list_drafts import list_drafts
from openbill.console.pages.invoices.credit_invoice import credit, preview_credit, show_credit
from openbill.console.pages.invoices.list_invoices import list_invoices
from openbill.console.pages.invoices.show_invoice import show_invoice, show_invoice_pdf
from openbill.console.pages.items.acts_on_item import DISPUTE, DUE_DATE, PROMISE, REFUND, WRITE_OFF
from openbill.console.pages.items.show_item import end_dispute, end_promise, show_item, undo_allocations
from openbill.console.pages.payments.apply_credit import apply_credit, preview_apply, show_apply
from openbill.console.pages.payments.list_payments import list_payments
from openbill.console.pages.payments.record_payment import preview_payment, record_payment, show_new_payment
from openbill.console.pages.payments.show_payment import RETURN, WITHDRAW, show_payment
from openbill.console.pages.payments.withheld_tax import (
    add_certificate,
    list_withheld_tax,
    refuse,
    show_new_certificate,
    show_refuse,
    show_sheet,
    show_withdraw,
)
from openbill.console.pages.payments.withheld_tax import withdraw as withdraw_one

MOST_BYTES = 64 * 2**20
"""Of a bank file."""

ROUTES = (
    Route("invoices", "invoices", "invoicing.view", list_invoices),
    Route("invoices/<uuid:invoice_id>", "invoice", "invoicing.view", show_invoice),
    Route("invoices/<uuid:invoice_id>.pdf", "invoice-pdf", "invoicing.view", show_invoice_pdf),
    Route("invoices/<uuid:invoice_id>/credit", "credit-invoice", "invoicing.credit", show_credit, act=credit),
    Route(
        "invoices/<uuid:invoice_id>/credit/preview", "preview-credit", "invoicing.credit", preview_credit, is_act=True
    ),
    Route("drafts", "drafts", "invoicing.view", list_drafts),
    Route("drafts/new", "new-draft", "invoicing.draft", show_new_draft, act=keep_draft),
    Route("drafts/preview", "preview-draft", "invoicing.draft", preview, is_act=True),
    Route("drafts/lines", "draft-lines", "invoicing.draft", change_lines, is_act=True),
    Route("drafts/issue", "issue-drafts", "invoicing.issue", ask_to_issue, act=issue),
    Route("drafts/<uuid:draft_id>", "draft", "invoicing.draft", show_draft, act=change),
    Route("drafts/<uuid:draft_id>/delete", "delete-draft", "invoicing.draft", delete, is_act=True),
    Route("cash", "cash", "cash_application.view", show_desk),
    Route(
        "cash/import", "bring-statement", "cash_application.import", show_import, act=bring_in, most_bytes=MOST_BYTES
    ),
    Route("cash/reconciliation", "reconciliation", "cash_application.view", show_reconciliation),
    Route("cash/advices", "advices", "cash_application.view", list_advices),
    Route(
        "cash/advices/new",
        "bring-advice",
        "cash_application.import",
        show_bringing,
        act=bring_advice_in,
        most_bytes=MOST_BYTES,
    ),
    Route("cash/advices/<uuid:remittance_id>", "advice", "cash_application.view", show_advice),
    Route("cash/advices/<uuid:remittance_id>/unlink", "unlink-advice", "cash_application.post", unlink, is_act=True),
    Route(
        "cash/advices/<uuid:remittance_id>/withdraw", "withdraw-advice", "cash_application.post", withdraw, is_act=True
    ),
    Route("cash/confirm", "confirm-lines", "cash_application.post", confirm_lines, is_act=True),
    Route("cash/<uuid:line_id>", "cash-line", "cash_application.view", show_desk),
    Route("cash/<uuid:line_id>/find", "find-items", "cash_application.view", find_items),
    Route("cash/<uuid:line_id>/sum", "sum-placing", "cash_application.post", sum_up, is_act=True),
    Route("cash/<uuid:line_id>/post", "post-line", "cash_application.post", post_line, is_act=True),
    Route("cash/<uuid:line_id>/hold", "hold-line", "cash_application.post", hold_line, is_act=True),
    Route("cash/<uuid:line_id>/take-up", "take-line-up", "cash_application.post", take_line_up, is_act=True),
    Route("cash/<uuid:line_id>/known", "clear-line", "cash_application.post", clear_known, is_act=True),
    Route("cash/<uuid:line_id>/returned", "return-by-line", "cash_application.post", take_back, is_act=True),
    Route("cash/<uuid:line_id>/advice", "link-advice", "cash_application.post", link_advice, is_act=True),
    Route("cash/<uuid:line_id>/aside", "set-line-aside", "cash_application.post", set_line_aside, is_act=True),
    Route("cash/<uuid:line_id>/undo", "undo-line", "cash_application.post", undo_line, is_act=True),
    Route("payments", "payments", "payments.view", list_payments),
    Route("payments/new", "new-payment", "payments.record", show_new_payment, act=record_payment),
    Route("payments/preview", "preview-payment", "payments.record", preview_payment, is_act=True),
    Route("payments/<uuid:payment_id>", "payment", "payments.view", show_payment),
    Route("payments/<uuid:payment_id>/return", "return-payment", "payments.record", RETURN.show, act=RETURN.sent),
    Route(
        "payments/<uuid:payment_id>/withdraw", "withdraw-payment", "payments.record", WITHDRAW.show, act=WITHDRAW.sent
    ),
    Route("withheld-tax", "withheld-tax", "payments.view", list_withheld_tax),
    Route("withheld-tax/<uuid:withheld_id>/refuse", "refuse-withholding", "payments.record", show_refuse, act=refuse),
    Route(
        "customers/<uuid:customer_id>/certificate",
        "new-certificate",
        "payments.record",
        show_new_certificate,
        act=add_certificate,
        most_bytes=MOST_BYTES_OF_SHEET,
    ),
    Route("certificates/<uuid:certificate_id>/sheet", "certificate-sheet", "payments.view", show_sheet),
    Route(
        "certificates/<uuid:certificate_id>/withdraw",
        "withdraw-certificate",
        "payments.record",
        show_withdraw,
        act=withdraw_one,
    ),
    Route("items/<uuid:item_id>", "item", "receivables.view", show_item),
    Route("items/<uuid:item_id>/promise", "give-promise", "collections.work", PROMISE.show, act=PROMISE.sent),
    Route("items/<uuid:item_id>/dispute", "open-dispute", "disputes.manage", DISPUTE.show, act=DISPUTE.sent),
    Route(
        "items/<uuid:item_id>/due-date",
        "extend-due-date",
        "receivables.extend_due_date",
        DUE_DATE.show,
        act=DUE_DATE.sent,
    ),
    Route("items/<uuid:item_id>/write-off", "write-off", "receivables.write_off", WRITE_OFF.show, act=WRITE_OFF.sent),
    Route("items/<uuid:item_id>/refund", "ask-refund", "payments.request_refund", REFUND.show, act=REFUND.sent),
    Route("items/<uuid:item_id>/apply", "apply-credit", "receivables.allocate", show_apply, act=apply_credit),
    Route("items/<uuid:item_id>/apply/preview", "preview-apply", "receivables.allocate", preview_apply, is_act=True),
    Route("allocations/undo", "undo-allocations", "receivables.allocate", undo_allocations, is_act=True),
    Route("disputes/<uuid:dispute_id>/withdraw", "withdraw-dispute", "disputes.manage", end_dispute, is_act=True),
    Route("promises/<uuid:promise_id>/withdraw", "withdraw-promise", "collections.work", end_promise, is_act=True),
    Route("approvals", "approvals", "receivables.view", list_approvals),
    Route(
        "refunds/<uuid:request_id>/approve",
        "approve-refund",
        "payments.approve_refund",
        let_refund_through,
        is_act=True,
    ),
    Route(
        "refunds/<uuid:request_id>/decline", "decline-refund", "payments.approve_refund", turn_refund_down, is_act=True
    ),
    Route(
        "write-offs/<uuid:request_id>/approve",
        "approve-write-off",
        "receivables.approve_write_off",
        let_write_off_through,
        is_act=True,
    ),
    Route(
        "write-offs/<uuid:request_id>/decline",
        "decline-write-off",
        "receivables.approve_write_off",
        turn_write_off_down,
        is_act=True,
    ),
    Route(
        "snapshots/<uuid:run_id>/approve",
        "approve-snapshot",
        "importing.approve_snapshot",
        let_snapshot_through,
        is_act=True,
    ),
    Route(
        "snapshots/<uuid:run_id>/decline",
        "decline-snapshot",
        "importing.approve_snapshot",
        turn_snapshot_down,
        is_act=True,
    ),
    Route("aging", "aging", "receivables.view", show_aging),
    Route("aging/items", "aged-items", "receivables.view", show_aged_items),
)
