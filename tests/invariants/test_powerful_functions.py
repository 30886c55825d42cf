"""Functions that act with the owner's power cannot be led astray by whoever calls them."""

from tests.support.database import connected_as


def test_each_looks_for_its_tables_before_the_caller_could_put_his_own_there():
    with connected_as("openbill_owner") as owner:
        found = owner.execute(
            "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        ).fetchall()
    assert {name for name, _ in found} >= {
        "apply_allocations",
        "customers_named",
        "customers_spelled_like",
        "find_or_create_user",
        "is_anybody_named",
        "messages_saying",
        "refresh_statistics",
    }
    for name, settings in found:
        assert settings == ["search_path=pg_catalog, public, pg_temp"], name


def test_a_temporary_table_of_the_caller_does_not_take_the_place_of_the_users():
    with connected_as("openbill_app") as app:
        app.execute("CREATE TEMPORARY TABLE user_account (id uuid, email text, name text, password text,"
                    " is_active boolean, created_at timestamptz)")  # fmt: skip
        app.execute("GRANT ALL ON user_account TO public")
        app.execute("SELECT find_or_create_user(gen_random_uuid(), 'somebody@example.com', '', '', now())").fetchone()
        (count,) = app.execute("SELECT count(*) FROM pg_temp.user_account").fetchone() or (None,)
        app.rollback()
    assert count == 0
