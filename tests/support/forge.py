"""A process that is ready to import: it forks one child per import, so that each can be killed without a long start.

Run as `python -m tests.support.forge` with the database in its environment; speaks JSON lines.
"""

import hashlib
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID


def main() -> None:
    import django

    django.setup()
    from openbill.wiring.permission_matrix import import_commands

    import_commands()
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            # Leave without the parent's exit handlers: killed or done, a child only ends.
            try:
                Path(order["answer"]).write_text(json.dumps(ACTS[order["act"]](order)))
                os._exit(0)
            except BaseException as error:
                Path(order["answer"]).write_text(json.dumps({"error": repr(error)}))
                os._exit(1)
        print(json.dumps({"pid": pid}), flush=True)
        _, status = os.waitpid(pid, 0)
        print(json.dumps({"exit": os.waitstatus_to_exitcode(status)}), flush=True)


def found(order: dict[str, Any]) -> dict[str, str]:
    from openbill.foundation.context import operator_context
    from openbill.organizations.commands.create_organization import create_organization

    context = operator_context(UUID(order["organization"]))
    created = create_organization(name=order["organization"], currency="EUR", context=context)
    return {"legal_entity": str(created.legal_entity_id)}


def bring_in(order: dict[str, Any]) -> list[dict[str, Any]]:
    from openbill.foundation.context import operator_context
    from openbill.importing.commands.import_file import ImportChoices, import_file
    from openbill.importing.reading.recognise_file import recognise_file

    context = operator_context(UUID(order["organization"]))
    outcomes = []
    for path in map(Path, order["files"]):
        choices = ImportChoices(
            UUID(order["legal_entity"]),
            "EUR",
            date.fromisoformat(order["as_of"]),
            Path(order["answer"]).with_suffix(f".{path.stem}.rejects.csv"),
            chunk_rows=order["chunk_rows"],
        )
        outcome = import_file(path, recognise_file(path), choices, context=context)
        outcomes.append({"new": outcome.brought_in, "known": outcome.known, "refused": outcome.refused})
    return outcomes


def look(order: dict[str, Any]) -> dict[str, Any]:
    """How many items there are, what is wrong, and digests of everything that a reader of the books can see."""
    from django.db import connection

    from openbill.foundation.tenancy import scope
    from openbill.ledger.queries.trial_balance import trial_balance
    from openbill.receivables.queries.aging import aging
    from openbill.wiring.verification import findings

    organization_id, legal_entity_id = UUID(order["organization"]), UUID(order["legal_entity"])
    days = [date.fromisoformat(day) for day in order["days"]]
    seen: dict[str, Any] = {}
    with scope(organization_id), connection.cursor() as cursor:
        for day in days:
            seen[f"aging {day}"] = [
                (row.number, row.name, row.currency, row.amounts_minor) for row in aging(organization_id, day).rows
            ]
            seen[f"trial balance {day}"] = [
                (row.code, row.currency, row.debit_minor, row.credit_minor, row.functional_balance_minor)
                for row in trial_balance(legal_entity_id, day).rows
            ]
        cursor.execute(
            """
            SELECT coalesce(external_id, kind || ' of ' || reference), customer.number, side, kind, document_number,
                   document_date, posting_date, due_date, open_item.currency, amount_minor, open_minor,
                   functional_minor, open_functional_minor
            FROM open_item JOIN customer ON customer.organization_id = open_item.organization_id
             AND customer.id = open_item.customer_id
            WHERE open_item.organization_id = %s
            """,
            [organization_id],
        )
        seen["items"] = cursor.fetchall()
        cursor.execute(
            """
            SELECT debit.external_id, coalesce(credit.external_id, credit.kind || ' of ' || credit.reference),
                   use.amount_minor, use.effective_date, use.economic_date, use.undoes_id IS NOT NULL
            FROM allocation use
            JOIN open_item debit ON debit.organization_id = use.organization_id AND debit.id = use.debit_item_id
            JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
            WHERE use.organization_id = %s
            """,
            [organization_id],
        )
        seen["allocations"] = cursor.fetchall()
        cursor.execute("SELECT kind, state FROM import_run WHERE organization_id = %s", [organization_id])
        seen["runs"] = cursor.fetchall()
    # The legal entity's identifier stands in some keys and differs from organization to organization.
    texts = {
        name: sorted(repr(row).replace(str(legal_entity_id), "ENTITY") for row in rows) for name, rows in seen.items()
    }
    return {
        "items": len(seen["items"]),
        "wrong": [finding.what for finding in findings(organization_id)],
        "digests": {name: hashlib.sha256("\n".join(rows).encode()).hexdigest() for name, rows in texts.items()},
    }


def bill_customers(order: dict[str, Any]) -> str:
    """A firm with sixty customers, each with an address and an invoice that is due on 2026-02-14."""
    from tests.support.billing import a_billing_firm, a_line
    from tests.support.customers import a_contact, a_customer

    from openbill.invoicing.commands.draft_invoices import draft_invoices
    from openbill.invoicing.commands.issue_invoices import issue_in_batches
    from openbill.invoicing.types import NewDraft

    firm = a_billing_firm()
    drafts = []
    for number in range(60):
        customer = a_customer(firm, f"Customer {number}", number=f"C{number}")
        a_contact(firm, customer, email=f"c{number}@example.com")
        drafts.append(NewDraft(customer, "EUR", (a_line("100.00"),), document_date=date(2026, 1, 15)))
    issued = issue_in_batches(draft_invoices(drafts=drafts, context=firm.context()), context=firm.context())
    assert len(issued.numbers) == 60
    return str(firm.id)


def run_day(order: dict[str, Any]) -> int:
    from openbill.collections.commands.run_day import run_day
    from openbill.foundation.context import operator_context

    context = operator_context(UUID(order["organization"]))
    return run_day(day=date.fromisoformat(order["day"]), batch=7, context=context).notices_created


def run_day_twice_at_once(order: dict[str, Any]) -> list[int]:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run_day, [order, order]))


def reminders(order: dict[str, Any]) -> list[list[str]]:
    """Every reminder that stands, by day, stage, document and message."""
    from django.db import connection

    from openbill.foundation.tenancy import scope

    organization_id = UUID(order["organization"])
    with scope(organization_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT noticed.on_date::text, notice.stage, item.document_number, message.subject"
            " FROM noticed_item noticed"
            " JOIN notice ON notice.organization_id = noticed.organization_id AND notice.id = noticed.notice_id"
            " JOIN open_item item ON item.organization_id = noticed.organization_id AND item.id = noticed.item_id"
            " JOIN message ON message.organization_id = notice.organization_id AND message.id = notice.message_id"
            " WHERE noticed.organization_id = %s AND NOT noticed.is_withdrawn ORDER BY 1, 2, 3",
            [organization_id],
        )
        return [list(row) for row in cursor.fetchall()]


ACTS = {
    "found": found,
    "bring in": bring_in,
    "look": look,
    "bill customers": bill_customers,
    "run day": run_day,
    "run day twice at once": run_day_twice_at_once,
    "reminders": reminders,
}

if __name__ == "__main__":
    main()
