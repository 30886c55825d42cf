"""A firm that has something of everything, and a request for each endpoint made from its description."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from openbill.api.endpoint import BYTES, JSON, Endpoint
from openbill.api.openapi import described
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.create_customer import create_customer
from openbill.customers.commands.set_address import set_address
from openbill.foundation.command_log.seal import seal_commands
from openbill.importing.commands.hold_snapshot import hold_snapshot
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import ManualLine, RateToSet
from openbill.organizations.commands.create_role import create_role
from openbill.payments.commands.refund import request_refund
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.write_off import write_off
from openbill.webhooks.commands.keep_webhook import create_webhook, try_webhook
from openbill.webhooks.commands.queue_deliveries import queue_deliveries

from .banking import a_statement, booking
from .billing import a_line, a_row_in_every_table_of_billing, drafted, paid
from .cash import a_row_in_every_table_of_cash
from .collecting import a_row_in_every_table_of_collecting
from .database import connected_as
from .debits import a_row_in_every_table_of_debits
from .members import a_member
from .organizations import AnOrganization, an_organization
from .paying import a_row_in_every_table_of_gateways
from .receivables import a_credit, a_customer, a_debit
from .unclaimed import a_row_in_every_table_of_unclaimed
from .withholding import a_row_in_every_table_of_withholding

NAME = "Zauberhaft Werke"
"""A name that stands nowhere else."""

ROLE = "Zauberhafte Rolle"


@dataclass(frozen=True)
class FullFirm:
    """A firm, and what stands for each place of an address."""

    firm: AnOrganization
    places: dict[str, str]


def a_full_firm(name: str = NAME) -> FullFirm:
    """Customers, items of every kind, documents, payments, reminders, tasks, imports, batches and people."""
    firm = an_organization()
    context = firm.context()
    customer = create_customer(name=name, number="ZAUBER-1", country="DE", context=context).customer_id
    contact = add_contact(customer_id=customer, name=name, email="a@zauberhaft.example", context=context).contact_id
    set_address(customer_id=customer, city=name, street="Am Markt 3", country="DE", context=context)
    lines = a_row_in_every_table_of_cash(firm, customer, name)
    create_role(name=ROLE, permissions=["customers.view"], context=context)
    user = a_member(firm, "owner", name=name)
    a_row_in_every_table_of_billing(firm, customer)
    collected = a_row_in_every_table_of_collecting(firm, customer, name)
    debited = a_row_in_every_table_of_debits(firm, name)
    withheld = a_row_in_every_table_of_withholding(firm, customer)
    unclaimed = a_row_in_every_table_of_unclaimed(firm, name)
    draft = drafted(firm, customer, [a_line("77.70")])
    a_debit(firm, a_customer(firm, name=f"Other {name}"), "120.00", on="2026-01-01", due="2026-01-31")
    debt = a_debit(firm, customer, "333.33")
    credit = a_credit(firm, customer, "40.00")
    (used,) = allocate_credit(credit_item_id=credit, context=context).allocation_ids[:1]
    free = a_credit(firm, customer, "9999.00")
    request = write_off(item_id=debt, reason=name, amount=Money(5_00, "EUR"), context=context).request_id
    over = paid(firm, customer, 50_00, "2026-03-05")
    refund = request_refund(item_id=free, amount=Money(1_00, "EUR"), reason=name, context=context).request_id
    set_exchange_rates(rates=[RateToSet("USD", "EUR", date(2026, 1, 1), Decimal("0.9"))], context=context)
    entry = post_manual_entry(
        legal_entity_id=firm.legal_entity_id,
        posting_date=date(2026, 1, 15),
        lines=[ManualLine("6200", "EUR", 12_50), ManualLine("1000", "EUR", -12_50)],
        reason=name,
        context=context,
    )
    batch = export_to_gl(legal_entity_id=firm.legal_entity_id, through_date=date(2026, 1, 31), context=context)
    run = hold_snapshot(
        legal_entity_id=firm.legal_entity_id, digest=name, file_name=f"{name}.csv", source="erp",
        as_of=date(2026, 1, 31), totals={"rows": 1}, context=context,
    )  # fmt: skip
    desk = a_row_in_every_table_of_gateways(firm, name)
    seal_commands(firm.id)
    webhook = a_webhook_with_a_delivery(firm)
    return FullFirm(
        firm,
        {
            "legal_entity_id": str(firm.legal_entity_id),
            "customer_id": str(customer),
            "into_customer_id": str(customer),
            "parent_id": str(customer),
            "contact_id": str(contact),
            "user_id": str(user),
            "role": ROLE,
            "api_key_id": str(_first("api_key", firm) or user),
            "number": "ZAUBER-1",
            "item_id": str(debt),
            "credit_item_id": str(free),
            "allocation_id": str(used),
            "request_id": str(request),
            "refund_request_id": str(refund),
            "invoice_id": str(collected.invoice_id),
            "withheld_id": str(withheld.withheld_id),
            "certificate_id": str(withheld.certificate_id),
            "draft_id": str(draft),
            "payment_id": str(over.payment_id),
            "task_id": str(_first("task", firm)),
            "call_id": str(_first("call", firm)),
            "promise_id": str(_first("promise", firm)),
            "dispute_id": str(_first("dispute", firm)),
            "message_id": str(collected.message_id),
            "statement_id": str(_first("bank_statement", firm)),
            "line_id": str(lines.open_line_id),
            "remittance_id": str(_first("remittance", firm)),
            "bank_account_id": str(lines.bank_account_id),
            "payer_account_id": str(_first("payer_account", firm)),
            "run_id": str(run),
            "entry_id": str(entry),
            "batch_id": str(batch.batch_id),
            "code": "S",
            "kind": "debit_note",
            "webhook_id": str(webhook),
            "account_id": str(desk.account_id),
            "payment_request_id": str(_first("payment_request", firm)),
            "payout_id": str(_first("payout", firm)),
            "method_id": str(_first("saved_method", firm)),
            "attempt_id": str(_first("payment_attempt", firm)),
            "notice_id": str(_first("gateway_notice", firm)),
            "mandate_id": str(debited.mandate_id),
            "signed_mandate_id": str(debited.mandate_id),
            "draft_mandate_id": str(debited.draft_id),
            "debit_batch_id": str(debited.batch_id),
            "debit_file_id": str(debited.submitted_batch_id),
            "debit_id": str(debited.debit_id),
            "refund_account_id": str(debited.account_id),
            "credit_id": str(unclaimed.letter_due_id),
            "hand_over_id": str(unclaimed.hand_over_id),
            "owner_contact_id": str(unclaimed.contact_id),
            "refund_batch_id": str(debited.refund_batch_id),
        },
    )


def a_webhook_with_a_delivery(firm: AnOrganization) -> UUID:
    """A webhook that was not told yet that it is tried."""
    url = "https://zauberhaft.example/hooks"
    webhook_id = create_webhook(url=url, kinds=["CustomerWasCreated"], context=firm.context()).webhook_id
    try_webhook(webhook_id=webhook_id, context=firm.context())
    seal_commands(firm.id)
    queue_deliveries(context=firm.context())
    return webhook_id


def _first(table: str, firm: AnOrganization) -> UUID | None:
    with connected_as("postgres") as opened:
        row = opened.execute(
            f"SELECT id FROM {table} WHERE organization_id = %s ORDER BY id LIMIT 1", [firm.id]
        ).fetchone()
    return row[0] if row else None


def address_of(endpoint: Endpoint, full: FullFirm) -> str:
    """The endpoint's address for this firm, with every parameter that it must have, and those that name a row."""
    places = dict(full.places)
    if "/refunds/" in endpoint.path:
        places["request_id"] = places["refund_request_id"]
    for path, name in _BATCHES.items():
        if path in endpoint.path:
            places["batch_id"] = places[name]
    is_of_link = endpoint.path.startswith("/mandates/{mandate_id}/link")
    if is_of_link and places["mandate_id"] == places["signed_mandate_id"]:
        places["mandate_id"] = places["draft_mandate_id"]
    if endpoint.path == "/drafts/{invoice_id}":
        places["invoice_id"] = places["draft_id"]
    path = re.sub(r"\{([a-z_]+)\}", lambda place: quote(places[place[1]], safe=""), endpoint.path)
    asked = {
        name: _PARAMETERS.get(name, full.places.get(name, ""))
        for name, field in endpoint.query_model.model_fields.items()
        if field.is_required() or name == "customer_id"
    }
    return f"{path}?{urlencode(asked)}" if asked else path


