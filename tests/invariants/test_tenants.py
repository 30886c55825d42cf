"""What belongs to one organization is invisible and untouchable for every other one, in the database itself.

The database is asked with its own catalogue which tables, relations and rules there are, and the packages
which questions can be asked: who adds one has to say here how it is proven.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection
from psycopg import sql
from tests.support.api_samples import a_webhook_with_a_delivery
from tests.support.billing import a_row_in_every_table_of_billing
from tests.support.cash import a_row_in_every_table_of_cash
from tests.support.collecting import Collected, a_row_in_every_table_of_collecting
from tests.support.database import connected_as, fingerprint, tenant_tables
from tests.support.debits import a_row_in_every_table_of_debits
from tests.support.members import acting_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.paying import a_row_in_every_table_of_gateways
from tests.support.receivables import a_credit, a_customer, a_debit
from tests.support.unclaimed import a_row_in_every_table_of_unclaimed
from tests.support.withholding import a_row_in_every_table_of_withholding

import openbill
from openbill.cash_application.policies.choose_threshold import CAUTIOUS
from openbill.cash_application.policies.match_line import Receipt
from openbill.cash_application.queries.as_advised import as_advised
from openbill.cash_application.queries.balances_of_statements import balances_of_statements
from openbill.cash_application.queries.bank_statements import bank_statements, lines_of_statement
from openbill.cash_application.queries.check_cash import check_cash
from openbill.cash_application.queries.csv_mappings import csv_mapping_of, csv_mappings
from openbill.cash_application.queries.customers_named import customers_named
from openbill.cash_application.queries.decisions_of_line import decisions_of_line
from openbill.cash_application.queries.exactly_named import exactly_named
from openbill.cash_application.queries.find_payer_accounts import find_payer_accounts, payer_accounts_in_order
from openbill.cash_application.queries.fitting_remittances import fitting_remittances
from openbill.cash_application.queries.in_transit import in_transit, in_transit_alike, payers_in_transit
from openbill.cash_application.queries.items_to_place import items_by_id, items_to_place
from openbill.cash_application.queries.known_of_receipts import known_of_receipts
from openbill.cash_application.queries.line_told import known_already, line_told
from openbill.cash_application.queries.lines_in_order import lines_in_order
from openbill.cash_application.queries.lines_of_given_up import lines_of_given_up
from openbill.cash_application.queries.lines_to_decide import figures_of_cash, listed_lines
from openbill.cash_application.queries.look_at_lines import look_at_lines
from openbill.cash_application.queries.matching_rules import (
    learned_threshold,
    leeway_in,
    rule_of_matching,
    tolerances,
)
from openbill.cash_application.queries.open_accounts import open_accounts
from openbill.cash_application.queries.proposals_of_line import proposals_of_line
from openbill.cash_application.queries.reason_codes import codes_of, reason_codes
from openbill.cash_application.queries.receipts import receipts_of_lines
from openbill.cash_application.queries.reconciliation import outstanding, reconciliations
from openbill.cash_application.queries.remittances import remittance_of, remittances
from openbill.cash_application.queries.returned_by_line import may_be_returned
from openbill.cash_application.types.decisions import Source
from openbill.collections.queries.call_list import call_list, not_ranked
from openbill.collections.queries.calls_of_customer import calls_of_customer
from openbill.collections.queries.check_collections import check_collections
from openbill.collections.queries.find_promises import find_promises
from openbill.collections.queries.find_tasks import find_tasks, tasks_found
from openbill.collections.queries.held_reminders import held_reminders
from openbill.collections.queries.notices_of_items import notices_of_items
from openbill.collections.queries.open_tasks import open_task_count, open_tasks
from openbill.collections.queries.payments_on_debts import payments_on_debts
from openbill.collections.queries.promised_debts import promised_debts
from openbill.collections.queries.promises_in_order import promises_in_order
from openbill.collections.queries.promises_of_items import promises_of_items
from openbill.collections.queries.receipts import receipts_since
from openbill.collections.queries.recipients import reminded_customers
from openbill.collections.queries.reminder_letters import reminder_letters
from openbill.collections.queries.reminders_due import customers_to_remind, reminders_due
from openbill.collections.queries.reminders_in_order import reminders_in_order
from openbill.collections.queries.reminders_in_state import messages_of_reminders, reminders_in_state
from openbill.collections.queries.stale_figures import stale_figures
from openbill.collections.queries.strategy import built_in_strategy
from openbill.collections.queries.tasks_in_order import tasks_in_order
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.add_external_id import add_external_id
from openbill.customers.commands.add_timeline_entry import add_timeline_entry
from openbill.customers.commands.create_customer import create_customer
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.set_address import set_address
from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.customers.queries.customer_details import customer_details
from openbill.customers.queries.customers_in_order import customers_in_order
from openbill.customers.queries.customers_of_name import customers_of_name
from openbill.customers.queries.find_customers import find_customers
from openbill.customers.queries.group_members import group_members
from openbill.customers.queries.lines_of_descent import ancestors_of, parents_around
from openbill.customers.queries.phones_of_customers import phones_of_customers
from openbill.customers.queries.rows_of_customers import (
    Listing,
    RowsOrdered,
    RowsWanted,
    identifiers_of_rows,
    rows_of_customers,
)
from openbill.customers.queries.timeline import timeline
from openbill.customers.queries.with_merged import shown_customers, with_merged
from openbill.direct_debits.queries.check_direct_debits import check_direct_debits
from openbill.direct_debits.queries.collectable_items import collectable_items, credits_of_customers
from openbill.direct_debits.queries.creditors import creditors
from openbill.direct_debits.queries.debit_batches import (
    debit_batch_numbered,
    debit_batch_of,
    debit_batches_in_order,
    find_debit_batches,
)
from openbill.direct_debits.queries.debits_in_order import debit_of, debits_in_order, items_of_debit
from openbill.direct_debits.queries.debits_of_payments import is_of_debit
from openbill.direct_debits.queries.debits_to_collect import debits_to_collect
from openbill.direct_debits.queries.find_debits import find_debits_of_batch, find_returned_debits
from openbill.direct_debits.queries.find_mandates import find_mandates
from openbill.direct_debits.queries.find_refunds import find_refunds
from openbill.direct_debits.queries.mandate_links import consent_to_mandate, link_of_mandate, offered_mandate
from openbill.direct_debits.queries.mandate_sheets import facts_of_mandate, mandate_sheet
from openbill.direct_debits.queries.mandates import amendments_of_mandate, mandate_of, mandates_in_order
from openbill.direct_debits.queries.outdated_debits import outdated_debits
from openbill.direct_debits.queries.provisional_cash import provisional_cash
from openbill.direct_debits.queries.refund_accounts import (
    find_refund_batches,
    refund_accounts_in_order,
    refund_accounts_of_customer,
    refund_batch_of,
    refund_batches_in_order,
    transfers_of_batch,
    waiting_refund_accounts,
)
from openbill.direct_debits.queries.refunds_to_send import refunds_to_send
from openbill.direct_debits.queries.returned_lines import returned_lines
from openbill.disputes.queries.check_disputes import check_disputes
from openbill.disputes.queries.disputes_in_order import disputes_in_order
from openbill.disputes.queries.disputes_of_items import disputes_of_items
from openbill.disputes.queries.find_disputes import find_disputes
from openbill.documents.queries.check_documents import check_documents
from openbill.documents.queries.letterhead_of import letterhead_of
from openbill.documents.queries.sample_invoice import sample_invoice
from openbill.documents.queries.senders import senders
from openbill.documents.queries.stored_file import stored_file, stored_file_heads
from openbill.foundation.command import command
from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.context import Context
from openbill.foundation.errors import OrganizationMissing, OtherOrganization
from openbill.foundation.events import events_in_progress
from openbill.foundation.tenancy import TenantRelation, current_organization_id, scope
from openbill.gateways.policies.pay_link import PayLink
from openbill.gateways.queries.access_of_account import (
    access_of_account,
    access_of_attempt,
    access_to_move_money,
    account_for,
    gateways,
)
from openbill.gateways.queries.attempt_of_payment import attempt_of, attempt_of_payment
from openbill.gateways.queries.check_gateways import check_gateways
from openbill.gateways.queries.find_attempts import find_attempts
from openbill.gateways.queries.find_payouts import find_payouts, payout_of
from openbill.gateways.queries.find_requests import find_requests, request_listed
from openbill.gateways.queries.left_to_do import (
    attempts_to_ask_about,
    attempts_to_retry,
    being_paid,
    due_by_itself,
    due_of_expired,
    held_back,
    kept_notices,
)
from openbill.gateways.queries.lines_of_payout import lines_of_payout
from openbill.gateways.queries.links_to_make import links_to_make
from openbill.gateways.queries.methods_to_renew import debts_to_renew_with, methods_to_warn_of
from openbill.gateways.queries.notices_to_settle import counted_notices, last_told, notices_to_settle
from openbill.gateways.queries.payable_debts import description_of_attempt, payable_debts, under_way_of_request
from openbill.gateways.queries.payers_to_write_to import payers_to_write_to
from openbill.gateways.queries.payment_requests import (
    attempts_of_request,
    items_of_request,
    link_of_request,
    payment_request,
    payment_requests,
    request_of_link,
)
from openbill.gateways.queries.payments_at_test_gateway import (
    payment_at_test_gateway,
    payout_of_test_gateway,
)
from openbill.gateways.queries.payouts import entries_of_payout, payouts
from openbill.gateways.queries.receipts import receipts_of_request
from openbill.gateways.queries.saved_methods import saved_methods
from openbill.importing.commands.begin_import import begin_import
from openbill.importing.commands.finish_import import finish_import
from openbill.importing.commands.keep_upload import keep_upload
from openbill.importing.commands.move_upload import check_upload, end_upload
from openbill.importing.models import ExternalName, SavedMapping
from openbill.importing.queries.import_runs import import_runs
from openbill.importing.queries.latest_import import latest_snapshot_date
from openbill.importing.queries.saved_mappings import mapping_named, mapping_names
from openbill.importing.queries.snapshot_days import latest_snapshot_days
from openbill.importing.queries.snapshots import latest_snapshot, run_of_digest
from openbill.importing.queries.uploads import imports, upload_content, upload_of, upload_rejects, uploads
from openbill.importing.queries.waiting_snapshots import waiting_snapshots
from openbill.importing.types.choices import UploadChoices
from openbill.importing.types.files import Mapping
from openbill.invoicing.queries.billing_codes import payment_terms, tax_code_of, tax_codes, tax_codes_of_day
from openbill.invoicing.queries.buyers_without_address import buyers_without_address
from openbill.invoicing.queries.check_invoicing import check_invoicing
from openbill.invoicing.queries.creditable import creditable
from openbill.invoicing.queries.document_items import document_items
from openbill.invoicing.queries.document_of_item import document_of_item
from openbill.invoicing.queries.document_series import document_series, prefixes_in_force
from openbill.invoicing.queries.documents_in_order import DocumentsWanted, documents_in_order
from openbill.invoicing.queries.find_documents import find_documents
from openbill.invoicing.queries.find_drafts import drafts_in_order, find_drafts
from openbill.invoicing.queries.invoice_files import invoice_files, pages_of_items
from openbill.invoicing.queries.invoice_sheets import invoice_sheets
from openbill.invoicing.queries.issued_documents import issued_of_numbers
from openbill.invoicing.queries.issued_summaries import summaries_of_documents
from openbill.invoicing.queries.tax_rates import tax_rates
from openbill.invoicing.queries.terms_of_customer import terms_of_customer
from openbill.invoicing.queries.usual_tax_code import usual_tax_code
from openbill.invoicing.queries.whole_document import whole_document
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.commands.map_accounts import map_accounts
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.reverse_entry import reverse_entry
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.accounts import accounts, accounts_by_code
from openbill.ledger.queries.books import books_of
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.queries.closed_months import closed_months
from openbill.ledger.queries.closed_through import closed_through
from openbill.ledger.queries.exchange_rate import rate_on
from openbill.ledger.queries.exchange_rates import currencies_with_rates, exchange_rates
from openbill.ledger.queries.gl_export_batches import gl_export_batches
from openbill.ledger.queries.gl_export_rows import gl_export_rows
from openbill.ledger.queries.journal import (
    entries_of_source,
    entries_of_sources,
    entry_of,
    journal_page,
    stream_journal,
)
from openbill.ledger.queries.periods import periods
from openbill.ledger.queries.posting_dates import first_open_day_of
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.ledger.types import JournalFilter, ManualLine, RateToSet
from openbill.messaging.queries.check_messages import check_messages
from openbill.messaging.queries.find_messages import find_messages, messages_found
from openbill.messaging.queries.mails_of_claim import mails_of_claim
from openbill.messaging.queries.message_details import message_details
from openbill.messaging.queries.messages_of_customer import messages_of_customer
from openbill.messaging.queries.outbox import messages_in_state, outbox
from openbill.messaging.queries.own_templates import own_templates
from openbill.messaging.queries.suppressed_addresses import suppressed_addresses
from openbill.messaging.queries.template_for import own_texts, template_for
from openbill.messaging.types import TemplateText
from openbill.organizations.commands.count_use import count_use
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.commands.keep_view import keep_view
from openbill.organizations.queries.acts import ActFilter, act_of, acts, chain_state
from openbill.organizations.queries.api_keys import api_keys, api_keys_beyond_maker
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.queries.context_of_user import context_of_user
from openbill.organizations.queries.legal_entities import (
    default_legal_entity_id,
    legal_entities,
    legal_entity_id_of_code,
    legal_entity_of,
    require_legal_entities,
)
from openbill.organizations.queries.members_with_roles import members_with_roles
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.organizations.queries.permission_matrix import permission_matrix
from openbill.organizations.queries.permissions_held import permissions_held_by, permissions_of_holders
from openbill.organizations.queries.permissions_of_user import permissions_of_member, permissions_of_user
from openbill.organizations.queries.somebody_else_may import somebody_else_may
from openbill.organizations.queries.views_of_person import views_of_person
from openbill.payments.queries.certificates_awaited import certificates_awaited
from openbill.payments.queries.check_payments import check_payments
from openbill.payments.queries.find_payments import find_payments
from openbill.payments.queries.find_withheld_tax import find_withheld_tax
from openbill.payments.queries.payment_details import payment_details, payment_of_item
from openbill.payments.queries.payments_alike import payments_alike
from openbill.payments.queries.payments_in_order import PaymentsWanted, payment_of, payments_in_order
from openbill.payments.queries.requested_refunds import refund_requests, refunds_of_items, waiting_refunds
from openbill.payments.queries.tax_certificates import tax_certificate, tax_certificates
from openbill.payments.queries.under_way import under_way_of_items
from openbill.payments.queries.withheld_with import withheld_with
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.approve_write_off import approve_write_off
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.extend_due_date import extend_due_date
from openbill.receivables.commands.keep_balances import keep_balances
from openbill.receivables.commands.recover_write_off import recover_write_off
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.models import OpenItem
from openbill.receivables.queries.addressees import addressee, addressees
from openbill.receivables.queries.aging import aged_items, aging
from openbill.receivables.queries.aging_in_order import aging_in_order
from openbill.receivables.queries.aging_page import aging_page
from openbill.receivables.queries.balances_of_day import BalancesOfDay, are_kept, balances_of_day
from openbill.receivables.queries.bookings_of_items import bookings_of_items
from openbill.receivables.queries.changes import changes
from openbill.receivables.queries.check_kept_balances import check_kept_balances
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.receivables.queries.customer_balances import customer_balances
from openbill.receivables.queries.debts import debts
from openbill.receivables.queries.discounts_offered import discounts_offered
from openbill.receivables.queries.discounts_taken import taxed_discounts_taken
from openbill.receivables.queries.documents_of_customers import documents_of_customers
from openbill.receivables.queries.due_date_changes import due_date_changes
from openbill.receivables.queries.find_items import find_items
from openbill.receivables.queries.given_up_with import given_up_with
from openbill.receivables.queries.item_on_day import item_on_day, items_on_day
from openbill.receivables.queries.items_in_order import ItemsWanted, items_in_order
from openbill.receivables.queries.items_of_customer import items_of_customer
from openbill.receivables.queries.items_of_number import items_of_number
from openbill.receivables.queries.known_at import knowledge_at
from openbill.receivables.queries.open_amounts import open_amounts
from openbill.receivables.queries.owing_customers import owing_customers
from openbill.receivables.queries.portfolio import portfolio
from openbill.receivables.queries.provisional_clearings import provisional_clearings
from openbill.receivables.queries.replaced_clearings import replaced_clearings
from openbill.receivables.queries.requested_write_offs import (
    waiting_write_offs,
    write_off_requests,
    write_offs_of_items,
)
from openbill.receivables.queries.settled_by import settled_by
from openbill.receivables.queries.statement import activity_statement, customer_of_number, open_item_statement
from openbill.receivables.queries.statement_sheets import statement_sheets
from openbill.receivables.queries.uses_of_items import uses_of_items
from openbill.unclaimed.queries.check_unclaimed import check_unclaimed
from openbill.unclaimed.queries.credits_to_time import (
    credits_of_items,
    credits_of_lines,
    items_to_time,
    last_contacts,
    lines_to_time,
)
from openbill.unclaimed.queries.find_unclaimed import find_unclaimed
from openbill.unclaimed.queries.hand_overs import (
    credits_of_hand_over,
    hand_over_of,
    hand_overs_in_order,
    report_of,
    to_hand_over,
)
from openbill.unclaimed.queries.rules import holders, own_rules, rules_in_order, rules_that_hold
from openbill.unclaimed.queries.unclaimed_credits import (
    contacts_of_owner,
    history_of_unclaimed,
    jurisdictions_without_rule,
    letters_of_unclaimed,
    unclaimed_credit_of,
    unclaimed_in_order,
    unclaimed_of_item,
)
from openbill.unclaimed.queries.unclaimed_figures import unclaimed_figures
from openbill.webhooks.queries.webhooks import deliveries_of_webhook, due_deliveries, webhooks

FOR_SIGNING_IN = {
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_session",
    "mfa_authenticator",
    "rate_limit",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "usersessions_usersession",
}
"""Local tables of the sign-in role, and of nobody where it has no use for them; the app reaches none of them."""

WITHOUT_AN_ORGANIZATION = FOR_SIGNING_IN | {
    "django_migrations",
    "organization",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "user_account",
}
"""Reference tables (organization, user_account: shown by rules of their own) and the queue's, which are local."""

