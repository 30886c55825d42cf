"""The tables of cash application."""

from openbill.cash_application.models.bank_statement import BankLine, BankStatement

__all__ = ["BankLine", "BankStatement"]
