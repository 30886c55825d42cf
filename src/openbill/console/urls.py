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
from openbill.console.pages.audit import list_acts
from openbill.console.pages.books.exchange_rates import enter_rate, list_rates, show_new_rate
from openbill.console.pages.books.gl_export import download_batch, list_batches, make_batch, show_new_batch
from openbill.console.pages.books.journal import list_entries, show_entry
from openbill.console.pages.books.manual_entry import post_entry, show_new_entry, take_entry_back
from openbill.console.pages.books.periods import close_month, list_periods, reopen_month, show_closing, show_reopening
from openbill.console.pages.books.trial_balance import show_trial_balance
from openbill.console.pages.calls.list_calls import list_calls
from openbill.console.pages.calls.log_call import keep_call, nobody_answered, show_call, take_call_back
from openbill.console.pages.customers.addresses import keep_address, show_address
from openbill.console.pages.customers.contacts import (
    add_person,
    change_person,
    remove_person,
    show_contact,
    show_new_contact,
)
from openbill.console.pages.customers.edit_customer import (
    add_customer,
    change_what_is_known,
    show_change_of_customer,
    show_new_customer,
)
from openbill.console.pages.customers.group_and_merge import (
    leave_group,
    merge,
    put_into_group,
    show_merge,
    show_parent,
)
from openbill.console.pages.customers.list_customers import list_customers
from openbill.console.pages.customers.show_customer import show_customer
from openbill.console.pages.customers.statement import show_statement
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
from openbill.console.pages.first_run import dismiss, write_first_reminders
from openbill.console.pages.imports.list_imports import approve_run, list_imports, upload_file
from openbill.console.pages.imports.read_upload import choose_reading, show_reading
from openbill.console.pages.imports.upload import bring_in, discard, download_rejects, show_progress, show_upload
from openbill.console.pages.invoices.credit_invoice import credit, preview_credit, show_credit
from openbill.console.pages.invoices.list_invoices import list_invoices
from openbill.console.pages.invoices.show_invoice import show_invoice, show_invoice_pdf
from openbill.console.pages.items.acts_on_item import DISPUTE, DUE_DATE, PROMISE, REFUND, WRITE_OFF
from openbill.console.pages.items.acts_on_several import dispute, promise, show_dispute, show_promise
from openbill.console.pages.items.show_item import end_dispute, end_promise, show_item, undo_allocations
from openbill.console.pages.lists.choose_columns import choose_columns
from openbill.console.pages.lists.saved_views import forget, keep
from openbill.console.pages.messages.outbox import (
    confirm_sent,
    give_up_message,
    list_messages,
    release_message,
    send_message_again,
)
from openbill.console.pages.messages.reminders import (
    discard_reminders,
    end_safe_mode,
    list_reminders,
    release_reminders,
    show_message,
)
from openbill.console.pages.payments.apply_credit import apply_credit, preview_apply, show_apply
from openbill.console.pages.payments.list_payments import list_payments
from openbill.console.pages.payments.record_payment import preview_payment, record_payment, show_new_payment
from openbill.console.pages.payments.show_payment import show_payment, show_return, take_back
from openbill.console.pages.search import find
from openbill.console.pages.settings.bank_accounts import add_account, list_bank_accounts, show_new_bank_account
from openbill.console.pages.settings.firm import (
    add_entity,
    change_entity,
    change_firm,
    show_change_of_entity,
    show_change_of_settings,
    show_new_entity,
    show_settings,
)
from openbill.console.pages.settings.keys import list_keys, make_key, revoke_key, show_new_key
from openbill.console.pages.settings.look import change_look, list_looks, show_look, show_sample
from openbill.console.pages.settings.mail import begin_safe_mode, send_test_mail, show_mail, write_to_again
from openbill.console.pages.settings.people import (
    end_membership,
    give_role,
    invite,
    list_people,
    make_new_link,
    show_invitation,
    show_member,
    take_role,
)
from openbill.console.pages.settings.roles import add_role, change_permissions, list_roles, show_new_role, show_role
from openbill.console.pages.settings.taxes import (
    add_code,
    add_rate,
    list_taxes,
    show_new_tax_code,
    show_new_tax_rate,
)
from openbill.console.pages.settings.terms import add_terms, show_new_terms
from openbill.console.pages.settings.texts import change_text, list_texts, preview_text, restore_text, show_text
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
    Route(
        "customers/<uuid:customer_id>/people/new", "new-contact", "customers.manage", show_new_contact, act=add_person
    ),
    Route(
        "customers/<uuid:customer_id>/people/<uuid:contact_id>",
        "contact",
        "customers.manage",
        show_contact,
        act=change_person,
    ),
    Route(
        "customers/<uuid:customer_id>/people/<uuid:contact_id>/remove",
        "remove-contact",
        "customers.manage",
        remove_person,
        is_act=True,
    ),
    Route(
        "customers/<uuid:customer_id>/addresses/<slug:purpose>",
        "address",
        "customers.manage",
        show_address,
        act=keep_address,
    ),
    Route("customers/<uuid:customer_id>/group", "parent", "customers.manage", show_parent, act=put_into_group),
    Route("customers/<uuid:customer_id>/group/leave", "leave-group", "customers.manage", leave_group, is_act=True),
    Route("customers/<uuid:customer_id>/merge", "merge-customer", "customers.merge", show_merge, act=merge),
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
    Route("calls", "calls", "collections.view", list_calls),
    Route("customers/<uuid:customer_id>/calls", "log-call", "collections.work", show_call, act=keep_call),
    Route(
        "customers/<uuid:customer_id>/calls/no-answer",
        "nobody-answered",
        "collections.work",
        nobody_answered,
        is_act=True,
    ),
    Route("calls/<uuid:call_id>/withdraw", "withdraw-call", "collections.work", take_call_back, is_act=True),
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
    Route("lists/<slug:list_name>/columns", "choose-columns", MEMBER, choose_columns, is_act=True),
    Route("lists/<slug:list_name>/views", "keep-view", "customers.view", keep, is_act=True),
    Route("views/<uuid:view_id>/forget", "forget-view", "customers.view", forget, is_act=True),
    Route("organization", "choose-organization", MEMBER, choose_organization, is_act=True),
    Route("language", "choose-language", MEMBER, choose_language, is_act=True),
    Route("journal", "journal", "ledger.view", list_entries),
    Route("journal/new", "new-entry", "ledger.post_entries", show_new_entry, act=post_entry),
    Route("journal/<uuid:entry_id>", "entry", "ledger.view", show_entry),
    Route("journal/<uuid:entry_id>/reverse", "reverse-entry", "ledger.post_entries", take_entry_back, is_act=True),
    Route("trial-balance", "trial-balance", "ledger.view", show_trial_balance),
    Route("periods", "periods", "ledger.view", list_periods),
    Route("periods/<uuid:legal_entity_id>/close", "close-month", "ledger.close_period", show_closing, act=close_month),
    Route(
        "periods/<uuid:legal_entity_id>/reopen",
        "reopen-month",
        "ledger.reopen_period",
        show_reopening,
        act=reopen_month,
    ),
    Route("rates", "rates", "ledger.view", list_rates),
    Route("rates/new", "new-rate", "ledger.manage_rates", show_new_rate, act=enter_rate),
    Route("gl-export", "gl-export", "ledger.view", list_batches),
    Route("gl-export/new", "new-batch", "ledger.export", show_new_batch, act=make_batch),
    Route("gl-export/<uuid:batch_id>.csv", "batch", "ledger.view", download_batch),
    Route("imports", "imports", "importing.import", list_imports, act=upload_file),
    Route("imports/<uuid:upload_id>", "upload", "importing.import", show_upload),
    Route("imports/<uuid:upload_id>/progress", "upload-progress", "importing.import", show_progress),
    Route("imports/<uuid:upload_id>/reading", "upload-reading", "importing.import", show_reading, act=choose_reading),
    Route("imports/<uuid:upload_id>/bring-in", "bring-in", "importing.import", bring_in, is_act=True),
    Route("imports/<uuid:upload_id>/forget", "discard-upload", "importing.import", discard, is_act=True),
    Route("imports/<uuid:upload_id>/rejects.csv", "upload-rejects", "importing.import", download_rejects),
    Route(
        "imports/runs/<uuid:run_id>/approve",
        "approve-snapshot",
        "importing.approve_snapshot",
        approve_run,
        is_act=True,
    ),
    Route("settings", "settings", "organizations.view", show_settings),
    Route("settings/firm", "change-settings", "organizations.manage", show_change_of_settings, act=change_firm),
    Route("settings/companies/new", "new-entity", "organizations.manage", show_new_entity, act=add_entity),
    Route(
        "settings/companies/<uuid:legal_entity_id>",
        "change-entity",
        "organizations.manage",
        show_change_of_entity,
        act=change_entity,
    ),
    Route("settings/look", "looks", "organizations.view", list_looks),
    Route("settings/look/<uuid:legal_entity_id>", "change-look", "organizations.manage", show_look, act=change_look),
    Route("settings/look/<uuid:legal_entity_id>/sample.pdf", "sample-invoice", "organizations.view", show_sample),
    Route("settings/bank-accounts", "bank-accounts", "organizations.view", list_bank_accounts),
    Route(
        "settings/bank-accounts/new",
        "new-bank-account",
        "organizations.manage",
        show_new_bank_account,
        act=add_account,
    ),
    Route("settings/taxes", "taxes", "invoicing.view", list_taxes),
    Route("settings/taxes/new", "new-tax-code", "invoicing.manage", show_new_tax_code, act=add_code),
    Route(
        "settings/taxes/<uuid:tax_code_id>/rate", "new-tax-rate", "invoicing.manage", show_new_tax_rate, act=add_rate
    ),
    Route("settings/terms/new", "new-terms", "invoicing.manage", show_new_terms, act=add_terms),
    Route("settings/texts", "texts", "messaging.view", list_texts),
    Route("settings/texts/<slug:stage>/<slug:language>", "text", "messaging.manage", show_text, act=change_text),
    Route(
        "settings/texts/<slug:stage>/<slug:language>/preview",
        "preview-text",
        "messaging.manage",
        preview_text,
        is_act=True,
    ),
    Route(
        "settings/texts/<slug:stage>/<slug:language>/restore",
        "restore-text",
        "messaging.manage",
        restore_text,
        is_act=True,
    ),
    Route("settings/people", "people", "organizations.view", list_people),
    Route("settings/people/invite", "invite", "organizations.manage_people", show_invitation, act=invite),
    Route("settings/people/<uuid:user_id>", "member", "organizations.manage_people", show_member),
    Route("settings/people/<uuid:user_id>/link", "new-link", "organizations.manage_people", make_new_link, is_act=True),
    Route("settings/people/<uuid:user_id>/give", "give-role", "organizations.manage_people", give_role, is_act=True),
    Route("settings/people/<uuid:user_id>/take", "take-role", "organizations.manage_people", take_role, is_act=True),
    Route(
        "settings/people/<uuid:user_id>/remove",
        "remove-member",
        "organizations.manage_people",
        end_membership,
        is_act=True,
    ),
    Route("settings/roles", "roles", "organizations.view", list_roles),
    Route("settings/roles/new", "new-role", "organizations.manage_people", show_new_role, act=add_role),
    Route("settings/roles/<uuid:role_id>", "role", "organizations.manage_people", show_role, act=change_permissions),
    Route("settings/keys", "keys", "organizations.view", list_keys),
    Route("settings/keys/new", "new-key", "organizations.manage_people", show_new_key, act=make_key),
    Route(
        "settings/keys/<uuid:api_key_id>/revoke", "revoke-key", "organizations.manage_people", revoke_key, is_act=True
    ),
    Route("settings/mail", "mail", "messaging.view", show_mail),
    Route("settings/mail/test", "test-mail", "messaging.manage", send_test_mail, is_act=True),
    Route("settings/mail/lift", "lift-suppression", "messaging.manage", write_to_again, is_act=True),
    Route("safe-mode/begin", "begin-safe-mode", "messaging.manage", begin_safe_mode, is_act=True),
    Route("outbox", "outbox", "messaging.view", list_messages),
    Route("messages/<uuid:message_id>/again", "send-again", "messaging.send", send_message_again, is_act=True),
    Route("messages/<uuid:message_id>/sent", "confirm-sent", "messaging.send", confirm_sent, is_act=True),
    Route("messages/<uuid:message_id>/release", "release-message", "messaging.send", release_message, is_act=True),
    Route("messages/<uuid:message_id>/cancel", "cancel-message", "messaging.compose", give_up_message, is_act=True),
    Route("audit", "audit", "organizations.view", list_acts),
    Route("first-run/reminders", "first-reminders", "collections.run", write_first_reminders, is_act=True),
    Route("first-run/dismiss", "dismiss-first-run", MEMBER, dismiss, is_act=True),
)

urlpatterns = [route.pattern for route in ROUTES]