WITHOUT_ROW_SECURITY = WITHOUT_AN_ORGANIZATION - {"organization", "user_account"}

NOT_HELD = {
    # The foundation stands below all others: what a command, an event or personal payload tells of may be of
    # any domain, and actors are people, programs or nobody.
    ("command_log", "actor_id"),
    ("event", "command_id"),
    ("personal_payload", "command_id"),
    ("personal_payload", "subject_id"),
    # The command that wrote the row, in the same transaction as its log entry.
    ("call", "command_id"),
    ("owner_contact", "event_id"),
    ("customer", "command_id"),
    ("customer_merge", "command_id"),
    ("due_date_change", "command_id"),
    ("gl_export_batch", "command_id"),
    ("import_run", "command_id"),
    # An item, an allocation, a run; an account or a customer; an event that may be forgotten.
    ("journal_entry", "source_id"),
    # A payment, a refund, or what another domain expects at a bank.
    ("expected_at_bank", "source_id"),
    ("line_clearing", "source_id"),
    # A debit at a bank, or a try at a gateway.
    ("money_under_way", "source_id"),
    ("gl_export_label", "subject_id"),
    ("timeline_entry", "event_id"),
    # A claim is a number that a sender made; what is attached is found through a port, whoever keeps it.
    ("message", "claim_id"),
    ("message_attachment", "stored_file_id"),
}
"""Identifiers that no foreign key of two columns holds."""

HELD_BY_ONE_COLUMN = {("membership", "user_id"), ("saved_view", "user_id"), ("customer", "salesperson_id")}
"""A person belongs to no organization, but to the installation."""

HELD_BY_A_TRIGGER = {("allocation", "legal_entity_id")}
"""It is that of both items, which the database checks with each allocation (allocation_fits_its_items)."""

DERIVED = {
    ("account_movement", "account_id"),
    ("account_movement", "legal_entity_id"),
    ("kept_balance", "customer_id"),
    ("stale_balance", "customer_id"),
}
"""Taken from rows that hold them, by the database or by `keep_balances`, and derived anew by `verify`."""


@dataclass(frozen=True)
class Full:
    """An organization that has something in every table."""

    firm: AnOrganization
    customer: UUID
    number: str
    debt: UUID
    batch: UUID
    entry: UUID
    user: UUID
    invoice: UUID
    collected: Collected


def as_if_kept(balances: BalancesOfDay) -> BalancesOfDay:
    """The same balances, half of them in each of the two parts that a list of kept ones is made of."""
    halves = (
        f"(SELECT * FROM {balances.relation} AS each WHERE {half})" for half in ("currency < 'E'", "currency > 'E'")
    )
    return replace(balances, kept=next(halves), others=next(halves))


OWN_CURRENCY = {"a": "CAD", "b": "SEK"}
"""A currency of which one of the two alone has a rate, by the first letter of its name."""


