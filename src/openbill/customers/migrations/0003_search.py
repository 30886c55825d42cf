"""Finding customers by parts of their names and by names that are written wrongly."""

from django.db import migrations, models

from openbill.foundation.tenancy.operations import (
    ORGANIZATION_IN_FORCE,
    SALESPERSON_IN_FORCE,
    RunStatement,
    flatten,
)

REFUSE_A_SERVER_WITHOUT_EXTENSIONS = """
DO $$
DECLARE
    missing text;
BEGIN
    SELECT string_agg(wanted, ' and ') INTO missing FROM unnest(ARRAY['pg_trgm', 'btree_gin']) AS wanted
    WHERE wanted NOT IN (SELECT name FROM pg_available_extensions);
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION 'The server has no %, which finding customers needs.', missing
            USING HINT = 'Install the contributed modules of PostgreSQL on the server (in many systems the package '
                         'postgresql-contrib), then migrate again.';
    END IF;
END $$
"""

# What sounds alike becomes the same: Meier and Maier, Mueller and Muller, Schmidt and Schmitt.
SPELLING_OF = """
CREATE FUNCTION spelling_of(search_name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(search_name,
        'ae', 'a'), 'oe', 'o'), 'ue', 'u'), 'y', 'i'), 'ai', 'ei'), 'ph', 'f'), 'sch', 'sh'), 'ck', 'k'), 'c', 'k'),
        'th', 't'), 'dt', 't'),
    '(.)\\1+', '\\1', 'g')
"""

# What a name begins with: banks cut names off at the end.
BEGINNING_OF = """
CREATE FUNCTION beginning_of(search_name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN left(spelling_of(search_name), 6)
"""

# What a number is compared by: its letters and digits, in capitals.
NORMAL_NUMBER = """
CREATE FUNCTION normal_number(number text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN upper(regexp_replace(number, '[^A-Za-z0-9]+', '', 'g') COLLATE "C")
"""

# The operators of pg_trgm and LIKE might tell about rows in their errors, so under row-level security they meet no
# index. These functions may: they run as the owner, and read whose rows are in force where the policies read it,
# never from whoever calls. What they answer is looked up in `customer` under its policies all the same.
IN_FORCE = f"""organization_id = {ORGANIZATION_IN_FORCE}
          AND ({SALESPERSON_IN_FORCE} IS NULL OR salesperson_id = {SALESPERSON_IN_FORCE})"""

# Executed as text, so that it is planned for the very words: a prefix meets an index only if it is known, and what a
# third of all names hold is found soonest along the names. Best first: the very number, the very name, a number that
# begins so, a name that begins so, the others by name; each kind by itself, so that no more are sorted than wanted.
IS_NUMBER = "lower(number) = $1"
IS_NAME = "(search_name = $2 OR lower(name) = $1)"
NUMBER_BEGINS = "lower(number) LIKE $3"
NAME_BEGINS = "search_name LIKE $4"
IN_NAME = "(search_name LIKE ANY ($5) OR lower(name) LIKE $6)"


def called_so(rank: int, condition: str, *better: str) -> str:
    """Those of a rank whom no better condition has found already."""
    others = "".join(f" AND ({each}) IS NOT TRUE" for each in better)
    return f"""(
            SELECT id, {rank} AS rank, lower(name) AS called, number FROM public.customer
            WHERE {IN_FORCE} AND {condition}{others}
            ORDER BY lower(name), number LIMIT $7
        )"""


RANKED = " UNION ALL ".join(
    (
        called_so(1, IS_NUMBER),
        called_so(2, IS_NAME, IS_NUMBER),
        called_so(3, NUMBER_BEGINS, IS_NUMBER, IS_NAME),
        called_so(4, NAME_BEGINS, NUMBER_BEGINS, IS_NAME),
        called_so(5, IN_NAME, NUMBER_BEGINS, NAME_BEGINS, IS_NAME),
    )
)

CUSTOMERS_NAMED = f"""
CREATE FUNCTION customers_named(
    wanted text, wanted_name text, number_start text, name_start text, in_name text[], in_written_name text, most integer)
RETURNS TABLE (customer_id uuid, rank integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE $statement$
        SELECT id, rank FROM ({RANKED}) AS ranked
        ORDER BY rank, called, number
        LIMIT $7
    $statement$
    USING lower(wanted), wanted_name, lower(number_start), name_start, in_name, lower(in_written_name), most;
END
$$
"""

