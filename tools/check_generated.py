"""Check that what is generated from the code is current: migrations, pages, styles, words; or write it anew."""

import os
import subprocess
import sys
import tempfile

APPS = (
    "foundation", "organizations", "customers", "documents", "ledger", "messaging", "receivables", "importing",
    "invoicing", "payments", "disputes", "cash_application", "collections", "direct_debits", "gateways", "unclaimed",
    "webhooks", "console", "signing_in",
)  # fmt: skip
MIGRATIONS = [sys.executable, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run", *APPS]
PERMISSIONS = [sys.executable, "-m", "openbill.wiring.permission_matrix"]
ERRORS = [sys.executable, "-m", "openbill.api.error_page"]
STYLES = [sys.executable, "tools/build_styles.py"]
MESSAGES = [sys.executable, "tools/build_messages.py"]


def main(arguments: list[str]) -> int:
    """0 where everything is current, or was written."""
    is_writing = "--write" in arguments
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "OPENBILL_HOME": home, "DJANGO_SETTINGS_MODULE": "openbill.project.settings"}
        written = [PERMISSIONS, ERRORS, STYLES, MESSAGES]
        checks = [MIGRATIONS, *(made if is_writing else [*made, "--check"] for made in written)]
        codes = [subprocess.run(command, env=environment).returncode for command in checks]  # noqa: S603
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
