"""Run the database part of the suite once more, on Debian's PostgreSQL 15 where it is installed."""

import subprocess
import sys

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
    "tests/conformance",
    "tests/invariants/test_tenants.py",
    "tests/invariants/test_known_at.py",
    "tests/invariants/test_verify_names_what_is_broken.py",
]


def main() -> int:
    """0 where the tests pass, or where PostgreSQL 15 is not there, which is said."""
    if installed_postgres(15) is None:
        print(
            "\nNOT RUN: the database part on PostgreSQL 15, which is not installed here.\n"
            "Install it with: sudo apt-get install postgresql-15"
        )
        return 0
    print("\nThe database part once more, on PostgreSQL 15:", flush=True)
    return subprocess.run([sys.executable, "-m", "pytest", "-n", "2", "--postgres", "15", *DATABASE_PART]).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