_BATCHES = {
    "/debit-batches/": "debit_batch_id",
    "/debit-batches/{batch_id}/file": "debit_file_id",
    "/refund-files/": "refund_batch_id",
}

_PARAMETERS = {
    "text": NAME, "from_date": "2025-01-01", "to_date": "2026-12-31", "state": "held", "currency": "USD",
    "functional_currency": "EUR", "as_of": "2026-10-31",
    "jurisdiction": "US-TX", "day": "2026-12-31",
}  # fmt: skip


def body_of(endpoint: Endpoint, full: FullFirm) -> Any:
    """A body for the endpoint that says everything that can be said, and names rows of this firm."""
    if endpoint.path == "/remittances" and not endpoint.is_read:
        return f"Payer: {NAME}\nAmount: 7.00\nInvoices: {NAME} 7\n".encode()
    if endpoint.path == "/csv-mappings/propose":
        return f"Buchungstag;Betrag;Verwendungszweck\n31.01.2026;5,00;{NAME}\n".encode()
    if endpoint.takes == BYTES:
        return a_statement(booking("5.00", NAME), closing="105.00", iban="1")
    if endpoint.takes != JSON:
        return f"customer number,name,amount\n{NAME},{NAME},1\n".encode()
    if endpoint.body_model is None:
        return None
    document = _document()
    operation = document["paths"]["/api/v1" + endpoint.path][endpoint.method.lower()]
    schema = operation["requestBody"]["content"][JSON]["schema"]
    return _sample(schema, document["components"]["schemas"], full.places, "")


