"""Bank accounts: whether whoever reminds can say where to pay."""

from collections.abc import Iterator
from shlex import quote

from openbill.cli.doctoring.line import Line, ok, warn
from openbill.cli.entities_without_account import entities_without_account
from openbill.cli.output import shown


def check_accounts() -> Iterator[Line]:
    """Whether every legal entity that asks for money has a bank account, and which have none."""
    missing = entities_without_account()
    for organization, code, name in missing:
        yield warn(
            shown(f"{organization}: {name} has no bank account; its reminders do not say where to pay."),
            f"Run: openbill add-bank-account --iban IBAN --legal-entity {quote(shown(code))}"
            f" --organization {quote(shown(organization))}",
        )
    if not missing:
        yield ok("Whoever asks for money has a bank account.")