def a_full_organization(name: str) -> Full:
    firm = an_organization()
    context = firm.context
    entity = firm.legal_entity_id
    customer = create_customer(name=f"{name} Ltd", number=f"{name}-1", context=context()).customer_id
    child = create_customer(name=f"{name} Child", parent_id=customer, context=context()).customer_id
    add_contact(customer_id=child, name="Pat", email=f"pat@{name}.example", context=context())
    set_address(customer_id=child, city="Town", country="DE", context=context())
    add_external_id(customer_id=child, source="erp", external_id=name, context=context())
    add_timeline_entry(customer_id=customer, event_id=new_identifier(), kind="Test", facts={}, context=context())
    merge_customers(customer_id=a_customer(firm, f"{name} Double"), into_customer_id=customer, context=context())
    user = invite_user(email=f"anna@{new_identifier()}.example", role="owner", context=context()).user_id
    keep_view(list_name="invoices", name="Late", address="", context=acting_as(firm, user))
    a_webhook_with_a_delivery(firm)
    key = create_api_key(name="Program", role="auditor", context=acting_as(firm, user))
    with scope(firm.id):
        count_use(key.api_key_id, window=timedelta(minutes=1), context=context())
    rates = [RateToSet(code, "EUR", date(2026, 1, 1), Decimal("0.9")) for code in ("USD", OWN_CURRENCY[name[0]])]
    set_exchange_rates(rates=rates, context=context())
    map_accounts(legal_entity_id=entity, external_codes={"1000": "180000"}, context=context())
    manual = post_manual_entry(
        legal_entity_id=entity,
        posting_date=date(2026, 1, 15),
        lines=[ManualLine("6200", "EUR", 12_50), ManualLine("1000", "EUR", -12_50)],
        reason="Fee.",
        context=context(),
    )
    reverse_entry(entry_id=manual, reason="Wrong.", context=context())
    debt = a_debit(firm, customer, "100.00")
    credit = a_credit(firm, customer, "40.00")
    (used,) = allocate_credit(credit_item_id=credit, context=context()).allocation_ids
    undo_allocation(allocation_id=used, context=context())
    cancel_item(item_id=a_debit(firm, customer, "5.00"), reason="Twice.", context=context())
    extend_due_date(item_id=debt, due_date=date(2026, 5, 1), reason="Agreed.", context=context())
    request = write_off(item_id=debt, reason="Lost.", amount=Money.of("10.00", "EUR"), context=context())
    by_another = Context(firm.id, type(context().actor)(context().actor.kind, UUID(int=1)))
    approve_write_off(request_id=request.request_id, context=by_another)
    recover_write_off(item_id=debt, amount=Money.of("1.00", "EUR"), on=context().today(), context=context())
    run = begin_import(
        legal_entity_id=entity,
        digest=f"digest of {name}",
        file_name="file.csv",
        kind="snapshot",
        source="erp",
        as_of=date(2026, 1, 31),
        totals={"EUR": 1},
        context=context(),
    )
    finish_import(run_id=run, counts={}, context=context())
    upload = keep_upload(file_name=f"{name}.csv", content=b"a,b", context=context())
    check_upload(upload_id=upload, choices=UploadChoices(), context=context())
    end_upload(upload_id=upload, act="end_check", outcome={}, rejects=b"a", run_id=run, context=context())
    with scope(firm.id):
        mapping = Mapping("mapping", "invoices", {"amount": "Amount"}, {}, "point", "cp1252", ",")
        SavedMapping.objects.create(organization_id=firm.id, name="mapping", mapping=asdict(mapping))
        ExternalName(
            organization_id=firm.id,
            source="erp",
            external_id="another name",
            item_id=debt,
            command_id=OpenItem.objects.get(organization_id=firm.id, id=debt).command_id,
        ).save(force_insert=True)
    keep_balances(firm.id, DAY)
    invoice = a_row_in_every_table_of_billing(firm, customer)
    a_row_in_every_table_of_cash(firm, customer, name)
    a_row_in_every_table_of_gateways(firm, name)
    collected = a_row_in_every_table_of_collecting(firm, customer, f"{name}-1")
    a_row_in_every_table_of_debits(firm, name)
    a_row_in_every_table_of_withholding(firm, customer)
    batch = export_to_gl(legal_entity_id=entity, through_date=date(2026, 1, 31), context=context())
    close_period(legal_entity_id=entity, month=date(2026, 1, 1), context=context())
    a_row_in_every_table_of_unclaimed(firm, name)
    seal_commands(firm.id)
    return Full(firm, customer, f"{name}-1", debt, batch.batch_id, manual, user, invoice, collected)


@pytest.fixture(scope="module")
def anna() -> Full:
    return a_full_organization(f"anna{new_identifier().hex[-8:]}")


@pytest.fixture(scope="module")
def bert() -> Full:
    return a_full_organization(f"bert{new_identifier().hex[-8:]}")


def catalogue(statement: str) -> list[tuple[Any, ...]]:
    with connected_as("postgres") as opened:
        return opened.execute(statement).fetchall()


# -- what the database says of itself ---------------------------------------------------------------------------


def test_every_table_has_an_organization_except_those_named_here() -> None:
    tables = {
        name
        for (name,) in catalogue(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
    }
    assert tables - set(tenant_tables()) == WITHOUT_AN_ORGANIZATION
    models = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("openbill.")}
    assert models - {"organization", "user_account"} == set(tenant_tables())


def test_row_security_is_on_forced_and_of_one_kind() -> None:
    rows = catalogue(
        """
        SELECT relname, relrowsecurity, relforcerowsecurity,
               (SELECT array_agg(polname || ' ' || polcmd::text || ' ' || polpermissive || ' ' || polroles::text
                                 || ' ' || coalesce(pg_get_expr(polqual, polrelid), '-')
                                 || ' ' || coalesce(pg_get_expr(polwithcheck, polrelid), '-'))
                FROM pg_policy WHERE polrelid = pg_class.oid AND (polpermissive OR polname <> 'own_customers'))
        FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
        """
    )
    rule = "(organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid))"
    rule = rule.replace("true), ''::text))::uuid))", "true), ''::text))::uuid AS \"nullif\"))")
    for table, is_on, is_forced, policies in rows:
        if table in WITHOUT_ROW_SECURITY:
            assert not is_on, table
            continue
        assert is_on, table
        assert is_forced, table
        assert len(policies) == (2 if table == "user_account" else 1), table
        if table in tenant_tables():
            assert policies == [f"own_organization * true {{0}} {rule} {rule}"], table


def test_the_app_owns_nothing_and_is_above_no_rule() -> None:
    with connected_as("app") as opened:
        (app,) = opened.execute("SELECT current_user").fetchone() or ()
    ((is_super, bypasses, may_make_roles, may_make_databases),) = catalogue(
        f"SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = '{app}'"
    )
    assert (is_super, bypasses, may_make_roles, may_make_databases) == (False, False, False, False)
    assert catalogue(f"SELECT relname FROM pg_class WHERE relowner = '{app}'::regrole") == []
    members_of = catalogue(f"SELECT roleid::regrole::text FROM pg_auth_members WHERE member = '{app}'::regrole")
    assert members_of == [("openbill_own_customers",)]
    assert catalogue(f"SELECT pg_has_role('{app}', 'openbill_own_customers', 'USAGE')") == [(False,)]
    truncates = catalogue(
        "SELECT table_name FROM information_schema.role_table_grants"
        f" WHERE grantee = '{app}' AND privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')"
    )
    assert truncates == []


def test_every_relation_is_held_by_a_composite_foreign_key() -> None:
    held = {(table, column) for table, column, *_ in relations()}
    related = {
        (model._meta.db_table, f"{field.name}_id")
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, TenantRelation)
    }
    assert related - held == HELD_BY_A_TRIGGER
    for table, columns, target, _ in foreign_keys():
        if target in tenant_tables():
            assert columns[0] == "organization_id", (table, columns)
            assert len(columns) == 2, (table, columns)
        else:
            to_a_person = target == "user_account" and len(columns) == 1
            assert to_a_person or (columns, target) == (("organization_id",), "organization"), (table, columns)
    identifiers = set(
        catalogue(
            """
            SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
              AND attname LIKE '%\\_id' AND attname <> 'organization_id' AND atttypid = 'uuid'::regtype
            """
        )
    )
    unheld = {(table, column) for table, column in identifiers - held if table in tenant_tables()}
    assert unheld - NOT_HELD - HELD_BY_ONE_COLUMN - HELD_BY_A_TRIGGER == DERIVED
    assert NOT_HELD - unheld == set()


@cache
def foreign_keys() -> tuple[tuple[str, tuple[str, ...], str, str], ...]:
    """(table, its columns, the table referred to, the constraint's name): every foreign key of tenant tables."""
    rows = catalogue(
        """
        SELECT child.relname, array_agg(attname ORDER BY position), parent.relname, conname
        FROM pg_constraint
        JOIN pg_class child ON child.oid = conrelid JOIN pg_class parent ON parent.oid = confrelid
        CROSS JOIN unnest(conkey) WITH ORDINALITY AS key (number, position)
        JOIN pg_attribute ON attrelid = conrelid AND attnum = key.number
        WHERE contype = 'f' AND child.relnamespace = 'public'::regnamespace
        GROUP BY 1, 3, 4 ORDER BY 1, 4
        """
    )
    return tuple(
        (table, tuple(columns), target, name) for table, columns, target, name in rows if table in tenant_tables()
    )


def relations() -> Iterator[tuple[str, str, str, str]]:
    """(table, column, table referred to, name of the constraint) between business tables."""
    for table, columns, target, name in foreign_keys():
        if len(columns) == 2:
            yield table, columns[1], target, name


# -- rows -------------------------------------------------------------------------------------------------------


def test_the_test_has_a_row_in_every_table(anna: Full, bert: Full) -> None:
    for full in (anna, bert):
        assert [table for table, (count, _) in fingerprint(full.firm.id).items() if count == 0] == []


def test_without_an_organization_in_force_nothing_is_seen(anna: Full) -> None:
    with connected_as("app") as opened:
        for table in (*tenant_tables(), "organization", "user_account"):
            assert opened.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_an_organization_sees_its_own_rows_only(anna: Full, bert: Full) -> None:
    with connected_as("app") as opened, opened.transaction():
        opened.execute(sql.SQL("SET LOCAL app.organization_id = {}").format(str(bert.firm.id)))
        for table in tenant_tables():
            rows = opened.execute(f"SELECT DISTINCT organization_id FROM {table}").fetchall()
            assert rows == [(bert.firm.id,)], table
        assert opened.execute("SELECT id FROM organization").fetchall() == [(bert.firm.id,)]
        assert opened.execute("SELECT id FROM user_account").fetchall() == [(bert.user,)]


def test_after_the_transaction_nobody_is_in_force(bert: Full) -> None:
    with connected_as("app") as opened:
        with opened.transaction():
            opened.execute(sql.SQL("SET LOCAL app.organization_id = {}").format(str(bert.firm.id)))
            assert opened.execute("SELECT count(*) FROM legal_entity").fetchone() == (1,)
        assert opened.execute("SELECT count(*) FROM legal_entity").fetchone() == (0,)


def attempt(opened: psycopg.Connection, *statements: Any) -> None:
    """Run statements in a transaction of their own."""
    with opened.transaction():
        for statement in statements:
            opened.execute(*statement) if isinstance(statement, tuple) else opened.execute(statement)


def in_force(full: Full) -> sql.Composed:
    return sql.SQL("SET LOCAL app.organization_id = {}").format(str(full.firm.id))


def test_rows_for_another_organization_are_refused(anna: Full, bert: Full) -> None:
    with connected_as("app") as opened:
        for table in tenant_tables():
            row = (f"INSERT INTO {table} (organization_id) VALUES (%s)", [anna.firm.id])
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                attempt(opened, in_force(bert), row)


def test_rows_of_another_organization_are_not_touched(anna: Full, bert: Full) -> None:
    before = fingerprint(anna.firm.id)
    with connected_as("app") as opened, opened.transaction():
        opened.execute(sql.SQL("SET LOCAL app.organization_id = {}").format(str(bert.firm.id)))
        for statement in (
            "UPDATE customer SET name = 'Mine' WHERE organization_id = %s",
            "UPDATE open_item SET disputed_minor = 1 WHERE organization_id = %s",
            "UPDATE period SET state = 'closed' WHERE organization_id = %s",
            "UPDATE command_log SET result = '1' WHERE organization_id = %s",
            "DELETE FROM customer_external_id WHERE organization_id = %s",
        ):
            assert opened.execute(statement, [anna.firm.id]).rowcount == 0, statement
    assert fingerprint(anna.firm.id) == before


def test_a_row_is_not_given_away_to_another_organization(anna: Full, bert: Full) -> None:
    gift = ("UPDATE bank_account SET organization_id = %s", [anna.firm.id])
    with (
        connected_as("app") as opened,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
    ):
        attempt(opened, in_force(bert), gift)


