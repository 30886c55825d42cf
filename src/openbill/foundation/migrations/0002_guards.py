"""Guards of the log, the events and the counters; grants for the queue."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    flatten,
    forbid_change,
    forbid_truncate,
    guard_tenant_table,
)

NEW_IDENTIFIER = """
CREATE FUNCTION new_identifier() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN encode(
    set_bit(set_bit(
        overlay(
            uuid_send(gen_random_uuid())
            PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6
        ), 52, 1), 53, 1), 'hex')::uuid
"""

# A sum of amounts that stays a bigint. The database's own makes a numeric of it, whose state is four times as large
# for each group, and which every report would have to cast back; both refuse what is too large to hold.
SUM_MINOR = """
CREATE AGGREGATE sum_minor(bigint) (
    SFUNC = int8pl, STYPE = bigint, INITCOND = '0', COMBINEFUNC = int8pl, PARALLEL = SAFE
)
"""

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or removed.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END
$$
"""

GUARD_COMMAND_LOG = """
CREATE FUNCTION guard_command_log() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    finishing CONSTANT text[] := ARRAY['nested', 'result', 'is_finished'];
    sealing CONSTANT text[] := ARRAY['sequence', 'sealed_at', 'previous_hash', 'hash'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NOT OLD.is_finished AND NEW.is_finished
           AND to_jsonb(OLD) - finishing = to_jsonb(NEW) - finishing THEN
            RETURN NEW;
        END IF;
        IF OLD.is_finished AND OLD.sequence IS NULL AND NEW.sequence IS NOT NULL
           AND to_jsonb(OLD) - sealing = to_jsonb(NEW) - sealing THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'An entry of the command log is finished once, sealed once, and never changed.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_tables"), ("procrastinate", "__latest__")]

    operations = flatten(
        RunStatement(NEW_IDENTIFIER, "DROP FUNCTION new_identifier()"),
        RunStatement(SUM_MINOR, "DROP AGGREGATE sum_minor(bigint)"),
        RunStatement(REFUSE_CHANGE, "DROP FUNCTION refuse_change()"),
        RunStatement(GUARD_COMMAND_LOG, "DROP FUNCTION guard_command_log()"),
        RunStatement(
            "CREATE TRIGGER command_log_is_guarded BEFORE UPDATE OR DELETE ON command_log"
            " FOR EACH ROW EXECUTE FUNCTION guard_command_log()",
            "DROP TRIGGER command_log_is_guarded ON command_log",
        ),
        forbid_truncate("command_log"),
        guard_tenant_table(
            "command_log",
            "SELECT",
            "INSERT",
            "UPDATE (nested, result, is_finished, sequence, sealed_at, previous_hash, hash)",
        ),
        forbid_change("event", "UPDATE", "DELETE"),
        forbid_truncate("event"),
        guard_tenant_table("event", "SELECT", "INSERT"),
        forbid_change("personal_payload", "UPDATE", "DELETE"),
        guard_tenant_table("personal_payload", "SELECT", "INSERT"),
        guard_tenant_table("subject_key", "SELECT", "INSERT", "UPDATE"),
        guard_tenant_table("number_series", "SELECT", "INSERT", "UPDATE (first_number, next_number)"),
        [
            RunStatement(statement, "")
            for role in ("{app}", "{maintenance}")
            for statement in (
                "GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events,"
                f" procrastinate_periodic_defers, procrastinate_workers TO {role}",
                "GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq,"
                f" procrastinate_periodic_defers_id_seq, procrastinate_workers_id_seq TO {role}",
                f"GRANT SELECT ON django_migrations TO {role}",
            )
        ],
    )
