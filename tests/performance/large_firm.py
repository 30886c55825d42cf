"""A firm with a million items and everything that lists show: documents, payments, books, messages, tasks, events."""

from uuid import UUID

import psycopg
from tests.performance.bench_aging import an_organization_with
from tests.performance.money_of_large_firm import MONEY
from tests.performance.server import url

from openbill.wiring.kept_figures import keep_figures

NAMES = (
    "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Hoffmann", "Schäfer",
    "Bauer", "Richter", "Schröder", "Neumann", "Zimmermann", "Krüger", "Hartmann", "Krause", "Lehmann", "Maier",
    "Köhler",
)  # fmt: skip
SYLLABLES = ("ba", "bo", "de", "fa", "ga", "ha", "ka", "la", "lo", "ma", "mi", "ne", "pa", "ro", "sa", "ti", "vo", "we")
TRADES = ("Bau", "Elektro", "Dach", "Metall", "Holz", "Druck", "Logistik", "Handel", "Technik", "Garten", "Textil")
FORMS = ("GmbH", "AG", "KG", "Ltd", "SE", "e.K.")


def a_large_firm(items: int, customers: int) -> UUID:
    """An organization with so many items; written past the guards, as what is measured is reading."""
    organization_id = an_organization_with(items, customers=customers)
    with psycopg.connect(url("postgres", "openbill_bench")) as superuser:
        superuser.execute("SET session_replication_role = replica")
        for statement in (*STATEMENTS, *MONEY):
            superuser.execute(
                statement,
                {
                    "organization": organization_id,
                    "names": list(NAMES),
                    "syllables": list(SYLLABLES),
                    "trades": list(TRADES),
                    "forms": list(FORMS),
                },
            )
        superuser.commit()
        superuser.autocommit = True
        superuser.execute("VACUUM ANALYZE")
    keep_figures(organization_id)
    with psycopg.connect(url("postgres", "openbill_bench"), autocommit=True) as superuser:
        superuser.execute("VACUUM ANALYZE kept_balance, account_movement")
    return organization_id


_COMMAND = "(SELECT id FROM command_log WHERE organization_id = %(organization)s ORDER BY id LIMIT 1)"
_ENTITY = "(SELECT id FROM legal_entity WHERE organization_id = %(organization)s)"


def _account(role: str) -> str:
    return f"(SELECT id FROM account WHERE organization_id = %(organization)s AND role = '{role}')"