def test_no_row_points_to_another_organizations_row(anna: Full, bert: Full) -> None:
    tried = set()
    with connected_as("owner") as opened:
        for table, column, target, constraint in relations():
            row = opened.execute(
                f"SELECT ctid FROM {table} WHERE organization_id = %s AND {column} IS NOT NULL LIMIT 1",
                [anna.firm.id],
            ).fetchone()
            foreign = opened.execute(
                f"SELECT id FROM {target} WHERE organization_id = %s LIMIT 1", [bert.firm.id]
            ).fetchone()
            assert row is not None, f"No row of {table} has a {column}."
            assert foreign is not None, f"{target} is empty."
            with pytest.raises(psycopg.errors.ForeignKeyViolation) as refused:
                attempt(
                    opened,
                    # Our own triggers are off: it is the foreign key that refuses.
                    f"ALTER TABLE {table} DISABLE TRIGGER USER",
                    (f"UPDATE {table} SET {column} = %s WHERE ctid = %s", [foreign[0], row[0]]),
                    "SET CONSTRAINTS ALL IMMEDIATE",
                )
            assert refused.value.diag.constraint_name == constraint
            tried.add((table, column))
    assert len(tried) == len(set(relations())) >= 30


def test_an_allocation_for_another_organizations_entity_is_refused(anna: Full, bert: Full) -> None:
    with connected_as("owner") as opened, pytest.raises(psycopg.errors.CheckViolation) as refused:
        opened.execute(
            """
                INSERT INTO allocation (
                    organization_id, id, legal_entity_id, debit_item_id, credit_item_id, currency, amount_minor,
                    debit_functional_minor, credit_functional_minor, effective_date, economic_date, command_id)
                SELECT organization_id, new_identifier(), %s, debit_item_id, credit_item_id, currency, 1, 1, 1,
                       effective_date, economic_date, command_id
                FROM allocation WHERE organization_id = %s AND undoes_id IS NULL LIMIT 1
                """,
            [bert.firm.legal_entity_id, anna.firm.id],
        )
    assert refused.value.diag.constraint_name == "allocation_fits_its_items"


# -- questions --------------------------------------------------------------------------------------------------

DAY = date(2026, 12, 31)

