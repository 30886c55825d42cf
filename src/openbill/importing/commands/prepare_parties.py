"""Find out which customers the rows of a file belong to."""

from uuid import UUID

from django.db import connection

# Only ISO 3166 letters; other systems' country numbers are not ours to guess.
_COUNTRY = "coalesce(max(upper(country)) FILTER (WHERE country ~ '^[A-Za-z]{2}$'), '')"


def prepare_parties(organization_id: UUID, table: str) -> None:
    """Fill the temporary table imported_party: each customer that staged rows name, known or new.

    A row names its customer by number, else by name. A number finds the customer of that number; a name alone
    the one customer of that name. Who was merged into another is found under the surviving one. A customer
    that is not found keeps an empty customer_id, and the number under which it will be created. `key_number`
    stands for the customer in natural keys, however a file spells the name. `is_named` says whether the file
    gives a name.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.imported_party")
        cursor.execute(
            f"""
            CREATE TEMPORARY TABLE imported_party AS
            SELECT party.party, party.number, party.name, party.is_named, party.country, party.email,
                   coalesce(by_number.number, by_name.number, party.number) AS key_number,
                   coalesce(by_number.merged_into_id, by_number.id, by_name.merged_into_id, by_name.id) AS customer_id
            FROM (
                SELECT coalesce(customer_number, customer_name) AS party, max(customer_number) AS customer_number,
                       coalesce(max(customer_number), max(customer_name)) AS number,
                       coalesce(max(customer_name), max(customer_number)) AS name,
                       max(customer_name) IS NOT NULL AS is_named,
                       {_COUNTRY if table != "imported_payment" else "''"} AS country,
                       {"coalesce(max(email), '')" if table != "imported_payment" else "''"} AS email
                FROM {table}
                WHERE coalesce(customer_number, customer_name) IS NOT NULL
                GROUP BY coalesce(customer_number, customer_name)
            ) AS party
            LEFT JOIN customer by_number
              ON by_number.organization_id = %(organization)s AND by_number.number = party.number
            LEFT JOIN (
                SELECT lower(name) AS name, min(id::text)::uuid AS id,
                       min(merged_into_id::text)::uuid AS merged_into_id, min(number) AS number
                FROM customer WHERE organization_id = %(organization)s
                GROUP BY lower(name) HAVING count(*) = 1
            ) AS by_name ON party.customer_number IS NULL AND by_name.name = lower(party.name)
            """,
            {"organization": organization_id},
        )
        cursor.execute("CREATE INDEX ON imported_party (party)")
        cursor.execute("ANALYZE imported_party")


def forget_idle_parties(prepared: str) -> None:
    """Drop the unknown customers of whom nothing is to be brought in, as all their rows are refused."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            DELETE FROM imported_party WHERE customer_id IS NULL AND NOT EXISTS (
                SELECT FROM {prepared} AS row WHERE row.party = imported_party.party AND row.chunk IS NOT NULL)
            """
        )
