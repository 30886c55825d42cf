"""The tables of cash application."""

from openbill.cash_application.models.bank_statement import BankLine, BankStatement
from openbill.cash_application.models.csv_mapping import CsvColumns
from openbill.cash_application.models.expectation import Expectation, LineClearing
from openbill.cash_application.models.line_posting import LineCreditUse, LineDispute, LinePosting, LineSplit, LineToDo
from openbill.cash_application.models.matching_rule import MatchingRule, Tolerance
from openbill.cash_application.models.payer_account import PayerAccount
from openbill.cash_application.models.reason_code import ReasonCode
from openbill.cash_application.models.remittance import Remittance, RemittanceLine

__all__ = [
    "BankLine",
    "BankStatement",
    "CsvColumns",
    "Expectation",
    "LineClearing",
    "LineCreditUse",
    "LineDispute",
    "LinePosting",
    "LineSplit",
    "LineToDo",
    "MatchingRule",
    "PayerAccount",
    "ReasonCode",
    "Remittance",
    "RemittanceLine",
    "Tolerance",
]
