"""Every address of the console, one line each."""

from openbill.console.page import MEMBER, Route
from openbill.console.pages import home
from openbill.console.pages.account import choose_language, choose_organization
from openbill.console.pages.aging import show_aged_items, show_aging
from openbill.console.pages.approvals import (
    let_refund_through,
    let_snapshot_through,
    let_write_off_through,
    list_approvals,
    turn_refund_down,
    turn_write_off_down,
)
from openbill.console.pages.customers import list_customers, show_customer
from openbill.console.pages.drafts import (
    change,
    change_lines,
    delete,
    keep_draft,
    list_drafts,
    preview,
    show_draft,
    show_new_draft,
)
from openbill.console.pages.drafts_issue import ask_to_issue, issue
from openbill.console.pages.edit_customer import (
    add_customer,
    change_what_is_known,
    show_change_of_customer,
    show_new_customer,
)
from openbill.console.pages.invoices import list_invoices, show_invoice, show_invoice_pdf
from openbill.console.pages.invoices_credit import credit, preview_credit, show_credit
from openbill.console.pages.items import end_dispute, end_promise, show_item, undo_allocations
from openbill.console.pages.items_acts import DISPUTE, DUE_DATE, PROMISE, REFUND, WRITE_OFF
from openbill.console.pages.items_several import dispute, promise, show_dispute, show_promise
from openbill.console.pages.payments import list_payments, show_payment, show_return, take_back
from openbill.console.pages.payments_apply import apply_credit, preview_apply, show_apply
from openbill.console.pages.payments_record import preview_payment, record_payment, show_new_payment
from openbill.console.pages.reminders import (
    discard_reminders,
    end_safe_mode,
    list_reminders,
    release_reminders,
    show_message,
)
from openbill.console.pages.search import find
from openbill.console.pages.statement import show_statement
from openbill.console.pages.tasks import end_task, list_tasks

app_name = "console"

ROUTES = (
    Route("", "home", MEMBER, home.show),
    Route("find", "find", "customers.view", find),
    Route("customers", "customers", "customers.view", list_customers),
    Route("customers/new", "new-customer", "customers.manage", show_new_customer, act=add_customer),
    Route("customers/<uuid:customer_id>", "customer", "customers.view", show_customer),
    Route(
        "customers/<uuid:customer_id>/change",
        "change-customer",
        "customers.manage",
        show_change_of_customer,
        act=change_what_is_known,
    ),
    Route("customers/<uuid:customer_id>/statement.pdf", "statement", "receivables.view", show_statement),
    Route(
        "customers/<uuid:customer_id>/statement-<int:position>.pdf", "statement-of", "receivables.view", show_statement
    ),
    Route("customers/<uuid:customer_id>/promise", "promise-several", "collections.work", show_promise, act=promise),
    Route("customers/<uuid:customer_id>/dispute", "dispute-several", "disputes.manage", show_dispute, act=dispute),
    Route("reminders", "reminders", "collections.view", list_reminders),
    Route("reminders/release", "release-reminders", "messaging.send", release_reminders, is_act=True),
    Route("reminders/discard", "discard-reminders", "messaging.send", discard_reminders, is_act=True),
    Route("safe-mode/end", "end-safe-mode", "messaging.manage", end_safe_mode, is_act=True),
    Route("messages/<uuid:message_id>", "message", "messaging.view", show_message),
    Route("tasks", "tasks", "collections.view", list_tasks),
    Route("tasks/<uuid:task_id>/end", "end-task", "collections.work", end_task, is_act=True),
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
    Route("payments", "payments", "payments.view", list_payments),
    Route("payments/new", "new-payment", "payments.record", show_new_payment, act=record_payment),
    Route("payments/preview", "preview-payment", "payments.record", preview_payment, is_act=True),
    Route("payments/<uuid:payment_id>", "payment", "payments.view", show_payment),
    Route("payments/<uuid:payment_id>/return", "return-payment", "payments.record", show_return, act=take_back),
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
    Route("aging", "aging", "receivables.view", show_aging),
    Route("aging/items", "aged-items", "receivables.view", show_aged_items),
    Route("organization", "choose-organization", MEMBER, choose_organization, is_act=True),
    Route("language", "choose-language", MEMBER, choose_language, is_act=True),
)

urlpatterns = [route.pattern for route in ROUTES]