QUESTIONS: dict[str, Callable[[Full, Full], Any]] = {
    # Each is asked in B's scope about A; the answer holds nothing of A.
    "collections.not_ranked": lambda _a, _: not_ranked(DAY),
    "collections.open_tasks": lambda a, _: [task for task in open_tasks() if task.customer_number == a.number],
    "collections.calls_of_customer": lambda a, _: calls_of_customer(a.customer),
    "customers.phones_of_customers": lambda a, _: list(phones_of_customers([a.customer])),
    "collections.call_list": lambda a, _: [row for row in call_list(DAY) if row.facts.number == a.number],
    "collections.customers_to_remind": lambda a, _: {a.customer} & set(customers_to_remind(built_in_strategy(), DAY)),
    "collections.receipts_since": lambda a, _: receipts_since([a.customer], date(2025, 1, 1), DAY),
    "collections.reminded_customers": lambda a, _: reminded_customers([a.customer]),
    "collections.reminders_due": lambda a, _: reminders_due(built_in_strategy(), DAY, [a.customer]),
    "collections.reminder_letters": lambda a, _: reminder_letters(a.customer, DAY),
    "collections.payments_on_debts": lambda a, _: payments_on_debts(ids_of("open_item", a)),
    "collections.promised_debts": lambda a, _: promised_debts(ids_of("promise", a)),
    "collections.held_reminders": lambda a, _: (
        sum(stage.reminders for stage in held_reminders()) if open_tasks()[0].customer_number == a.number else 0
    ),
    "collections.reminders_in_state": lambda a, _: [
        each for each in reminders_in_state("held").rows if each.message_id == a.collected.message_id
    ],
    "collections.messages_of_reminders": lambda a, _: [
        each for each in messages_of_reminders("held") if each == a.collected.message_id
    ],
    "collections.promises_in_order": lambda a, _: promises_in_order(customer_id=a.customer),
    "cash_application.balances_of_statements": lambda a, _: list(
        balances_of_statements(ids_of("bank_account", a)).values()
    ),
    "cash_application.bank_statements": lambda a, _: [
        each for each in bank_statements() if each.id in ids_of("bank_statement", a)
    ],
    "cash_application.listed_lines": lambda a, _: [
        each for each in listed_lines() if each.line_id in ids_of("bank_line", a)
    ],
    "cash_application.figures_of_cash": lambda _a, b: (
        figures_of_cash(DAY).left if figures_of_cash(DAY).open != len(ids_of("line_to_do", b)) else ()
    ),
    "cash_application.lines_in_order": lambda a, _: [
        each for each in lines_in_order() if each.id in ids_of("bank_line", a)
    ],
    "cash_application.line_told": lambda a, _: line_told(min(ids_of("bank_line", a))),
    "cash_application.proposals_of_line": lambda a, _: [
        each for line_id in ids_of("bank_line", a) for each in proposals_of_line(line_id)
    ],
    "cash_application.known_already": lambda a, _: [
        each for line_id in ids_of("bank_line", a) for each in known_already(line_id)
    ],
    "cash_application.in_transit_alike": lambda a, _: in_transit_alike(receipts_of_lines(ids_of("bank_line", a))),
    "cash_application.in_transit": lambda a, _: in_transit([Source("payment", each) for each in ids_of("payment", a)]),
    "cash_application.payers_in_transit": lambda a, _: payers_in_transit(
        in_transit_alike(lines := receipts_of_lines(ids_of("bank_line", a))), lines
    ),
    "cash_application.may_be_returned": lambda a, _: [
        each for line_id in ids_of("bank_line", a) for each in may_be_returned(line_id)
    ],
    "cash_application.reconciliations": lambda a, _: [
        each for each in reconciliations(DAY) if each.bank_account_id in ids_of("bank_account", a)
    ],
    "cash_application.outstanding": lambda a, _: [
        each for each in outstanding() if each.source.id in ids_of("payment", a)
    ],
    "cash_application.known_of_receipts": lambda a, _: known_of_receipts(
        [Receipt(5_00, DAY.toordinal(), "OPEN-5")],
        legal_entity_id=a.firm.legal_entity_id,
        currency="EUR",
        today=DAY,
    ).numbered({"OPEN5"}),
    "cash_application.open_accounts": lambda a, _: open_accounts(
        [a.customer], legal_entity_id=a.firm.legal_entity_id, currency="EUR"
    ),
    "cash_application.customers_named": lambda a, _: customers_named([f"{a.number.removesuffix('-1')} Ltd"]),
    "cash_application.look_at_lines": lambda a, _: (
        look_at_lines(receipts_of_lines(ids_of("bank_line", a)), {}, 1.0).proposals
    ),
    "cash_application.exactly_named": lambda a, _: exactly_named(ids_of("bank_line", a)),
    "cash_application.leeway_in": lambda a, _: leeway_in("EUR").difference(a.customer, 100_00) == 75,
    "cash_application.learned_threshold": lambda _a, _b: learned_threshold(Decimal("0.99")) < CAUTIOUS,
    "cash_application.rule_of_matching": lambda _a, _b: rule_of_matching().posts_by_itself,
    "cash_application.decisions_of_line": lambda a, _: [
        each for line_id in ids_of("bank_line", a) for each in decisions_of_line(line_id)
    ],
    "cash_application.receipts_of_lines": lambda a, _: receipts_of_lines(ids_of("bank_line", a)),
    "cash_application.items_by_id": lambda a, _: items_by_id(
        ids_of("open_item", a), legal_entity_id=a.firm.legal_entity_id, currency="EUR"
    ),
    "cash_application.items_to_place": lambda a, _: items_to_place(
        a.number, amount_minor=100_00, legal_entity_id=a.firm.legal_entity_id, currency="EUR"
    ),
    "cash_application.tolerances": lambda a, _: [each for each in tolerances() if each.customer_id == a.customer],
    "cash_application.reason_codes": lambda a, _: [each for each in reason_codes() if each.customer_id == a.customer],
    "cash_application.find_payer_accounts": lambda a, _: [
        each for each in find_payer_accounts().rows if each.customer_id == a.customer
    ],
    "cash_application.payer_accounts_in_order": lambda a, _: payer_accounts_in_order(customer_ids=[a.customer]),
    "cash_application.codes_of": lambda a, _: codes_of([a.customer])[a.customer],
    "cash_application.as_advised": lambda a, _: as_advised(receipts_of_lines(ids_of("bank_line", a))),
    "cash_application.csv_mapping_of": lambda a, _: [
        each for each in map(csv_mapping_of, ids_of("bank_account", a)) if each is not None
    ],
    "cash_application.csv_mappings": lambda a, _: csv_mappings().keys() & ids_of("bank_account", a),
    "cash_application.remittances": lambda a, _: [each for each in remittances() if each.id in ids_of("remittance", a)],
    "cash_application.remittance_of": lambda a, _: remittance_of(min(ids_of("remittance", a))),
    "cash_application.fitting_remittances": lambda a, _: fitting_remittances(ids_of("bank_line", a)),
    "cash_application.lines_of_given_up": lambda a, _: lines_of_given_up(ids_of("open_item", a)),
    "cash_application.lines_of_statement": lambda a, _: lines_of_statement(min(ids_of("bank_statement", a))),
    "disputes.disputes_in_order": lambda a, _: disputes_in_order(customer_id=a.customer),
    "collections.promises_of_items": lambda a, _: promises_of_items(list(ids_of("open_item", a))),
    "collections.notices_of_items": lambda a, _: notices_of_items(list(ids_of("open_item", a))),
    "disputes.disputes_of_items": lambda a, _: disputes_of_items(list(ids_of("open_item", a))),
    "collections.stale_figures": lambda a, _: stale_figures(built_in_strategy(), DAY).keys() & {a.firm.legal_entity_id},
    "collections.tasks_in_order": lambda a, _: [
        task for task in tasks_in_order(customer_id=a.customer) if task.customer_number == a.number
    ],
    "collections.reminders_in_order": lambda a, _: [
        each for each in reminders_in_order("held") if each.message_id == a.collected.message_id
    ],
    "customers.customers_in_order": lambda a, _: customers_in_order(text=a.number),
    "importing.import_runs": lambda a, _: [each for each in import_runs() if each.id in ids_of("import_run", a)],
    "invoicing.documents_in_order": lambda a, _: documents_in_order(DocumentsWanted(customer_id=a.customer)),
    "invoicing.tax_codes": lambda a, _: [each for each in tax_codes() if each.id in ids_of("tax_code", a)],
    "invoicing.buyers_without_address": lambda a, _: buyers_without_address(ids_of("invoice", a)),
    "invoicing.tax_code_of": lambda a, _: tax_code_of(min(ids_of("tax_code", a))),
    "invoicing.payment_terms": lambda _a, b: payment_terms()[len(ids_of("payment_terms", b)) :],
    "payments.payment_of": lambda a, _: payment_of(sorted(ids_of("payment", a))[0]),
    "payments.payments_alike": lambda a, _: payments_alike([a_payment_of(a)]),
    "payments.payments_in_order": lambda a, _: [
        each for each in payments_in_order(PaymentsWanted()) if each.id in ids_of("payment", a)
    ],
    "payments.refund_requests": lambda a, _: [
        each for each in refund_requests() if each.id in ids_of("refund_request", a)
    ],
    "receivables.documents_of_customers": lambda a, _: documents_of_customers([a.customer]),
    "receivables.items_in_order": lambda a, _: items_in_order(DAY, ItemsWanted(customer_id=a.customer)),
    "receivables.write_off_requests": lambda a, _: [
        each for each in write_off_requests() if each.id in ids_of("write_off_request", a)
    ],
    "customers.customer_by_number": lambda a, _: customer_by_number(a.number),
    "customers.customer_details": lambda a, _: customer_details(a.customer),
    "customers.customers_of_name": lambda a, _: customers_of_name(f"{a.number[:-2]} Ltd"),
    "customers.find_customers": lambda a, _: find_customers(a.number),
    "customers.group_members": lambda a, _: group_members(a.customer),
    "customers.ancestors_of": lambda a, _: ancestors_of([a.customer]),
    "customers.parents_around": lambda a, _: parents_around([a.customer]),
    "customers.shown_customers": lambda a, _: shown_customers([a.customer]),
    "collections.open_task_count": lambda a, _: open_task_count() if open_tasks()[0].customer_number == a.number else 0,
    "customers.with_merged": lambda a, _: with_merged([a.customer]),
    "customers.timeline": lambda a, _: timeline(a.customer),
    "importing.mapping_named": lambda a, _: mapping_named(a.firm.id, "mapping"),
    "importing.mapping_names": lambda a, _: mapping_names(a.firm.id),
    "importing.latest_snapshot": lambda a, _: latest_snapshot(a.firm.id, a.firm.legal_entity_id, "erp"),
    "importing.imports": lambda a, _: [row for row in imports().rows if row.id in ids_of("import_run", a)],
    "importing.uploads": lambda a, _: [row for row in uploads() if row.id in ids_of("import_upload", a)],
    "importing.upload_of": lambda a, _: upload_of(*ids_of("import_upload", a)),
    "importing.upload_content": lambda a, _: upload_content(*ids_of("import_upload", a)),
    "importing.upload_rejects": lambda a, _: upload_rejects(*ids_of("import_upload", a)),
    "importing.run_of_digest": lambda a, _: run_of_digest(a.firm.id, f"digest of {a.number[:-2]}"),
    "importing.latest_snapshot_days": lambda a, _: latest_snapshot_days(a.firm.id),
    "importing.latest_snapshot_date": lambda a, _: latest_snapshot_date(a.firm.legal_entity_id),
    "importing.waiting_snapshots": lambda _a, _: waiting_snapshots(),
    "invoicing.find_documents": lambda a, _: [
        row for row in find_documents(DAY).rows if row.item_id in ids_of("open_item", a)
    ],
    "invoicing.document_series": lambda a, _: [
        each for each in document_series(a.firm.legal_entity_id) if each.prefix == "DR"
    ],
    "invoicing.prefixes_in_force": lambda a, _: {
        entity for entity, _ in prefixes_in_force() if entity == a.firm.legal_entity_id
    },
    "invoicing.terms_of_customer": lambda a, _: terms_of_customer(a.customer),
    "invoicing.find_drafts": lambda a, _: [row for row in find_drafts().rows if row.id in ids_of("invoice", a)],
    "invoicing.drafts_in_order": lambda a, _: set(drafts_in_order()) & ids_of("invoice", a),
    "invoicing.whole_document": lambda a, _: whole_document(a.invoice),
    "invoicing.document_of_item": lambda a, _: [
        each for each in map(document_of_item, ids_of("open_item", a)) if each is not None
    ],
    "invoicing.summaries_of_documents": lambda a, _: summaries_of_documents([a.invoice]),
    "invoicing.tax_codes_of_day": lambda a, _: [
        each for each in tax_codes_of_day(DAY) if each.id in ids_of("tax_code", a)
    ],
    "invoicing.usual_tax_code": lambda a, _: usual_tax_code(a.customer),
    "invoicing.creditable": lambda a, _: creditable(a.invoice),
    "invoicing.tax_rates": lambda a, _: tax_rates().codes.keys() & ids_of("tax_code", a),
    "cash_application.check_cash": lambda _a, _: list(check_cash()),
    "collections.check_collections": lambda _a, _: list(check_collections()),
    "disputes.check_disputes": lambda _a, _: list(check_disputes()),
    "invoicing.check_invoicing": lambda _a, _: list(check_invoicing()),
    "payments.find_payments": lambda a, _: [
        row for row in find_payments().rows if row.payment_id in ids_of("payment", a)
    ],
    "payments.payment_details": lambda a, _: payment_details(min(ids_of("payment", a))),
    "payments.payment_of_item": lambda a, _: [
        each for each in map(payment_of_item, ids_of("open_item", a)) if each is not None
    ],
    "payments.refunds_of_items": lambda a, _: refunds_of_items(list(ids_of("open_item", a))),
    "payments.find_withheld_tax": lambda a, _: [
        each for each in find_withheld_tax().rows if each.withheld_id in ids_of("withheld_tax", a)
    ],
    "payments.withheld_with": lambda a, _: withheld_with(list(ids_of("open_item", a))),
    "payments.certificates_awaited": lambda a, _: [
        each for each in certificates_awaited(withheld_by=DAY) if each.withheld_id in ids_of("withheld_tax", a)
    ],
    "payments.tax_certificate": lambda a, _: tax_certificate(min(ids_of("tax_certificate", a))),
    "payments.tax_certificates": lambda a, _: [
        each for each in tax_certificates() if each.id in ids_of("tax_certificate", a)
    ],
    "payments.under_way_of_items": lambda a, _: under_way_of_items(list(ids_of("open_item", a)), date(2026, 1, 5)),
    "payments.waiting_refunds": lambda a, _: [
        each for each in waiting_refunds() if each.request_id in ids_of("refund_request", a)
    ],
    "payments.check_payments": lambda _a, _: list(check_payments()),
    "documents.check_documents": lambda _a, _: list(check_documents()),
    "documents.stored_file": lambda a, _: stored_file(a.collected.file_id),
    "documents.stored_file_heads": lambda a, _: stored_file_heads([a.collected.file_id]),
    "documents.letterhead_of": lambda a, _: letterhead_of(a.firm.legal_entity_id).is_set,
    "documents.senders": lambda a, _: senders().keys() & {a.firm.legal_entity_id},
    "invoicing.document_items": lambda a, _: document_items([a.invoice]),
    "invoicing.invoice_files": lambda a, _: invoice_files([a.collected.invoice_id]),
    "invoicing.issued_of_numbers": lambda a, _: [
        each for each in issued_of_numbers([number_of(a.invoice)]) if each.id in ids_of("invoice", a)
    ],
    "invoicing.pages_of_items": lambda a, _: pages_of_items(list(ids_of("open_item", a))),
    "invoicing.invoice_sheets": lambda a, _: list(invoice_sheets([a.invoice])),
    "messaging.check_messages": lambda a, _: list(check_messages(a.firm.id)),
    "messaging.mails_of_claim": lambda a, _: mails_of_claim(a.collected.message_id, date=datetime.now(UTC)),
    "messaging.message_details": lambda a, _: message_details(a.collected.message_id),
    "messaging.find_messages": lambda a, _: find_messages(customer_ids=[a.customer]).rows,
    "messaging.messages_found": lambda a, _: (
        set(messages_found(states=["held", "cancelled", "sent"])) & ids_of("message", a)
    ),
    "collections.find_promises": lambda a, _: find_promises(DAY, customer_ids=[a.customer]).rows,
    "collections.find_tasks": lambda a, _: [row for row in find_tasks().rows if row.id in ids_of("task", a)],
    "collections.tasks_found": lambda a, _: set(tasks_found()) & ids_of("task", a),
    "disputes.find_disputes": lambda a, _: find_disputes(DAY, customer_ids=[a.customer]).rows,
    "customers.rows_of_customers": lambda a, _: (
        rows_of_customers(
            str,
            Listing("promise", "page.id"),
            RowsWanted((), customer_ids=[a.customer]),
            RowsOrdered((), descending=False),
        ).rows
    ),
    "customers.identifiers_of_rows": lambda a, _: (
        set(identifiers_of_rows(Listing("promise", "page.id"), RowsWanted(()))) & ids_of("promise", a)
    ),
    "messaging.messages_in_state": lambda a, _: [
        each for each in messages_in_state("held") if each.id == a.collected.message_id
    ],
    "messaging.messages_of_customer": lambda a, _: messages_of_customer(a.customer).messages,
    "messaging.own_templates": lambda a, _: [each for each in own_templates() if each.text.subject == a.number],
    "messaging.outbox": lambda _a, _: outbox(since=datetime.now(UTC)).ended,
    "messaging.own_texts": lambda a, _: own_texts(a.firm.id, "note", "", "email", ("en",)),
    "messaging.suppressed_addresses": lambda a, _: [
        each for each in suppressed_addresses() if each.id in ids_of("suppression", a)
    ],
    "ledger.accounts": lambda a, _: [key for key in accounts() if key in account_ids(a)],
    "ledger.accounts_by_code": lambda a, _: [
        key for key, _ in accounts_by_code(["1000"]).values() if key in account_ids(a)
    ],
    "ledger.books_of": lambda a, _: books_of(a.firm.legal_entity_id),
    "ledger.check_ledger": lambda _a, _: list(check_ledger()),
    "ledger.closed_months": lambda a, _: closed_months(a.firm.legal_entity_id, since=date(2025, 1, 1)),
    "ledger.closed_through": lambda a, _: closed_through(a.firm.legal_entity_id),
    "ledger.exchange_rates": lambda a, _: exchange_rates(currency=OWN_CURRENCY[a.number[0]]).rows,
    "ledger.currencies_with_rates": lambda a, _: {*currencies_with_rates()} & {OWN_CURRENCY[a.number[0]]},
    "ledger.rate_on": lambda _a, _: rate_on("CHF", "EUR", DAY),
    "ledger.gl_export_batches": lambda a, _: gl_export_batches(a.firm.legal_entity_id),
    "ledger.gl_export_rows": lambda a, _: list(gl_export_rows(a.batch)),
    "ledger.journal_page": lambda a, _: journal_page(JournalFilter(legal_entity_id=a.firm.legal_entity_id)).entries,
    "ledger.stream_journal": lambda a, _: list(stream_journal(JournalFilter(customer_id=a.customer))),
    "ledger.entries_of_source": lambda a, _: entries_of_source(a.debt),
    "ledger.entries_of_sources": lambda a, _: entries_of_sources([a.debt]),
    "ledger.entry_of": lambda a, _: entry_of(a.entry),
    "ledger.periods": lambda a, _: periods(a.firm.legal_entity_id),
    "ledger.first_open_day_of": lambda a, _: first_open_day_of(a.firm.legal_entity_id, date(2026, 1, 1)),
    "ledger.trial_balance": lambda a, _: trial_balance(a.firm.legal_entity_id, DAY),
    "organizations.act_of": lambda a, _: act_of(*list(ids_of("command_log", a))[:1]),
    "organizations.acts": lambda a, _: [act for act in acts(ActFilter()) if act.id in ids_of("command_log", a)],
    "organizations.somebody_else_may": lambda a, b: somebody_else_may("organizations.manage", besides=b.user),
    "organizations.chain_state": lambda a, _: chain_state().sealed_at == last_sealed_at(a),
    "organizations.api_keys": lambda _, b: [key for key in api_keys() if key.id not in api_key_ids(b)],
    "organizations.api_keys_beyond_maker": lambda a, _: api_keys_beyond_maker(a.user, None, datetime.now(UTC)),
    "organizations.bank_accounts": lambda _, b: [
        each for each in bank_accounts() if each.legal_entity_id != b.firm.legal_entity_id
    ],
    "organizations.context_of_user": lambda a, b: context_of_user(b.firm.id, a.user),
    "organizations.legal_entities": lambda _, b: [
        each for each in legal_entities() if each.id != b.firm.legal_entity_id
    ],
    "organizations.views_of_person": lambda a, _: views_of_person(a.user, "invoices"),
    "organizations.members_with_roles": lambda _, b: [each for each in members_with_roles() if each.user_id != b.user],
    "organizations.organization_in_force": lambda a, _: organization_in_force().id == a.firm.id,
    "organizations.permission_matrix": lambda a, _: [each for each in permission_matrix() if each.id in role_ids(a)],
    "organizations.permissions_of_user": lambda a, _: permissions_of_user(a.user),
    "organizations.permissions_of_member": lambda a, _: permissions_of_member(a.user),
    "organizations.permissions_held_by": lambda a, _: permissions_held_by(a.user),
    "organizations.permissions_of_holders": lambda a, _: [
        permission for each in role_ids(a) for permission in permissions_of_holders(each, datetime.now(UTC))
    ],
    "gateways.access_of_account": lambda a, _: access_of_account(min(ids_of("gateway_account", a))),
    "gateways.access_to_move_money": lambda a, _: access_to_move_money(min(ids_of("payment_attempt", a))),
    "gateways.access_of_attempt": lambda a, _: access_of_attempt(min(ids_of("payment_attempt", a))),
    "gateways.account_for": lambda a, _: account_for(a.firm.legal_entity_id),
    "gateways.gateways": lambda a, _: [each for each in gateways() if each.id in ids_of("gateway_account", a)],
    "gateways.check_gateways": lambda _a, _: list(check_gateways()),
    "gateways.attempts_to_ask_about": lambda a, _: [
        each
        for each in attempts_to_ask_about(
            before=datetime(2200, 1, 1, tzinfo=UTC), since=datetime(2000, 1, 1, tzinfo=UTC)
        )
        if each.id in ids_of("payment_attempt", a)
    ],
    "gateways.attempts_to_retry": lambda _a, _: attempts_to_retry(datetime(2200, 1, 1, tzinfo=UTC), DAY),
    "gateways.due_of_expired": lambda _a, _: due_of_expired(DAY, datetime.now(UTC)),
    "gateways.methods_to_warn_of": lambda a, _: set(methods_to_warn_of(date(2200, 1, 1))) & ids_of("saved_method", a),
    "gateways.debts_to_renew_with": lambda a, _: debts_to_renew_with(
        min(ids_of("saved_method", a)), datetime(2200, 1, 1, tzinfo=UTC)
    ),
    "gateways.links_to_make": lambda a, _: links_to_make(ids_of("open_item", a), DAY),
    "gateways.payers_to_write_to": lambda a, _: payers_to_write_to([a.customer]),
    "gateways.due_by_itself": lambda _a, _: due_by_itself(DAY),
    "gateways.kept_notices": lambda a, _: kept_notices(min(ids_of("gateway_account", a)), datetime.now(UTC)),
    "gateways.find_requests": lambda a, _: [
        each for each in find_requests(datetime.now(UTC)).rows if each.id in ids_of("payment_request", a)
    ],
    "gateways.request_listed": lambda a, _: request_listed(min(ids_of("payment_request", a)), datetime.now(UTC)),
    "gateways.items_of_request": lambda a, _: items_of_request(min(ids_of("payment_request", a))),
    "gateways.find_attempts": lambda a, _: [
        each for each in find_attempts().rows if each.id in ids_of("payment_attempt", a)
    ],
    "gateways.attempt_of": lambda a, _: attempt_of(min(ids_of("payment_attempt", a))),
    "gateways.attempt_of_payment": lambda a, _: [
        found for payment in sorted(ids_of("payment", a)) if (found := attempt_of_payment(payment))
    ],
    "gateways.find_payouts": lambda a, _: [each for each in find_payouts().rows if each.id in ids_of("payout", a)],
    "gateways.payout_of": lambda a, _: payout_of(min(ids_of("payout", a))),
    "gateways.lines_of_payout": lambda a, _: lines_of_payout(min(ids_of("payout", a))),
    "gateways.notices_to_settle": lambda a, _: [
        each for each in notices_to_settle() if each.id in ids_of("gateway_notice", a)
    ],
    "gateways.counted_notices": lambda _a, _: [only for only, count in counted_notices().items() if count > 1],
    "gateways.last_told": lambda a, _: [each for each in last_told() if each in ids_of("gateway_account", a)],
    "gateways.description_of_attempt": lambda a, _: description_of_attempt(min(ids_of("payment_attempt", a))),
    "gateways.payable_debts": lambda a, _: payable_debts(min(ids_of("payment_request", a)), DAY),
    "gateways.under_way_of_request": lambda a, _: under_way_of_request(min(ids_of("payment_request", a)), DAY),
    "gateways.attempts_of_request": lambda a, _: attempts_of_request(min(ids_of("payment_request", a))),
    "gateways.link_of_request": lambda a, _: link_of_request(min(ids_of("payment_request", a))),
    "gateways.payment_request": lambda a, _: payment_request(min(ids_of("payment_request", a))),
    "gateways.payment_requests": lambda a, _: [
        each for each in payment_requests() if each.id in ids_of("payment_request", a)
    ],
    "gateways.request_of_link": lambda a, _: request_of_link(
        PayLink(a.firm.id, min(ids_of("payment_request", a)), 1), datetime.now(UTC)
    ),
    "gateways.held_back": lambda a, _: held_back(ids_of("open_item", a)),
    "gateways.being_paid": lambda a, _: being_paid(ids_of("open_item", a), datetime.now(UTC)),
    "gateways.entries_of_payout": lambda a, _: entries_of_payout(min(ids_of("payout", a))),
    "gateways.payouts": lambda a, _: [each for each in payouts() if each.id in ids_of("payout", a)],
    "gateways.receipts_of_request": lambda a, _: receipts_of_request(min(ids_of("payment_request", a))),
    "gateways.saved_methods": lambda a, _: [each for each in saved_methods() if each.id in ids_of("saved_method", a)],
    "gateways.payment_at_test_gateway": lambda a, _: payment_at_test_gateway(min(ids_of("test_payment", a))),
    "gateways.payout_of_test_gateway": lambda a, _: payout_of_test_gateway(payout_ref_of(a)),
    "direct_debits.creditors": lambda a, _: [each for each in creditors() if each.legal_entity_id in entities(a)],
    "direct_debits.mandates_in_order": lambda a, _: [
        each for each in mandates_in_order() if each.id in ids_of("mandate", a)
    ],
    "direct_debits.mandate_of": lambda a, _: mandate_of(min(ids_of("mandate", a))),
    "direct_debits.mandate_sheet": lambda a, _: mandate_sheet(min(ids_of("mandate", a))),
    "direct_debits.amendments_of_mandate": lambda a, _: amendments_of_mandate(min(ids_of("mandate", a))),
    "direct_debits.collectable_items": lambda a, _: collectable_items(a.firm.legal_entity_id, DAY, DAY),
    "unclaimed.contacts_of_owner": lambda a, _: [
        each for customer in ids_of("customer", a) for each in contacts_of_owner(customer)
    ],
    "unclaimed.credits_of_hand_over": lambda a, _: credits_of_hand_over(min(ids_of("hand_over", a))),
    "unclaimed.credits_of_items": lambda a, _: credits_of_items(ids_of("open_item", a)),
    "unclaimed.credits_of_lines": lambda a, _: credits_of_lines(ids_of("bank_line", a)),
    "unclaimed.find_unclaimed": lambda a, _: [
        each for each in find_unclaimed(limit=500).rows if each.id in ids_of("unclaimed_credit", a)
    ],
    "unclaimed.hand_over_of": lambda a, _: hand_over_of(min(ids_of("hand_over", a))),
    "unclaimed.hand_overs_in_order": lambda a, _: [
        each for each in hand_overs_in_order() if each.id in ids_of("hand_over", a)
    ],
    "unclaimed.history_of_unclaimed": lambda a, _: history_of_unclaimed(min(ids_of("unclaimed_credit", a))),
    "unclaimed.holders": lambda a, _: [each for each in holders() if each.legal_entity_id in entities(a)],
    "unclaimed.items_to_time": lambda a, _: {*items_to_time(None, 5_000, DAY)} & ids_of("open_item", a),
    "unclaimed.last_contacts": lambda a, _: last_contacts(ids_of("customer", a)),
    "unclaimed.letters_of_unclaimed": lambda a, _: [
        each for credit in ids_of("unclaimed_credit", a) for each in letters_of_unclaimed(credit)
    ],
    "unclaimed.lines_to_time": lambda a, _: {*lines_to_time(None, 5_000, DAY)} & ids_of("bank_line", a),
    "unclaimed.own_rules": lambda a, _: [each for each in own_rules() if each.source == a.number[:-2]],
    "unclaimed.report_of": lambda a, _: [
        each for each in report_of("US-TX", DAY) if each.credit_id in ids_of("unclaimed_credit", a)
    ],
    "unclaimed.rules_in_order": lambda a, _: [each for each in rules_in_order(DAY) if each.source == a.number[:-2]],
    "unclaimed.rules_that_hold": lambda a, _: [
        each for each in rules_that_hold(DAY).values() if each.source == a.number[:-2]
    ],
    "unclaimed.check_unclaimed": lambda _, __: list(check_unclaimed()),
    "unclaimed.jurisdictions_without_rule": lambda _, b: (
        jurisdictions_without_rule()
        if sum(count for _, count in jurisdictions_without_rule()) != unclaimed_in(b, "rule_missing")
        else ()
    ),
    "unclaimed.to_hand_over": lambda a, _: [each for each in to_hand_over() if each.legal_entity_id in entities(a)],
    "unclaimed.unclaimed_figures": lambda a, b: (
        unclaimed_figures().rules_missing
        if unclaimed_figures().rules_missing != unclaimed_in(b, "rule_missing")
        else ()
    ),
    "unclaimed.unclaimed_of_item": lambda a, _: [
        each for item in ids_of("open_item", a) if (each := unclaimed_of_item(item)) is not None
    ],
    "unclaimed.unclaimed_credit_of": lambda a, _: unclaimed_credit_of(min(ids_of("unclaimed_credit", a))),
    "unclaimed.unclaimed_in_order": lambda a, _: [
        each for each in unclaimed_in_order() if each.id in ids_of("unclaimed_credit", a)
    ],
    "direct_debits.credits_of_customers": lambda a, _: credits_of_customers(
        a.firm.legal_entity_id, ids_of("customer", a)
    ),
    "direct_debits.debit_batches_in_order": lambda a, _: [
        each for each in debit_batches_in_order() if each.id in ids_of("debit_batch", a)
    ],
    "direct_debits.debit_batch_of": lambda a, _: debit_batch_of(min(ids_of("debit_batch", a))),
    "direct_debits.debit_batch_numbered": lambda a, _: debit_batch_numbered("DD-000001").id in ids_of("debit_batch", a),
    "direct_debits.debits_in_order": lambda a, _: [each for each in debits_in_order() if each.id in ids_of("debit", a)],
    "direct_debits.debit_of": lambda a, _: debit_of(min(ids_of("debit", a))),
    "direct_debits.items_of_debit": lambda a, _: items_of_debit(min(ids_of("debit", a))),
    "direct_debits.outdated_debits": lambda a, _: outdated_debits(max(ids_of("debit_batch", a))),
    "direct_debits.provisional_cash": lambda a, _: [
        each for each in provisional_cash(date(2026, 2, 1)) if each.legal_entity_id in entities(a)
    ],
    "direct_debits.refund_accounts_in_order": lambda a, _: [
        each for each in refund_accounts_in_order() if each.id in ids_of("refund_account", a)
    ],
    "direct_debits.refund_batches_in_order": lambda a, _: [
        each for each in refund_batches_in_order() if each.id in ids_of("refund_batch", a)
    ],
    "direct_debits.refund_batch_of": lambda a, _: refund_batch_of(min(ids_of("refund_batch", a))),
    "direct_debits.refunds_to_send": lambda a, _: refunds_to_send(a.firm.legal_entity_id),
    "direct_debits.returned_lines": lambda a, _: returned_lines(min(ids_of("bank_line", a))),
    "direct_debits.find_debit_batches": lambda a, _: [
        each for each in find_debit_batches().rows if each.id in ids_of("debit_batch", a)
    ],
    "direct_debits.find_debits_of_batch": lambda a, _: find_debits_of_batch(min(ids_of("debit_batch", a))).rows,
    "direct_debits.find_returned_debits": lambda a, _: [
        each for each in find_returned_debits().rows if each.id in ids_of("debit", a)
    ],
    "direct_debits.find_mandates": lambda a, _: [
        each for each in find_mandates().rows if each.id in ids_of("mandate", a)
    ],
    "direct_debits.find_refunds": lambda a, _: [
        each for each in find_refunds().rows if each.request_id in ids_of("refund_request", a)
    ],
    "direct_debits.find_refund_batches": lambda a, _: [
        each for each in find_refund_batches().rows if each.id in ids_of("refund_batch", a)
    ],
    "direct_debits.transfers_of_batch": lambda a, _: transfers_of_batch(min(ids_of("refund_batch", a))),
    "direct_debits.waiting_refund_accounts": lambda a, _: [
        each for each in waiting_refund_accounts() if each.id in ids_of("refund_account", a)
    ],
    "direct_debits.refund_accounts_of_customer": lambda a, _: [
        found for each in ids_of("customer", a) for found in refund_accounts_of_customer(each)
    ],
    "direct_debits.debits_to_collect": lambda a, _: debits_to_collect(a.firm.legal_entity_id, DAY, DAY).debits,
    "direct_debits.is_of_debit": lambda a, _: any(is_of_debit(each) for each in ids_of("payment", a)),
    "direct_debits.link_of_mandate": lambda a, _: link_of_mandate(max(ids_of("mandate", a)), datetime.now(UTC)),
    "direct_debits.consent_to_mandate": lambda a, _: [
        found for each in ids_of("mandate", a) if (found := consent_to_mandate(each))
    ],
    "direct_debits.offered_mandate": lambda a, _: offered_mandate(
        PayLink(a.firm.id, max(ids_of("mandate", a)), 1), datetime.now(UTC)
    ),
    "direct_debits.facts_of_mandate": lambda a, _: facts_of_mandate(mandate_of(min(ids_of("mandate", a))), ""),
    "direct_debits.check_direct_debits": lambda _a, _: list(check_direct_debits()),
    "webhooks.webhooks": lambda a, _: [each for each in webhooks() if each.id in ids_of("webhook", a)],
    "webhooks.deliveries_of_webhook": lambda a, _: deliveries_of_webhook(sorted(ids_of("webhook", a))[0]),
    "webhooks.due_deliveries": lambda a, _: due_deliveries(sorted(ids_of("webhook", a))[0], datetime.now(UTC)),
    "receivables.aging": lambda a, _: aging(a.firm.id, DAY).rows,
    "receivables.aging_in_order": lambda a, _: aging_in_order(a.firm.id, DAY).rows,
    "receivables.aging_page": lambda a, _: aging_page(a.firm.id, DAY, currency="EUR").rows,
    "receivables.aged_items": lambda a, _: list(aged_items(a.firm.id, DAY)),
    "receivables.changes": lambda a, _: changes(a.firm.id, date(2025, 1, 1), DAY).currencies,
    "receivables.debts": lambda a, _: debts(a.firm.id, DAY),
    "receivables.check_receivables": lambda a, _: list(check_receivables(a.firm.id)),
    "receivables.check_kept_balances": lambda _a, _: list(check_kept_balances()),
    "receivables.are_kept": lambda a, _: are_kept(a.firm.id, DAY),
    "receivables.owing_customers": lambda a, _: owing_customers(
        as_if_kept(balances_of_day(a.firm.id, DAY)),
        {"organization": a.firm.id, "as_of": DAY, "currency": None, "first": 9, "offset": 0, "limit": 9},
        chosen="true",
        key="owed DESC",
        by_name="number",
        is_by_who=False,
        is_summed=True,
    ),
    "receivables.knowledge_at": lambda a, _: (
        knowledge_at(a.firm.id, Context.__dataclass_fields__["at"].default_factory()).sequence
    ),  # type: ignore[misc]
    "receivables.customer_balances": lambda a, _: customer_balances(DAY, text=a.number).rows,
    "receivables.item_on_day": lambda a, _: item_on_day(a.debt, DAY),
    "receivables.items_on_day": lambda a, _: items_on_day([a.debt], DAY),
    "receivables.items_of_number": lambda a, _: [
        each for each in items_of_number("") if each.item_id in ids_of("open_item", a)
    ],
    "receivables.bookings_of_items": lambda a, _: [
        each for each in bookings_of_items(list(ids_of("open_item", a))) if each not in ids_of("open_item", a)
    ],
    "receivables.given_up_with": lambda a, _: given_up_with(list(ids_of("open_item", a))),
    "receivables.uses_of_items": lambda a, _: uses_of_items(list(ids_of("open_item", a))),
    "receivables.due_date_changes": lambda a, _: due_date_changes([a.debt]),
    "receivables.discounts_offered": lambda a, _: discounts_offered(list(ids_of("open_item", a)), date(2026, 3, 1)),
    "receivables.waiting_write_offs": lambda a, _: [
        each for each in waiting_write_offs() if each.request_id in ids_of("write_off_request", a)
    ],
    "receivables.write_offs_of_items": lambda a, _: write_offs_of_items([a.debt]),
    "receivables.find_items": lambda a, _: find_items(a.firm.id, DAY, currency="EUR").rows,
    "receivables.items_of_customer": lambda a, _: items_of_customer(a.firm.id, a.customer, DAY),
    "receivables.portfolio": lambda a, _: [
        each for each in portfolio(DAY) if each.customers > len(ids_of("customer", a))
    ],
    "receivables.addressee": lambda a, _: addressee(a.customer),
    "receivables.addressees": lambda a, _: addressees([a.customer]),
    "receivables.provisional_clearings": lambda a, _: provisional_clearings(customer_ids=[a.customer]),
    "receivables.replaced_clearings": lambda a, _: replaced_clearings(
        ids_of("open_item", a), command_id=min(ids_of("command_log", a))
    ),
    "receivables.statement_sheets": lambda a, _: statement_sheets(a.customer, DAY),
    "receivables.customer_of_number": lambda a, _: customer_of_number(a.firm.id, a.number),
    "receivables.open_item_statement": lambda a, _: open_item_statement(a.firm.id, a.customer, DAY),
    "receivables.open_amounts": lambda a, _: open_amounts([a.debt]),
    "receivables.taxed_discounts_taken": lambda a, _: taxed_discounts_taken(list(ids_of("open_item", a))),
    "receivables.settled_by": lambda a, _: settled_by([a.debt], ("payment", "write_off")),
    "receivables.activity_statement": lambda a, _: activity_statement(a.firm.id, a.customer, date(2025, 1, 1), DAY),
}
"""By domain and name of the question."""

