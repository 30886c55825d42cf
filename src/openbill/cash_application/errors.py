"""Why a bank file is refused."""

from openbill.primitives.errors import Refusal


class StatementCannotBeRead(Refusal):
    """{place} of {file} cannot be read: {reason}."""

    remedy = "Export the statement again from the bank; nothing of the file was kept."


class StatementIsNotRecognised(Refusal):
    """{file} is none of the known bank formats."""

    remedy = "Known are camt.052, camt.053, camt.054, MT940, MT942, BAI2, OFX and CSV with headings, also in a zip."


class CsvNeedsMapping(Refusal):
    """{file} is a CSV file, and nothing says how the columns of its bank account are read."""

    remedy = (
        "Say it once, by openbill csv-mapping set or the programming interface; then bring the file in again, "
        "and name the account where several have the same columns."
    )


class CsvFitsSeveralAccounts(Refusal):
    """{file} has the columns of {count} bank accounts: {accounts}."""

    remedy = "Name the account of which it is."


class CsvColumnUnknown(Refusal):
    """{file} has no column {column}. Its columns are: {columns}."""

    remedy = "Correct the mapping of the bank account; nothing of the file was kept."


class CsvMappingNotPossible(Refusal):
    """The columns cannot be read like this: {reason}."""

    remedy = "Correct it; what was saved before still holds."


class CsvMappingUnknown(Refusal):
    """Nothing says how the CSV files of the bank account {bank_account_id} are read."""

    remedy = "Save a mapping for it."


class CsvIsNotRecognised(Refusal):
    """{file} has no line of headings that tell a day and an amount."""

    remedy = "Name the columns yourself, by openbill csv-mapping set or the programming interface."


class StatementOfOtherAccount(Refusal):
    """{file} is of the account {account}, and not of {own}."""

    remedy = "Name the account of which it is, or none: it is found by its number."


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


class LineUnknown(Refusal):
    """There is no bank line {line_id}."""

    remedy = "Look it up among the lines of its statement."


class LineIsDecided(Refusal):
    """The bank line {line_id} was decided already."""

    remedy = "Look at what was decided; undo that first where it is wrong."


class LineIsNotDecided(Refusal):
    """Nothing was decided about the bank line {line_id}."""

    remedy = "There is nothing to undo."


class LineToldTwice(Refusal):
    """A bank line is named twice."""

    remedy = "Name each line once, with all that it pays."


class LineNotPlaced(Refusal):
    """Line {position} is over {amount}, and what is placed of it comes to {placed}."""

    remedy = "Place all of it; what settles nothing stays on the account of its customer."


class PlacingIsNotPositive(Refusal):
    """A part of line {position} is {amount}."""

    remedy = "State more than zero for each customer, or leave the customer out."


class PostingNotPossible(Refusal):
    """Line {position} cannot be posted like this: {reason}"""

    remedy = "Correct it; nothing was posted."


class OwnAccountUnknown(Refusal):
    """There is no bank account {bank_account_id}."""

    remedy = "Look it up among the bank accounts in the settings."


class ProposalUnknown(Refusal):
    """There is no proposal {rank} for this line; there are {count}."""

    remedy = "Look at the proposals again: others may have settled what they named."


class LineIsNoReceipt(Refusal):
    """Line {position} is no money that came in: {amount}."""

    remedy = "Set it aside, or say which payment was returned."


class ToleranceIsNotPossible(Refusal):
    """The tolerance is not possible: {reason}."""

    remedy = "State amounts of zero or more, and a percentage from 0 to 100."


class ReasonCodeIsNotPossible(Refusal):
    """A reason code cannot be: {code}."""

    remedy = "State what payers write, up to {most} letters and digits."


class PrecisionIsNotPossible(Refusal):
    """A share of {precision} cannot be the aim."""

    remedy = "State at least 0.9 and less than 1, such as 0.995."


class PaymentIsOfALine(Refusal):
    """The bank told of this payment: it came in."""

    remedy = "Undo the posting of its bank line, where it is another customer's or paid something else."


class RemittanceCannotBeRead(Refusal):
    """{place} of {file} cannot be read: {reason}."""

    remedy = (
        "Ask the payer for the remittance advice again, or have it in another format; nothing of the file was kept."
    )


class RemittanceIsNotRecognised(Refusal):
    """{file} is no remittance advice of a known kind: {reason}."""

    remedy = "Known are EDI X12 820, CSV with headings, e-mails, text and PDF with text."


class RemittanceIsTruncated(Refusal):
    """{file} ends before it is complete: {reason}."""

    remedy = "Fetch it again; nothing of the file was kept."


class RemittanceIsTooLarge(Refusal):
    """{file} holds more than {limit}."""

    remedy = "Bring it in as several files."


class RemittanceTellsNothing(Refusal):
    """{file} tells neither an amount nor a document that is paid."""

    remedy = "Look at it, and record what it says by hand."


class ColumnOfRemittanceUnknown(Refusal):
    """{file} has no column {column}."""

    remedy = "Its columns are: {columns}."


class FieldOfRemittanceUnknown(Refusal):
    """A remittance advice has no field {field}."""

    remedy = "Its fields are: {fields}."


class RemittanceUnknown(Refusal):
    """There is no remittance advice {remittance_id}."""

    remedy = "Look it up in the list of remittances."


class RemittanceIsWithdrawn(Refusal):
    """The remittance advice {remittance_id} was withdrawn."""

    remedy = "Take another one."


class RemittanceIsLinked(Refusal):
    """The remittance advice {remittance_id} tells about another bank line."""

    remedy = "Unlink it first, where that is wrong."


class RemittanceIsNotLinked(Refusal):
    """No bank line is linked to the remittance advice {remittance_id}."""

    remedy = "There is nothing to unlink."


class LineOfRemittanceWentOut(Refusal):
    """The bank line {line_id} is no money that came in."""

    remedy = "Link the line by which the payer's money came."


class ExpectationIsCleared(Refusal):
    """What is expected of {kind} {source_id} has come with a bank line already."""

    remedy = "Undo what was decided about the line first, if it was something else."


class SourceUnknown(Refusal):
    """There is no {kind} {source_id} that a bank line could still be."""

    remedy = "It may have come with another line: look at what is in transit."


class SourceToldTwice(Refusal):
    """The same is said to have come with a bank line twice."""

    remedy = "Name each payment, refund or payout once."


class LineNotCleared(Refusal):
    """The bank line is over {line}, and what it is said to be comes to {cleared}."""

    remedy = "Name all that came with it, on an account of the same company and in its currency."


class PaymentIsLarger(Refusal):
    """The payment is over {amount}, and the bank took only {line} back."""

    remedy = "Choose the payment that the bank names; a part of one is not returned."


class PaymentWentBack(Refusal):
    """A payment that came with this line was returned since: it came, and it went."""

    remedy = "Nothing is to be undone; if it came again, another line tells of that."


class LetOffTooMuch(Refusal):
    """With this line {amount} would be given up, and one person may give up {limit}."""

    remedy = "Leave the rest open, and write it off: a second person approves that."


class PayerAccountUnknown(Refusal):
    """There is no learned account {payer_account_id}."""

    remedy = "Look at the list of accounts: it may be forgotten already."
