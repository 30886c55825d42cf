"""The payments that a bank line is made of, as SQL."""

PARTS_OF_NOTICES = """CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(part.told ORDER BY notice.id, part.place), '[]') AS parts
    FROM bank_line notice
    JOIN bank_statement of_notice ON of_notice.organization_id = notice.organization_id
                                 AND of_notice.id = notice.statement_id AND of_notice.kind = 'notice'
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE WHEN jsonb_array_length(notice.parts) > 0 THEN notice.parts ELSE jsonb_build_array(to_jsonb(notice)) END
    ) WITH ORDINALITY AS part (told, place)
    WHERE notice.organization_id = line.organization_id AND notice.bank_account_id = line.bank_account_id
      AND notice.bank_reference = line.bank_reference AND line.bank_reference <> ''
) AS noticed"""
"""What notices of the account tell under the reference of the bank that a `line` has; many banks book one sum, and say
in a notice (camt.054) alone what it is made of."""

PARTS_OF_LINE = "CASE WHEN jsonb_array_length(line.parts) > 0 THEN line.parts ELSE noticed.parts END"
"""What a `line` tells itself counts, else what notices tell."""