@cache
def _document() -> dict[str, Any]:
    return described()


def _sample(schema: dict[str, Any], parts: dict[str, Any], places: dict[str, str], name: str) -> Any:
    if "$ref" in schema:
        return _sample(parts[schema["$ref"].rsplit("/", 1)[1]], parts, places, name)
    for options in ("anyOf", "allOf"):
        if options in schema:
            return _sample(schema[options][0], parts, places, name)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type")
    if kind == "object":
        return {key: _sample(part, parts, places, key) for key, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [_sample(schema["items"], parts, places, name.removesuffix("s"))]
    if kind == "integer":
        return 1
    if kind == "boolean":
        return False
    return _text_of(name, schema, places)


def _text_of(name: str, schema: dict[str, Any], places: dict[str, str]) -> str:
    known = {
        "currency": "EUR", "functional_currency": "USD", "country": "DE", "language": "en", "time_zone": "UTC",
        "email": "b@zauberhaft.example", "tax_code": "S", "permission": "customers.view", "amount": "1.00",
        "role": places["role"], "outcome": "no_answer", "document_date": "2026-03-01", "due_date": "2026-12-31",
        "jurisdiction": "US-TX",
    }  # fmt: skip
    if name in known:
        return known[name]
    written = schema.get("format")
    if name == "url":
        return "https://hooks.example.com/openbill"
    if written == "uuid":
        return places.get(name, places["item_id"])
    if written == "date":
        return "2026-03-31"
    if written == "date-time":
        return "2100-01-01T00:00:00Z"
    return "1" if "pattern" in schema else "x"