# Without an order, so that the first one that is met will do.
IS_ANYBODY_NAMED = f"""
CREATE FUNCTION is_anybody_named(
    wanted text, wanted_name text, number_start text, name_start text, in_name text[], in_written_name text)
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found_one boolean;
BEGIN
    EXECUTE $statement$
        SELECT EXISTS (SELECT FROM public.customer
                       WHERE {IN_FORCE} AND ({IS_NAME} OR {NUMBER_BEGINS} OR {NAME_BEGINS} OR {IN_NAME}))
    $statement$
    INTO found_one USING lower(wanted), wanted_name, lower(number_start), name_start, in_name, lower(in_written_name);
    RETURN found_one;
END
$$
"""

# The two longest words must have something in common with the name each by itself: few names have, so few are compared.
CUSTOMERS_SPELLED_LIKE = f"""
CREATE FUNCTION customers_spelled_like(wanted text, most integer)
RETURNS TABLE (customer_id uuid, wanted_spelling text, spelling text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    words text[];
BEGIN
    PERFORM set_config('pg_trgm.word_similarity_threshold', '0.3', true);
    words := ARRAY(SELECT word FROM regexp_split_to_table(spelling_of(wanted), ' ') AS word
                   ORDER BY length(word) DESC LIMIT 2);
    RETURN QUERY EXECUTE $statement$
        SELECT id, $1, search_spelling FROM public.customer
        WHERE {IN_FORCE}
          AND $2 OPERATOR(public.<%) search_spelling
          AND ($3 IS NULL OR $3 OPERATOR(public.<%) search_spelling)
        ORDER BY word_similarity($1, search_spelling) DESC, id
        LIMIT $4
    $statement$ USING spelling_of(wanted), words[1], CASE WHEN length(words[2]) > 3 THEN words[2] END, most;
END
$$
"""

NAMED = "customers_named(text, text, text, text, text[], text, integer)"
IS_NAMED = "is_anybody_named(text, text, text, text, text[], text)"
FUNCTIONS = (NAMED, IS_NAMED, "customers_spelled_like(text, integer)")

_BEFORE = flatten(
    RunStatement(REFUSE_A_SERVER_WITHOUT_EXTENSIONS, "SELECT 1"),
    RunStatement("CREATE EXTENSION IF NOT EXISTS pg_trgm", "DROP EXTENSION pg_trgm"),
    RunStatement("CREATE EXTENSION IF NOT EXISTS btree_gin", "DROP EXTENSION btree_gin"),
    RunStatement(SPELLING_OF, "DROP FUNCTION spelling_of(text)"),
    RunStatement(BEGINNING_OF, "DROP FUNCTION beginning_of(text)"),
    RunStatement(NORMAL_NUMBER, "DROP FUNCTION normal_number(text)"),
)

_AFTER = flatten(
    RunStatement(
        "CREATE INDEX customer_in_name ON customer USING gin"
        " (organization_id, search_name gin_trgm_ops, lower(name) gin_trgm_ops,"
        " search_spelling gin_trgm_ops)",
        "DROP INDEX customer_in_name",
    ),
    RunStatement(
        "CREATE INDEX customer_number_start ON customer (organization_id, lower(number) text_pattern_ops)",
        "DROP INDEX customer_number_start",
    ),
    # Along which the list of customers is walked, and what many names hold is found.
    RunStatement(
        "CREATE INDEX customer_list ON customer (organization_id, lower(name), number)",
        "DROP INDEX customer_list",
    ),
    RunStatement(CUSTOMERS_NAMED, f"DROP FUNCTION {NAMED}"),
    RunStatement(IS_ANYBODY_NAMED, f"DROP FUNCTION {IS_NAMED}"),
    RunStatement(CUSTOMERS_SPELLED_LIKE, "DROP FUNCTION customers_spelled_like(text, integer)"),
    *(RunStatement(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC", "SELECT 1") for function in FUNCTIONS),
    *(
        RunStatement(f"GRANT EXECUTE ON FUNCTION {function} TO {{app}}, {{own_customers}}", "SELECT 1")
        for function in FUNCTIONS
    ),
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_guards")]

    operations = [
        *_BEFORE,
        migrations.AddField(
            "customer",
            "search_spelling",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func("search_name", function="spelling_of"),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddField(
            "customer",
            "search_beginning",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func("search_name", function="beginning_of"),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            "customer", models.Index(fields=["organization_id", "search_beginning"], name="customer_beginning")
        ),
        migrations.AddField(
            "customer",
            "normal_number",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func("number", function="normal_number"),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            "customer", models.Index(fields=["organization_id", "normal_number"], name="customer_normal_number")
        ),
        *_AFTER,
    ]
