"""Run the database part of the suite once more, on Debian's PostgreSQL 15 where it is installed."""

import subprocess
import sys
from pathlib import Path

from openbill.foundation.embedded_postgres import installed_postgres

DATABASE_PART = [
    "src/openbill/foundation/tests",
    "src/openbill/organizations",
    "src/openbill/customers",
    "src/openbill/ledger",
    "src/openbill/receivables",
    "src/openbill/invoicing",
    "src/openbill/payments",
    "src/openbill/disputes",
    "src/openbill/collections",
    "src/openbill/documents/tests/test_keep_files.py",
    "src/openbill/messaging",
    "src/openbill/importing/tests/test_import_snapshot.py",
    "tests/scenarios",
    "tests/conformance/test_erpnext_cases.py",
    "tests/conformance/test_import_late_payment.py",
    "tests/invariants/test_tenants.py",
    "tests/invariants/test_known_at.py",
    "tests/invariants/test_verify_names_what_is_broken.py",
]

ASK_NO_DATABASE = [
    "src/openbill/*/tests/test_policy_*.py",
    "src/openbill/*/tests/test_policies.py",
    "src/openbill/foundation/tests/test_configuration.py",
    "src/openbill/foundation/tests/test_secrets.py",
    "src/openbill/messaging/tests/test_mail_settings.py",
    "src/openbill/messaging/tests/test_smtp_*.py",
]

ASK_NOTHING_ELSE = [
    # Half of the time, and no statement of ours that the rest of the part does not send as well, but for a few that
    # Django writes from models: counted by the texts of all statements, test by test.
    "src/openbill/foundation/tests/test_begin_again.py",
    "src/openbill/organizations/tests/test_names_in_plain_text.py",
    "src/openbill/invoicing/tests/test_credit_by_tax_code.py",
    "src/openbill/invoicing/tests/test_credit_the_rest.py",
    "src/openbill/invoicing/tests/test_odd_numbers.py",
    "src/openbill/collections/tests/test_judge_promises.py",
    "src/openbill/collections/tests/test_long_reminders.py",
    "src/openbill/collections/tests/test_one_account.py",
    "src/openbill/collections/tests/test_reminder_letters.py",
    "src/openbill/collections/tests/test_run_day.py",
    "src/openbill/messaging/tests/test_compose_messages.py",
    "src/openbill/messaging/tests/test_lost_connections.py",
    "src/openbill/messaging/tests/test_send_messages.py",
    "src/openbill/messaging/tests/test_senders_at_once.py",
    "src/openbill/messaging/tests/test_senders_that_die.py",
    "tests/scenarios/test_discounts.py",
    "tests/scenarios/test_discounts_applied_later.py",
    "tests/scenarios/test_foreign_currency.py",
    "tests/scenarios/test_invoice_to_cash.py",
    "tests/scenarios/test_kept_no_more.py",
    "tests/scenarios/test_promises_and_disputes.py",
    "tests/scenarios/test_settling.py",
    "tests/scenarios/test_two_currencies.py",
]

ROOT = Path(__file__).parents[1]


def main() -> int:
    """0 where the tests pass, or where PostgreSQL 15 is not there, which is said."""
    if installed_postgres(15) is None:
        print(
            "\nNOT RUN: the database part on PostgreSQL 15, which is not installed here.\n"
            "Install it with: sudo apt-get install postgresql-15"
        )
        return 0
    print("\nThe database part once more, on PostgreSQL 15:", flush=True)
    left_out = [f"--ignore={path}" for pattern in (*ASK_NO_DATABASE, *ASK_NOTHING_ELSE) for path in found(pattern)]
    words = [sys.executable, "-m", "pytest", "-n", "2", "--postgres", "15", *left_out, *DATABASE_PART]
    return subprocess.run(words).returncode  # noqa: S603


def found(pattern: str) -> list[Path]:
    """The files of a pattern, of which there must be some: a file that was renamed is looked for in vain."""
    files = sorted(ROOT.glob(pattern))
    if not files:
        sys.exit(f"There is no {pattern}: name what took its place in {Path(__file__).name}.")
    return files


if __name__ == "__main__":
    sys.exit(main())
