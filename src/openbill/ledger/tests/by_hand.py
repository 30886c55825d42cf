"""Entries by hand, for tests."""

from datetime import date

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.queries.journal import entry_of
from openbill.ledger.types import ManualLine

from .posting import count_of

BANK, FEES, RECEIVABLE = "1000", "6200", "1200"


def eur(code, amount):
    return ManualLine(code, "EUR", amount)


def usd(code, amount, functional):
    return ManualLine(code, "USD", amount, functional)


def post_by_hand(organization, *lines, on="2026-01-15", reason="Account fee.", **options):
    return post_manual_entry(
        legal_entity_id=organization.legal_entity_id,
        posting_date=date.fromisoformat(on),
        lines=lines,
        reason=reason,
        context=organization.context(**options),
    )


def close(organization, month):
    close_period(legal_entity_id=organization.legal_entity_id, month=month, context=organization.context())


def entry(organization, entry_id):
    with scope(organization.id):
        return entry_of(entry_id)


def lines_of(organization, entry_id):
    return [
        (posted.account_code, posted.currency, posted.amount_minor, posted.functional_minor)
        for posted in entry(organization, entry_id).lines
    ]


def assert_nothing_posted(organization):
    for table in ("journal_entry", "journal_line", "event"):
        assert count_of(organization, table) == (1 if table == "event" else 0)