ANSWERED_FOR_THE_WHOLE_INSTALLATION = {
    "organizations.organizations",
    "organizations.organization_named",
    "organizations.organizations_of_user",
    "organizations.permissions_everywhere",
}
"""Asked as the maintenance role, by the operator at the machine's shell, or for a person who signs in."""

IN_A_SCOPE_OF_ITS_OWN = {"organizations.context_of_api_key", "organizations.context_of_user"}

WRITES_ADDRESSES = {
    "gateways.notices_path",
    "gateways.path_of_test_payment",
    "gateways.read_secret_of_link",
    "gateways.read_secret_of_test_page",
    "direct_debits.read_secret_of_mandate_link",
    "gateways.require_safe_mode",
}
"""They read no rows of others: addresses of the organization in force, secrets of addresses, and its own safe mode."""

MAKE_SQL = {
    "collections.promised_parts",
    "payments.is_collected",
    "payments.is_under_way",
    "payments.under_way_parts",
    "ledger.functional_value",
    "ledger.known_at",
    "ledger.month_of",
    "ledger.posting_date_sql",
    "ledger.posting_dates",
    "ledger.rate_join",
    "ledger.rate_lateral",
    "receivables.aged_balances",
    "receivables.balances_of_day",
    "receivables.totals_of_day",
    "receivables.totals_of",
    "receivables.derived",
    "receivables.parameters_of_ages",
    "receivables.group_roots",
    "customers.named_like",
    "customers.is_shown_as",
    "customers.shown_as",
    "receivables.items_as_of",
    "receivables.items_wanted",
    "receivables.merged_customers",
    "receivables.requests_about_items",
    "receivables.shown_customers",
}
"""They ask nothing themselves: they make the relations that the questions above stand on."""

