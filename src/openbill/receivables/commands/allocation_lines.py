"""The lines of the entries that allocations have."""


def allocation_lines(allocations: str, *, values_alone: bool = False) -> str:
    """A relation of postings over staged allocations, with both items' control accounts and customers.

    Between the control accounts, with the exchange difference; nothing where neither account nor value moves. An
    undoing has negative amounts and so mirrors the entry, the difference on the same account as before.

    With `values_alone` the amounts were posted before, when neither item had a value: what is posted now, under an
    `entry_id` and on a `posting_date` of its own, is the value of both parts.
    """
    entry = "allocation_id AS entry_id, legal_entity_id, effective_date AS posting_date, 'allocation' AS kind"
    is_worth_an_entry = "true"
    if values_alone:
        entry = "entry_id, legal_entity_id, posting_date, 'valuation' AS kind"
        is_worth_an_entry = "(debit_functional_minor <> 0 OR credit_functional_minor <> 0)"
    return f"""(
        SELECT {entry}, allocation_id AS source_id, NULL::uuid AS reverses_id, number, account_role,
               line.customer_id, currency, {"0::bigint" if values_alone else "line.amount_minor"} AS amount_minor,
               line.functional_minor
        FROM {allocations} AS allocations
        CROSS JOIN LATERAL (
            VALUES (1::smallint, credit_control, credit_customer_id, amount_minor, credit_functional_minor),
                   (2::smallint, debit_control, debit_customer_id, -amount_minor, -debit_functional_minor),
                   (3::smallint,
                    CASE WHEN (credit_functional_minor > debit_functional_minor) = (amount_minor > 0)
                         THEN 'exchange_gain' ELSE 'exchange_loss' END,
                    NULL, 0, debit_functional_minor - credit_functional_minor)
        ) AS line (number, account_role, customer_id, amount_minor, functional_minor)
        WHERE (debit_control <> credit_control OR debit_customer_id <> credit_customer_id
               OR debit_functional_minor <> credit_functional_minor)
          AND (number < 3 OR debit_functional_minor <> credit_functional_minor)
          AND {is_worth_an_entry}
    )"""
