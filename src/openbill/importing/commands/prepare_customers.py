"""Compare staged customers with those that are known."""

from uuid import UUID

from django.db import connection


def prepare_customers(organization_id: UUID, *, chunk_rows: int) -> None:
    """Fill the temporary table prepared_customer from the staged rows.

    The first row of a number describes the customer, each row may bring a contact. `status` is new, known (also
    where the row changes something), or the reason for a refusal: parent_unknown, where neither the books nor
    the file have the parent. Customers come in chunks, in the order of the file.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.prepared_customer")
        cursor.execute(
            """
            CREATE TEMPORARY TABLE prepared_customer AS
            WITH numbered AS (
                SELECT row.*, coalesce(customer_number, customer_name) AS number,
                       row_number() OVER (PARTITION BY coalesce(customer_number, customer_name) ORDER BY line)
                           AS position,
                       min(line) OVER (PARTITION BY coalesce(customer_number, customer_name)) AS first_line
                FROM imported_customer AS row
            )
            SELECT numbered.*, known.id AS known_id,
                   CASE WHEN numbered.parent_number IS NOT NULL AND parent.id IS NULL AND NOT EXISTS (
                            SELECT FROM numbered other WHERE other.number = numbered.parent_number)
                        THEN 'parent_unknown'
                        WHEN known.id IS NULL THEN 'new' ELSE 'known' END AS status,
                   ((dense_rank() OVER (ORDER BY first_line) - 1) / %(chunk_rows)s)::int AS chunk
            FROM numbered
            LEFT JOIN customer known
              ON known.organization_id = %(organization)s AND known.number = numbered.number
            LEFT JOIN customer parent
              ON parent.organization_id = %(organization)s AND parent.number = numbered.parent_number
            """,
            {"organization": organization_id, "chunk_rows": chunk_rows},
        )
        cursor.execute("CREATE INDEX ON prepared_customer (chunk)")
        cursor.execute("ANALYZE prepared_customer")
