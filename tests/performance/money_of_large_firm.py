"""How the money of a large firm came: bank lines, advices, mandates and debits, refunds, links, tries and payouts.

What belongs together bears one identifier: a line and the payment it became, a link, its try and the debt they are for.
"""

_COMMAND = "(SELECT id FROM command_log WHERE organization_id = %(organization)s ORDER BY id LIMIT 1)"
_ENTITY = "(SELECT id FROM legal_entity WHERE organization_id = %(organization)s)"
_BANK = "(SELECT id FROM bank_account WHERE organization_id = %(organization)s)"
_GATEWAY = "(SELECT id FROM gateway_account WHERE organization_id = %(organization)s)"

_RECEIPTS = "open_item WHERE organization_id = %(organization)s AND kind = 'payment' AND substr(id::text, 36, 1) < '8'"
_DEBTS = "open_item WHERE organization_id = %(organization)s AND kind = 'invoice' AND substr(id::text, 36, 1)"
_TO_DO = "substr(id::text, 35, 1) < '4'"

MONEY = (
    f"""
    INSERT INTO bank_account (organization_id, id, name, iban, bic, account_number, currency, legal_entity_id)
    VALUES (%(organization)s, new_identifier(), 'Bench bank', 'DE02100100100006820101', '', '', 'EUR', {_ENTITY})
    """,
    f"""
    INSERT INTO creditor (organization_id, id, identifier, name, is_batch_booked, marks_first, notice_days, version,
                          command_id, legal_entity_id, bank_account_id)
    VALUES (%(organization)s, new_identifier(), 'DE98ZZZ09999999999', 'Bench', true, false, 14, 'pain.008.001.08',
            {_COMMAND}, {_ENTITY}, {_BANK})
    """,
    # One statement of each day on which something was paid.
    f"""
    INSERT INTO bank_statement (organization_id, id, file_id, position, kind, number, currency, from_date, to_date,
                                opening_minor, closing_minor, line_count, warnings, command_id, bank_account_id)
    SELECT organization_id, new_identifier(), new_identifier(), 1, 'final', posting_date::text, 'EUR', posting_date,
           posting_date, 0, 0, count(*), '[]', {_COMMAND}, {_BANK}
    FROM {_RECEIPTS} GROUP BY organization_id, posting_date
    """,
    f"""
    INSERT INTO bank_line (organization_id, id, key, position, booked_date, value_date, amount_minor, currency,
                           party_name, party_account, party_bank, text, structured, documents, end_to_end_id,
                           mandate_id, bank_reference, batch_id, code, note, return_reason, charges_minor, is_reversal,
                           parts, statement_id, bank_account_id)
    SELECT item.organization_id, item.id, item.id::text, row_number() OVER (PARTITION BY item.posting_date),
           item.posting_date, item.posting_date, item.amount_minor, item.currency, customer.name,
           'DE89370400440532013000', '', 'Payment ' || item.document_number, '[]', '[]', '', '', '', '', 'PMNT', '', '',
           NULL, false, '[]', statement.id, statement.bank_account_id
    FROM (SELECT * FROM {_RECEIPTS}) AS item
    JOIN customer ON customer.organization_id = item.organization_id AND customer.id = item.customer_id
    JOIN bank_statement statement
      ON statement.organization_id = item.organization_id AND statement.to_date = item.posting_date
    """,
    f"""
    INSERT INTO line_to_do (organization_id, id, booked_date, amount_minor, currency, words, is_matched, found,
                            probability, is_held, note, line_id, bank_account_id)
    SELECT organization_id, id, booked_date, amount_minor, currency, ARRAY[text], true, 1,
           CASE WHEN substr(id::text, 34, 1) < '8' THEN 0.8 ELSE 0.4 END, substr(id::text, 34, 1) = '0', '', id,
           bank_account_id
    FROM bank_line WHERE organization_id = %(organization)s AND {_TO_DO}
    """,
    f"""
    INSERT INTO line_posting (organization_id, id, kind, is_by_itself, probability, rank, evidence, posted_at,
                              undone_reason, command_id, line_id)
    SELECT organization_id, id, 'receipt', true, 0.999, 1, '[]', booked_date, '', {_COMMAND}, id
    FROM bank_line WHERE organization_id = %(organization)s AND NOT {_TO_DO}
    """,
    # Without figures of the tables just filled, a join of them goes row by row.
    "ANALYZE payment, bank_line, line_posting",
    """
    INSERT INTO line_split (organization_id, id, number, amount_minor, posting_id, payment_id, customer_id)
    SELECT posting.organization_id, posting.id, 1, line.amount_minor, posting.id, payment.id, payment.customer_id
    FROM line_posting posting
    JOIN bank_line line ON line.organization_id = posting.organization_id AND line.id = posting.line_id
    JOIN payment ON payment.organization_id = posting.organization_id AND payment.item_id = posting.line_id
    WHERE posting.organization_id = %(organization)s
    """,
    f"""
    INSERT INTO remittance (organization_id, id, file_id, position, key, place, payer_name, payer_number, payer_account,
                            reference, normal_reference, amount_minor, currency, paid_date, received_at, warnings,
                            command_id, state, line_id, withdrawn_reason)
    SELECT organization_id, id, new_identifier(), 1, id::text, 'line 1', party_name, '', '', text,
           upper(replace(text, ' ', '')), amount_minor, currency, booked_date, booked_date, '[]', {_COMMAND},
           CASE WHEN {_TO_DO} THEN 'waiting' ELSE 'linked' END, CASE WHEN NOT {_TO_DO} THEN id END, ''
    FROM bank_line WHERE organization_id = %(organization)s AND substr(id::text, 33, 1) < '8'
    """,
    """
    INSERT INTO remittance_line (organization_id, id, position, document_number, amount_minor, reason, reason_code,
                                 purchase_order, remittance_id)
    SELECT organization_id, id, 1, reference, amount_minor, '', '', '', id
    FROM remittance WHERE organization_id = %(organization)s
    """,
    f"""
    INSERT INTO mandate (organization_id, id, scheme, use, reference, debtor_name, debtor_iban, debtor_bic,
                         debtor_street, debtor_postal_code, debtor_town, debtor_country, state, state_reason, signed_on,
                         signed_how, last_collected_on, created_at, command_id, customer_id, legal_entity_id)
    SELECT organization_id, id, 'core', 'recurrent', 'M-' || number, name, 'DE89370400440532013000', '', '', '', '',
           'DE', 'active', '', date '2025-01-01', 'paper', date '2026-09-01', date '2025-01-01', {_COMMAND}, id,
           {_ENTITY}
    FROM customer WHERE organization_id = %(organization)s AND substr(id::text, 36, 1) < '4'
    """,
    f"""
    INSERT INTO debit_batch (organization_id, id, number, scheme, sequence_type, collection_date, is_batch_booked,
                             state, message_id, submitted_at, file_id, command_id, legal_entity_id, bank_account_id)
    SELECT %(organization)s, new_identifier(), 'DD-' || n, 'core', 'RCUR', date '2025-01-01' + n, true, 'submitted',
           'MSG-' || n, date '2025-01-01' + n, new_identifier(), {_COMMAND}, {_ENTITY}, {_BANK}
    FROM generate_series(1, 500) AS n
    """,
    # Two in sixteen of the debts of those with a mandate were taken or tried.
    "ANALYZE mandate, debit_batch",
    f"""
    INSERT INTO debit (organization_id, id, end_to_end_id, amount_minor, text, attempt, notice_days, state, ended_on,
                       reason, reason_text, fee_minor, decision, command_id, batch_id, mandate_id, customer_id)
    SELECT item.organization_id, item.id, 'E2E-' || item.id, item.amount_minor, item.document_number, 1, 14,
           CASE WHEN came_back THEN 'rejected' ELSE 'submitted' END, CASE WHEN came_back THEN item.due_date END,
           CASE WHEN came_back THEN 'AM04' ELSE '' END, '', 0, CASE WHEN came_back THEN 'contact' ELSE '' END,
           {_COMMAND}, batch.id, mandate.id, mandate.customer_id
    FROM (SELECT *, substr(id::text, 35, 1) < '4' AS came_back FROM {_DEBTS} IN ('2', '3')) AS item
    JOIN mandate ON mandate.organization_id = item.organization_id AND mandate.customer_id = item.customer_id
    JOIN debit_batch batch ON batch.organization_id = item.organization_id
     AND batch.number = 'DD-' || 1 + ('x' || substr(item.id::text, 30, 4))::bit(16)::int %% 500
    """,
    """
    INSERT INTO debit_item (organization_id, id, amount_minor, is_live, debit_id, item_id)
    SELECT organization_id, id, amount_minor, state = 'submitted', id, id
    FROM debit WHERE organization_id = %(organization)s
    """,
    """
    INSERT INTO refund_request (organization_id, id, amount_minor, reason, state, requested_by, requested_at,
                                decided_by, decided_at, decided_because, item_id)
    SELECT organization_id, id, amount_minor, '',
           CASE WHEN asked THEN 'requested' ELSE 'approved' END, 'person:bench', posting_date,
           CASE WHEN asked THEN '' ELSE 'person:other' END, CASE WHEN NOT asked THEN posting_date END, '', id
    FROM (SELECT *, substr(id::text, 35, 1) < '4' AS asked FROM open_item
          WHERE organization_id = %(organization)s AND kind = 'payment' AND substr(id::text, 36, 1) > 'd') AS credit
    """,
    f"""
    INSERT INTO gateway_account (organization_id, id, kind, secrets, is_connected, connected_at, command_id,
                                 legal_entity_id)
    VALUES (%(organization)s, new_identifier(), 'test', '', true, date '2025-01-01', {_COMMAND}, {_ENTITY})
    """,
    f"""
    INSERT INTO payment_request (organization_id, id, currency, state, round, link_number, is_automatic, requested_at,
                                 expires_at, command_id, customer_id, legal_entity_id)
    SELECT organization_id, id, currency, CASE WHEN open_minor > 0 THEN 'open' ELSE 'paid' END, 1, 1, false,
           document_date, document_date + 90, {_COMMAND}, customer_id, legal_entity_id
    FROM {_DEBTS} IN ('4', '5')
    """,
    """
    INSERT INTO requested_item (organization_id, id, request_id, item_id)
    SELECT organization_id, id, id, id FROM payment_request WHERE organization_id = %(organization)s
    """,
    "ANALYZE payment_request",
    f"""
    INSERT INTO payment_attempt (organization_id, id, round, amount_minor, currency, state, consent, gateway_id,
                                 payment_ref, reason, code, settles, refunded_minor, disputed_minor, disputes, began_at,
                                 ended_at, command_id, request_id, customer_id, account_id)
    SELECT item.organization_id, item.id, 1, item.amount_minor, item.currency, 'failed', '', 'gw-' || item.id, NULL,
           'insufficient_funds', '', false, 0, 0, 0, item.document_date, item.document_date, {_COMMAND}, item.id,
           item.customer_id, {_GATEWAY}
    FROM open_item item
    JOIN payment_request request ON request.organization_id = item.organization_id AND request.id = item.id
    WHERE item.organization_id = %(organization)s
    """,
    f"""
    INSERT INTO payout (organization_id, id, gateway_id, amount_minor, fee_minor, currency, arrival_date, arrived_date,
                        recorded_at, command_id, account_id)
    SELECT %(organization)s, new_identifier(), 'po-' || n, 100 * n, 3, 'EUR', date '2020-01-01' + n %% 2400,
           CASE WHEN n %% 10 > 0 THEN date '2020-01-01' + n %% 2400 END, date '2020-01-01' + n %% 2400, {_COMMAND},
           {_GATEWAY}
    FROM generate_series(1, 20000) AS n
    """,
)
