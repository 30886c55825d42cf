"""The tables of the ledger."""

from openbill.ledger.models.account import Account
from openbill.ledger.models.account_movement import AccountMovement
from openbill.ledger.models.exchange_rate import ExchangeRate
from openbill.ledger.models.gl_export import AccountMapping, GlExportBatch, GlExportedEntry, GlExportLabel
from openbill.ledger.models.journal_entry import JournalEntry, JournalLine
from openbill.ledger.models.period import Period

__all__ = [
    "Account",
    "AccountMapping",
    "AccountMovement",
    "ExchangeRate",
    "GlExportBatch",
    "GlExportLabel",
    "GlExportedEntry",
    "JournalEntry",
    "JournalLine",
    "Period",
]