STATEMENTS = (
    # A third are called like some twenty others; the rest have names of their own.
    """
    UPDATE customer SET name = called.name, search_name = lower(replace(replace(replace(called.first,
        'ü', 'u'), 'ä', 'a'), 'ö', 'o') || ' ' || called.trade)
    FROM (
        SELECT id, first, trade, first || ' ' || trade || ' ' || form AS name FROM (
            SELECT id, CASE WHEN n %% 3 = 0 THEN (%(names)s::text[])[1 + n / 3 %% 22]
                            ELSE initcap((%(syllables)s::text[])[1 + n %% 18]
                                || (%(syllables)s::text[])[1 + n / 18 %% 18]
                                || (%(syllables)s::text[])[1 + n / 324 %% 18]) || 'mann' END AS first,
                   (%(trades)s::text[])[1 + n / 66 %% 11] AS trade, (%(forms)s::text[])[1 + n / 726 %% 6] AS form
            FROM (SELECT id, substring(number FROM 2)::int AS n FROM customer
                  WHERE organization_id = %(organization)s) AS numbered
        ) AS parts
    ) AS called
    WHERE customer.organization_id = %(organization)s AND customer.id = called.id
    """,
    """
    INSERT INTO payment (organization_id, id, method, received_date, reference, account, state, return_reason,
                         command_id, item_id, customer_id)
    SELECT organization_id, new_identifier(), 'bank_transfer', document_date, 'Ref ' || document_number,
           'cash_clearing', 'recorded', '', command_id, id, customer_id
    FROM open_item WHERE organization_id = %(organization)s AND kind = 'payment'
    """,
    """
    INSERT INTO invoice (organization_id, id, kind, state, number, currency, document_date, discount_percent,
                         buyer_reference, text_before, text_after, discount_minor, net_minor, tax_minor, gross_minor,
                         reference, issued_at, command_id, issuing_command_id, legal_entity_id, customer_id)
    SELECT organization_id, id, 'invoice', 'issued', document_number, currency, document_date, 0, '', '', '', 0,
           amount_minor, 0, amount_minor, '', document_date, command_id, command_id, legal_entity_id, customer_id
    FROM open_item WHERE organization_id = %(organization)s AND kind = 'invoice'
    """,
    """
    INSERT INTO invoice_item (organization_id, id, instalment_number, invoice_id, item_id)
    SELECT organization_id, id, 1, id, id FROM open_item WHERE organization_id = %(organization)s AND kind = 'invoice'
    """,
    """
    INSERT INTO journal_entry (organization_id, id, posting_date, kind, source_id, command_id, legal_entity_id)
    SELECT organization_id, id, posting_date, kind, id, command_id, legal_entity_id
    FROM open_item WHERE organization_id = %(organization)s
    UNION ALL
    SELECT organization_id, id, effective_date, 'allocation', id, command_id, legal_entity_id
    FROM allocation WHERE organization_id = %(organization)s
    """,
    f"""
    INSERT INTO journal_line (organization_id, number, currency, amount_minor, functional_minor, entry_id, account_id,
                              customer_id)
    SELECT item.organization_id, line.number, item.currency, line.sign * item.amount_minor,
           line.sign * item.amount_minor, item.id,
           CASE line.number WHEN 1 THEN CASE item.side WHEN 'debit' THEN {_account("receivable")}
                                                      ELSE {_account("cash_clearing")} END
                            ELSE CASE item.side WHEN 'debit' THEN {_account("opening_balance")}
                                                ELSE {_account("unapplied")} END END,
           CASE WHEN (line.number = 1) = (item.side = 'debit') THEN item.customer_id END
    FROM open_item item CROSS JOIN (VALUES (1, 1), (2, -1)) AS line (number, sign)
    WHERE item.organization_id = %(organization)s
    UNION ALL
    SELECT allocation.organization_id, line.number, allocation.currency, line.sign * allocation.amount_minor,
           line.sign * allocation.amount_minor, allocation.id,
           CASE line.number WHEN 1 THEN {_account("unapplied")} ELSE {_account("receivable")} END, item.customer_id
    FROM allocation
    JOIN open_item item ON item.organization_id = allocation.organization_id AND item.id = allocation.debit_item_id
    CROSS JOIN (VALUES (1, 1), (2, -1)) AS line (number, sign)
    WHERE allocation.organization_id = %(organization)s
    """,
    # Or the planner thinks of the firms before, and looks up each line's entry by itself.
    "ANALYZE journal_entry",
    "ANALYZE journal_line",
    """
    INSERT INTO account_movement (organization_id, id, legal_entity_id, account_id, currency, posting_date, debit_minor,
                                  credit_minor, functional_debit_minor, functional_credit_minor)
    SELECT line.organization_id, new_identifier(), entry.legal_entity_id, line.account_id, line.currency,
           entry.posting_date, sum(greatest(line.amount_minor, 0)), sum(greatest(-line.amount_minor, 0)),
           sum(greatest(line.functional_minor, 0)), sum(greatest(-line.functional_minor, 0))
    FROM journal_line line
    JOIN journal_entry entry ON entry.organization_id = line.organization_id AND entry.id = line.entry_id
    WHERE line.organization_id = %(organization)s GROUP BY 1, 3, 4, 5, 6
    """,
    f"""
    INSERT INTO message (organization_id, id, channel, purpose, stage, language, subject, body, html, recipient_name,
                         recipient_address, sender_name, sender_address, reply_to, list_unsubscribe, reason,
                         correlation_key, state, state_reason, composed_at, send_after, sent_at, attempts,
                         provider_message_id, command_id, legal_entity_id, customer_id)
    SELECT organization_id, new_identifier(), 'email', 'reminder', 'friendly', 'en', 'Reminder ' || document_number,
           repeat('Please pay. ', 40), '', '', 'someone@firm.example', 'Bench', 'bench@firm.example', '', '', '',
           'bench:' || id, 'sent', '', document_date, document_date, document_date, 1, '', {_COMMAND}, legal_entity_id,
           customer_id
    FROM open_item WHERE organization_id = %(organization)s AND kind = 'invoice' AND substr(id::text, 36, 1) < '8'
    """,
    f"""
    INSERT INTO task (organization_id, id, key, kind, reason, due_date, state, outcome, command_id, customer_id)
    SELECT organization_id, new_identifier(), 'bench:' || id, 'decide', 'Call them.', date '2026-11-01',
           CASE WHEN substr(id::text, 35, 1) = '0' THEN 'open' ELSE 'done' END, '', {_COMMAND}, id
    FROM customer WHERE organization_id = %(organization)s
    """,
    f"""
    INSERT INTO promise (organization_id, id, currency, amount_minor, outstanding_minor, given_on, promised_date,
                         judged_after, method, note, state, received_minor, judged_on, command_id, customer_id,
                         legal_entity_id)
    SELECT organization_id, new_identifier(), currency, amount_minor, 0, due_date, due_date + 14, due_date + 17,
           'bank_transfer', '', CASE WHEN substr(id::text, 35, 1) = '0' THEN 'open' ELSE 'kept' END, 0,
           CASE WHEN substr(id::text, 35, 1) = '0' THEN NULL ELSE due_date + 17 END, {_COMMAND}, customer_id,
           legal_entity_id
    FROM open_item WHERE organization_id = %(organization)s AND kind = 'invoice' AND substr(id::text, 36, 1) = '0'
    """,
    f"""
    INSERT INTO dispute (organization_id, id, reason, note, currency, state, opened_on, answer_by, ended_on, outcome,
                         command_id, customer_id)
    SELECT organization_id, id, 'price', '', currency,
           CASE WHEN substr(id::text, 35, 1) = '1' THEN 'open' ELSE 'withdrawn' END, due_date, due_date + 14,
           CASE WHEN substr(id::text, 35, 1) = '1' THEN NULL ELSE due_date + 7 END, '', {_COMMAND}, customer_id
    FROM open_item WHERE organization_id = %(organization)s AND kind = 'invoice' AND substr(id::text, 36, 1) = '1'
    """,
    """
    INSERT INTO disputed_item (organization_id, id, amount_minor, answered_minor, dispute_id, item_id)
    SELECT organization_id, new_identifier(), amount_minor, 0, id, id
    FROM open_item WHERE organization_id = %(organization)s AND kind = 'invoice' AND substr(id::text, 36, 1) = '1'
    """,
    """
    INSERT INTO command_log (organization_id, id, name, actor_kind, recorded_at, input, input_digest,
                             nested, is_finished)
    SELECT %(organization)s, new_identifier(), 'record_payment', 'operator',
           timestamptz '2026-01-01' + n * interval '1 minute',
           '{}', '', '[]', true
    FROM generate_series(1, (SELECT count(*) / 10 FROM open_item WHERE organization_id = %(organization)s)) AS n
    """,
    f"""
    INSERT INTO event (organization_id, id, command_id, kind, payload, at)
    SELECT organization_id, new_identifier(), {_COMMAND}, 'ItemWasRecorded',
           jsonb_build_object('item_id', id), document_date
    FROM open_item WHERE organization_id = %(organization)s AND kind = 'invoice'
    """,
)
