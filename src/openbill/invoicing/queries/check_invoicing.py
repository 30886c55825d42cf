"""Proof that issued documents are what they say and what is owed: the invoicing part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "issued_documents_add_up": """
        SELECT format('Lines %%s less discount %%s, net %%s; taxes %%s on %%s, tax %%s.', lines.net_minor,
                      invoice.discount_minor, invoice.net_minor, taxes.tax_minor, taxes.base_minor, invoice.tax_minor),
               format('document %%s', invoice.number)
        FROM invoice
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(net_minor), 0) AS net_minor FROM invoice_line
            WHERE organization_id = invoice.organization_id AND invoice_id = invoice.id
        ) AS lines
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(base_minor), 0) AS base_minor, coalesce(sum(tax_minor), 0) AS tax_minor
            FROM invoice_tax WHERE organization_id = invoice.organization_id AND invoice_id = invoice.id
        ) AS taxes
        WHERE invoice.organization_id = %(organization)s AND invoice.state = 'issued'
          AND (lines.net_minor - invoice.discount_minor <> invoice.net_minor
               OR taxes.base_minor <> invoice.net_minor OR taxes.tax_minor <> invoice.tax_minor)
    """,
    "issued_documents_are_their_open_items": """
        SELECT format('The document comes to %%s, its open items to %%s.', invoice.gross_minor, items.amount_minor),
               format('document %%s', invoice.number)
        FROM invoice
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(CASE item.side WHEN 'debit' THEN item.amount_minor ELSE -item.amount_minor END), 0)
                   * CASE invoice.kind WHEN 'credit_note' THEN -1 ELSE 1 END AS amount_minor,
                   bool_and(item.customer_id = invoice.customer_id AND item.currency = invoice.currency
                            AND item.legal_entity_id = invoice.legal_entity_id) AS is_of_it
            FROM invoice_item part
            JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
            WHERE part.organization_id = invoice.organization_id AND part.invoice_id = invoice.id
        ) AS items
        WHERE invoice.organization_id = %(organization)s AND invoice.state = 'issued'
          AND (items.amount_minor <> invoice.gross_minor OR NOT coalesce(items.is_of_it, true))
    """,
    "documents_are_given_back_once": """
        SELECT format('It comes to %%s; %%s was credited, %%s discounted or written off.', invoice.gross_minor,
                      credited.minor, given_up.minor),
               format('document %%s', invoice.number)
        FROM invoice
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(correction.gross_minor), 0) AS minor FROM invoice correction
            WHERE correction.organization_id = invoice.organization_id AND correction.corrects_id = invoice.id
              AND correction.kind = 'credit_note' AND correction.state = 'issued'
        ) AS credited
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(use.amount_minor), 0) AS minor
            FROM invoice_item part
            JOIN allocation use ON use.organization_id = part.organization_id AND use.debit_item_id = part.item_id
            JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
            WHERE part.organization_id = invoice.organization_id AND part.invoice_id = invoice.id
              AND credit.kind IN ('discount', 'bank_charge', 'small_difference', 'write_off')
        ) AS given_up
        WHERE invoice.organization_id = %(organization)s AND invoice.state = 'issued' AND credited.minor > 0
          AND credited.minor + given_up.minor > invoice.gross_minor
    """,
    "taxes_are_given_back_once": """
        SELECT format('At %%s it charged %%s and %%s tax; credited were %%s and %%s tax.', code.code,
                      coalesce(charged.base_minor, 0), coalesce(charged.tax_minor, 0), credited.base_minor,
                      credited.tax_minor),
               format('document %%s', invoice.number)
        FROM (
            SELECT correction.corrects_id, tax.tax_code_id, sum(tax.base_minor) AS base_minor,
                   sum(tax.tax_minor) AS tax_minor
            FROM invoice correction
            JOIN invoice_tax tax
              ON tax.organization_id = correction.organization_id AND tax.invoice_id = correction.id
            WHERE correction.organization_id = %(organization)s AND correction.kind = 'credit_note'
              AND correction.state = 'issued' AND correction.corrects_id IS NOT NULL
            GROUP BY correction.corrects_id, tax.tax_code_id
        ) AS credited
        JOIN invoice ON invoice.organization_id = %(organization)s AND invoice.id = credited.corrects_id
        JOIN tax_code code ON code.organization_id = %(organization)s AND code.id = credited.tax_code_id
        LEFT JOIN invoice_tax charged ON charged.organization_id = %(organization)s
         AND charged.invoice_id = invoice.id AND charged.tax_code_id = credited.tax_code_id
        WHERE credited.base_minor NOT BETWEEN SYMMETRIC 0 AND coalesce(charged.base_minor, 0)
           OR credited.tax_minor NOT BETWEEN SYMMETRIC 0 AND coalesce(charged.tax_minor, 0)
    """,
    "documents_are_numbered_without_gaps": """
        SELECT format('%%s numbers were taken, %%s stand on documents.', taken.count, used.count),
               format('series %%s', taken.series)
        FROM (
            SELECT DISTINCT invoice.legal_entity_id, series.series, series.next_number - series.first_number AS count
            FROM invoice
            JOIN number_series series ON series.organization_id = invoice.organization_id
             AND series.legal_entity_id = invoice.legal_entity_id
             AND invoice.number ~ ('^' || series.series || '-[0-9]+$')
            WHERE invoice.organization_id = %(organization)s AND invoice.state = 'issued'
        ) AS taken
        CROSS JOIN LATERAL (
            SELECT count(DISTINCT number) FROM (
                SELECT number FROM invoice
                WHERE organization_id = %(organization)s AND legal_entity_id = taken.legal_entity_id
                UNION
                SELECT document_number FROM open_item
                WHERE organization_id = %(organization)s AND legal_entity_id = taken.legal_entity_id
            ) AS used (number)
            WHERE number ~ ('^' || taken.series || '-[0-9]+$')
        ) AS used
        WHERE used.count < taken.count
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold."""


def check_invoicing() -> Iterator[Finding]:
    """Every issued document of the organization in force that does not add up, is not what is owed, or left a gap."""
    return prove(INVARIANTS)
