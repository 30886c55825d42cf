"""What the sign-in role may do: accounts, sessions, second factors and counts of attempts, and nothing of business."""

from django.db import migrations

from openbill.foundation.tenancy.operations import RunStatement, flatten

TABLES = (
    "account_emailaddress",
    "account_emailconfirmation",
    "django_content_type",
    "django_session",
    "mfa_authenticator",
    "rate_limit",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "usersessions_usersession",
)

# The table of Django's database cache: `manage.py createcachetable` makes the same.
RATE_LIMIT = """
CREATE TABLE rate_limit (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
)
"""


def for_signing_in(table: str) -> RunStatement:
    return RunStatement(
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {{sign_in}}", f"REVOKE ALL ON {table} FROM {{sign_in}}"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("organizations", "0002_guards"),
        ("sessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]

    operations = flatten(
        RunStatement(RATE_LIMIT, "DROP TABLE rate_limit"),
        RunStatement("CREATE INDEX rate_limit_expires ON rate_limit (expires)", "DROP INDEX rate_limit_expires"),
        [for_signing_in(table) for table in TABLES],
        RunStatement(
            "CREATE POLICY accounts_for_signing_in ON user_account TO {sign_in} USING (true) WITH CHECK (true)",
            "DROP POLICY accounts_for_signing_in ON user_account",
        ),
        RunStatement(
            "GRANT SELECT, UPDATE ON user_account TO {sign_in}", "REVOKE ALL ON user_account FROM {sign_in}"
        ),
    )
