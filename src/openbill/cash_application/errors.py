"""Why a bank file is refused."""

from openbill.primitives.errors import Refusal


class StatementCannotBeRead(Refusal):
    """{place} of {file} cannot be read: {reason}."""

    remedy = "Export the statement again from the bank; nothing of the file was kept."


class StatementIsNotRecognised(Refusal):
    """{file} is none of the known bank formats."""

    remedy = "Known are camt.052, camt.053, camt.054, MT940, MT942, BAI2 and OFX, also in a zip."


class StatementIsTruncated(Refusal):
    """{file} ends before it is complete: {reason}."""

    remedy = "Fetch it again from the bank; nothing of the file was kept."


class StatementIsTooLarge(Refusal):
    """{file} holds more than {limit}."""

    remedy = "Fetch shorter periods, in several files."


class StatementDoesNotAddUp(Refusal):
    """{place} of {file} opens with {opening}, its lines come to {lines}, and it closes with {closing}."""

    remedy = "{difference} is missing: fetch it again from the bank, and ask there if it stays so."


class ForbiddenInXml(Refusal):
    """{file} has a document type or entities in line {line}, which no bank sends and which can do harm."""

    remedy = "Fetch it again from the bank itself."


class StatementUnknown(Refusal):
    """There is no bank statement {statement_id}."""

    remedy = "Look it up in the list of statements."


class BankAccountUnknown(Refusal):
    """{place} of {file} is of the account {account}, which is none of yours."""

    remedy = "Add the account in the settings, with its IBAN or number and its currency; then bring the file in again."


class LineInOtherCurrency(Refusal):
    """{place} of {file} is in {currency}, and the account in {own}."""

    remedy = "Add an account in this currency, or ask the bank for a file of one currency."


class BalanceInOtherCurrency(Refusal):
    """{place} of {file} tells a balance in {currency}, and the account is in {own}."""

    remedy = "Add an account in this currency, or ask the bank for a file of one currency."


class StatementIsEmpty(Refusal):
    """{place} of {file} tells neither a booking nor a balance."""

    remedy = "There is nothing to bring in."