ONE_ROW_EACH = {
    "messaging.template_for": lambda a: template_for(a.firm.id, "note", "", "en", {"en": TemplateText("Hi", "Hi")}),
    "documents.sample_invoice": lambda a: sample_invoice(a.firm.legal_entity_id, DAY, "en", "Lamp"),
    "organizations.legal_entity_of": lambda a: legal_entity_of(a.firm.legal_entity_id),
    "organizations.default_legal_entity_id": lambda a: default_legal_entity_id(a.firm.id),
    "organizations.require_legal_entities": lambda a: require_legal_entities([a.firm.legal_entity_id]) is None,
    "organizations.legal_entity_id_of_code": lambda a: legal_entity_id_of_code(a.firm.id, "MAIN"),
}
"""They have an answer for every organization; without one they raise."""


def ids_of(table: str, full: Full) -> set[UUID]:
    with connected_as("postgres") as opened:
        rows = opened.execute(f"SELECT id FROM {table} WHERE organization_id = %s", [full.firm.id]).fetchall()
    return {identifier for (identifier,) in rows}


def a_payment_of(full: Full) -> tuple[UUID, Money, date]:
    """Whose it is, its amount and its day."""
    with connected_as("postgres") as opened:
        found = opened.execute(
            "SELECT payment.customer_id, item.amount_minor, item.currency, payment.received_date FROM payment"
            " JOIN open_item item ON item.id = payment.item_id"
            " WHERE payment.organization_id = %s AND payment.state = 'recorded'",
            [full.firm.id],
        ).fetchone()
    assert found
    customer_id, minor, currency, received_date = found
    return customer_id, Money(minor, currency), received_date


def last_sealed_at(full: Full) -> datetime:
    """When the log of an organization was sealed last."""
    with connected_as("postgres") as opened:
        found = opened.execute(
            "SELECT max(sealed_at) FROM command_log WHERE organization_id = %s", [full.firm.id]
        ).fetchone()
    assert found
    return found[0]


def payout_ref_of(full: Full) -> str:
    """What the test gateway calls its payout."""
    with connected_as("postgres") as opened:
        (name,) = opened.execute("SELECT gateway_id FROM payout WHERE organization_id = %s", [full.firm.id]).fetchone()
    return str(name)


def number_of(invoice_id: UUID) -> str:
    """The number of an issued document; both organizations have issued one under it."""
    with connected_as("postgres") as opened:
        (number,) = opened.execute("SELECT number FROM invoice WHERE id = %s", [invoice_id]).fetchone()
    return str(number)


def unclaimed_in(full: Full, state: str) -> int:
    """How many credits of an organization are in a state."""
    with connected_as("postgres") as opened:
        (count,) = opened.execute(
            "SELECT count(*) FROM unclaimed_credit WHERE organization_id = %s AND state = %s", [full.firm.id, state]
        ).fetchone()
    return int(count)


def entities(full: Full) -> set[UUID]:
    return ids_of("legal_entity", full)


def account_ids(full: Full) -> set[UUID]:
    return ids_of("account", full)


def api_key_ids(full: Full) -> set[UUID]:
    return ids_of("api_key", full)


def role_ids(full: Full) -> set[UUID]:
    return ids_of("role", full)


def public_questions() -> set[str]:
    """Every public function of every module of every `queries` package."""
    found = set()
    for domain in pkgutil.iter_modules(openbill.__path__, "openbill."):
        if not domain.ispkg or importlib.util.find_spec(f"{domain.name}.queries") is None:
            continue
        package = importlib.import_module(f"{domain.name}.queries")
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
                if function.__module__ == module.name and not name.startswith("_"):
                    found.add(f"{domain.name.removeprefix('openbill.')}.{name}")
    return found


def test_every_question_is_in_the_table() -> None:
    proven = {
        *QUESTIONS, *ONE_ROW_EACH, *MAKE_SQL, *WRITES_ADDRESSES,
        *ANSWERED_FOR_THE_WHOLE_INSTALLATION, *IN_A_SCOPE_OF_ITS_OWN,
    }  # fmt: skip
    assert public_questions() - proven == set(), "Say here how it is proven that they tell nothing of others."
    assert proven - public_questions() == set(), "These questions are no more."


def asked(question: str, of: Full, by: Full) -> Any:
    if question in IN_A_SCOPE_OF_ITS_OWN:
        return QUESTIONS[question](of, by)
    with scope(by.firm.id):
        return QUESTIONS[question](of, by)


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_a_question_of_another_organization_is_told_nothing(question: str, anna: Full, bert: Full) -> None:
    if question not in REFUSED:
        assert not asked(question, anna, bert)
        return
    with pytest.raises((Refusal, AssertionError)) as refused:
        asked(question, anna, bert)
    assert type(refused.value).__name__ == REFUSED[question]


REFUSED = {
    "unclaimed.hand_over_of": "HandOverUnknown",
    "unclaimed.unclaimed_credit_of": "UnclaimedCreditUnknown",
    "direct_debits.mandate_of": "MandateUnknown",
    "direct_debits.mandate_sheet": "MandateUnknown",
    "direct_debits.facts_of_mandate": "MandateUnknown",
    "direct_debits.offered_mandate": "MandateLinkNotGood",
    "direct_debits.debit_batch_of": "DebitBatchUnknown",
    "direct_debits.debit_of": "DebitUnknown",
    "direct_debits.refund_batch_of": "RefundBatchUnknown",
    "cash_application.known_already": "LineUnknown",
    "cash_application.decisions_of_line": "LineUnknown",
    "cash_application.line_told": "LineUnknown",
    "cash_application.proposals_of_line": "LineUnknown",
    "cash_application.remittance_of": "RemittanceUnknown",
    "collections.reminder_letters": "CustomerUnknown",
    "documents.stored_file": "StoredFileUnknown",
    "invoicing.creditable": "InvoiceUnknown",
    "invoicing.tax_code_of": "TaxCodeUnknown",
    "invoicing.whole_document": "InvoiceUnknown",
    "cash_application.lines_of_statement": "StatementUnknown",
    "payments.payment_details": "PaymentUnknown",
    "receivables.item_on_day": "ItemUnknown",
    "messaging.message_details": "MessageUnknown",
    "messaging.messages_of_customer": "CustomerOfMessageUnknown",
    "importing.mapping_named": "MappingUnknown",
    "importing.upload_of": "UploadUnknown",
    "importing.upload_content": "UploadUnknown",
    "importing.upload_rejects": "UploadUnknown",
    "payments.payment_of": "PaymentUnknown",
    "payments.tax_certificate": "CertificateUnknown",
    "webhooks.deliveries_of_webhook": "WebhookUnknown",
    "gateways.access_of_account": "GatewayAccountUnknown",
    "gateways.access_to_move_money": "AttemptUnknown",
    "gateways.access_of_attempt": "AttemptUnknown",
    "gateways.account_for": "GatewayMissing",
    "gateways.attempts_of_request": "RequestUnknown",
    "gateways.attempt_of": "AttemptUnknown",
    "gateways.payout_of": "PayoutUnknown",
    "gateways.request_listed": "RequestUnknown",
    "gateways.entries_of_payout": "PayoutUnknown",
    "gateways.link_of_request": "RequestUnknown",
    "gateways.payment_at_test_gateway": "PaymentOfTestUnknown",
    "gateways.payment_request": "RequestUnknown",
    "gateways.request_of_link": "LinkNotGood",
    "customers.customer_by_number": "CustomerUnknown",
    "customers.customer_details": "CustomerUnknown",
    "customers.group_members": "CustomerUnknown",
    "customers.timeline": "CustomerUnknown",
    "ledger.books_of": "LegalEntityUnknown",
    "ledger.first_open_day_of": "AssertionError",
    "ledger.gl_export_rows": "BatchUnknown",
    "ledger.rate_on": "RateMissing",
    "ledger.trial_balance": "LegalEntityUnknown",
    "organizations.context_of_user": "MemberUnknown",
    "receivables.addressee": "CustomerUnknown",
    "receivables.customer_of_number": "CustomerNumberUnknown",
    "receivables.statement_sheets": "CustomerUnknown",
}


NOTHING_TO_TELL = {
    "unclaimed.check_unclaimed",
    "unclaimed.jurisdictions_without_rule",
    "unclaimed.to_hand_over",
    "unclaimed.unclaimed_figures",
    "direct_debits.check_direct_debits",
    "direct_debits.outdated_debits",
    "direct_debits.returned_lines",
    "direct_debits.find_returned_debits",
    "invoicing.payment_terms",
    "cash_application.check_cash",
    "collections.check_collections",
    "collections.not_ranked",
    "collections.stale_figures",
    "disputes.check_disputes",
    "documents.check_documents",
    "importing.waiting_snapshots",
    "invoicing.check_invoicing",
    "invoicing.drafts_in_order",
    "invoicing.find_drafts",
    "ledger.check_ledger",
    "messaging.check_messages",
    "messaging.mails_of_claim",
    "messaging.outbox",
    "gateways.attempts_to_retry",
    "gateways.check_gateways",
    "gateways.due_by_itself",
    "gateways.due_of_expired",
    "gateways.counted_notices",
    "gateways.kept_notices",
    "gateways.payable_debts",
    "gateways.under_way_of_request",
    "payments.check_payments",
    "payments.waiting_refunds",
    "receivables.portfolio",
    "receivables.waiting_write_offs",
    "cash_application.figures_of_cash",
    "cash_application.learned_threshold",
    "cash_application.rule_of_matching",
    "receivables.provisional_clearings",
    "receivables.replaced_clearings",
    "receivables.check_receivables",
    "receivables.check_kept_balances",
}
"""At home too, as long as nothing is wrong, old, on its way, or waits; of choices only those beyond home are told."""


@pytest.mark.parametrize("question", sorted({*QUESTIONS} - NOTHING_TO_TELL))
def test_the_same_question_has_an_answer_at_home(question: str, anna: Full, bert: Full) -> None:
    """Otherwise the test above would prove nothing."""
    if question == "ledger.rate_on":
        with scope(anna.firm.id):
            assert rate_on("USD", "EUR", DAY).multiplier == Decimal("0.9")
        return
    if question == "organizations.context_of_user":
        assert context_of_user(anna.firm.id, anna.user).permissions
        return
    with scope(anna.firm.id):
        answer = QUESTIONS[question](anna, bert)
    assert answer, question


@pytest.mark.parametrize("question", sorted(ONE_ROW_EACH))
def test_a_question_about_another_organizations_one_row_raises(question: str, anna: Full, bert: Full) -> None:
    with scope(anna.firm.id):
        assert ONE_ROW_EACH[question](anna)
    with scope(bert.firm.id), pytest.raises(Exception, match=r"does not exist|no legal entity|There is no"):
        ONE_ROW_EACH[question](anna)


# -- the scope --------------------------------------------------------------------------------------------------


@command(permission="receivables.allocate")
def act_in_another(*, other: UUID, debt: UUID, context: Context) -> None:
    """Act for one organization, and inside it for another one."""
    assert current_organization_id() == context.organization_id
    extend_due_date(item_id=debt, due_date=date(2026, 8, 1), reason="Mine.", context=Context(other, context.actor))


@command(permission="receivables.allocate")
def break_off(*, context: Context) -> None:
    """Fail in the middle."""
    assert current_organization_id() == context.organization_id
    raise ZeroDivisionError


def test_a_nested_command_of_another_organization_is_refused(anna: Full, bert: Full) -> None:
    before = fingerprint(anna.firm.id), fingerprint(bert.firm.id)

    with pytest.raises(OtherOrganization):
        act_in_another(other=anna.firm.id, debt=anna.debt, context=bert.firm.context())

    assert (fingerprint(anna.firm.id), fingerprint(bert.firm.id)) == before
    assert_nobody_is_in_force()


def test_a_scope_in_the_scope_of_another_organization_is_refused(anna: Full, bert: Full) -> None:
    with scope(bert.firm.id):
        with pytest.raises(OtherOrganization), scope(anna.firm.id):
            raise AssertionError("It was opened.")
        assert current_organization_id() == bert.firm.id
    assert_nobody_is_in_force()


def test_another_organizations_row_is_unknown_to_a_command(anna: Full, bert: Full) -> None:
    before = fingerprint(anna.firm.id)
    for act in (
        lambda: extend_due_date(
            item_id=anna.debt, due_date=date(2026, 8, 1), reason="Mine.", context=bert.firm.context()
        ),
        lambda: write_off(item_id=anna.debt, reason="Mine.", context=bert.firm.context()),
        lambda: cancel_item(item_id=anna.debt, reason="Mine.", context=bert.firm.context()),
        lambda: a_debit(bert.firm, anna.customer, "1.00"),
    ):
        with pytest.raises(Refusal, match=r"There is no (open item|customer)"):
            act()
    assert fingerprint(anna.firm.id) == before


def test_after_an_error_nobody_is_in_force(bert: Full) -> None:
    with pytest.raises(ZeroDivisionError):
        break_off(context=bert.firm.context())
    assert_nobody_is_in_force()

    with pytest.raises(ProgrammingError), scope(bert.firm.id), connection.cursor() as cursor:
        cursor.execute("SELECT nonsense")
    assert_nobody_is_in_force()


def test_inside_an_outer_transaction_nobody_stays_in_force(bert: Full) -> None:
    from django.db import transaction

    with transaction.atomic(), connection.cursor() as cursor:
        with scope(bert.firm.id):
            cursor.execute("SELECT count(*) FROM legal_entity")
            assert cursor.fetchone() == (1,)
        cursor.execute("SELECT count(*) FROM legal_entity")
        assert cursor.fetchone() == (0,)
        with pytest.raises(ZeroDivisionError), scope(bert.firm.id):
            raise ZeroDivisionError
        cursor.execute("SELECT count(*) FROM legal_entity")
        assert cursor.fetchone() == (0,)


def assert_nobody_is_in_force() -> None:
    with pytest.raises(OrganizationMissing):
        current_organization_id()
    assert events_in_progress.get() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.organization_id', true), '')")
        assert cursor.fetchone() == ("",)
        cursor.execute("SELECT count(*) FROM legal_entity")
        assert cursor.fetchone() == (0,)
