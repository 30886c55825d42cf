"""What the books refuse."""

from openbill.primitives.errors import Refusal


class PeriodIsClosed(Refusal):
    """The books of {legal_entity} are closed in {month}."""

    remedy = "Post on {opens_on} or later, or have the month reopened."


class BeforeCutOver(Refusal):
    """The books of {legal_entity} begin on {cut_over_date}; nothing is posted on {posting_date}."""

    remedy = "Choose a later day. What happened earlier comes in with the opening items."


class EarlierPeriodIsOpen(Refusal):
    """{month} cannot be closed while {earlier_month} is open."""

    remedy = "Months are closed in order. Close {earlier_month} first."


class LaterPeriodIsClosed(Refusal):
    """{month} cannot be reopened while {later_month} is closed."""

    remedy = "Months are reopened from the last one backwards. Reopen {later_month} first."


class PeriodHasNotBegun(Refusal):
    """{month} has not begun and cannot be closed."""

    remedy = "Close it when its entries are complete. Today is {today}."


class ReasonMissing(Refusal):
    """A reason is needed."""

    remedy = "Say in a few words why; auditors will read it."


class AccountUnknown(Refusal):
    """There is no account {code} in the chart of accounts."""

    remedy = "Known are: {known}."


class OthersMoneyIsNoIncome(Refusal):
    """An entry on account {code} ({name}) cannot make income: its money belongs to others."""

    remedy = "Say whose it is: apply it, give it back, or hand it over as unclaimed."


class HandedOverByHand(Refusal):
    """Account {code} ({name}) is kept by what is handed over to states, and takes no manual entry."""

    remedy = "Hand credits over, pay what was handed over, or undo it: each posts its own entry."


class ControlAccountByHand(Refusal):
    """Account {code} ({name}) is kept by the open items and takes no manual entry."""

    remedy = (
        "Record an open item, settle one, or write one off: each posts its own entry, and so the account"
        " always equals the sum of the open items."
    )


class TooFewLines(Refusal):
    """A journal entry has at least two lines; this one has {count}."""

    remedy = "Name the account that is debited and the account that is credited."


class LineWithoutAmount(Refusal):
    """Line {number} on account {code} has no amount."""

    remedy = "Give an amount, or leave the line out."


class EntryDoesNotBalance(Refusal):
    """The entry does not balance in {currency}: its debits exceed its credits by {difference}."""

    remedy = "Debits are positive, credits negative, and each currency adds up to zero."


class FunctionalAmountMissing(Refusal):
    """Line {number} is in {currency}, but its value in {functional_currency} is not given."""

    remedy = "Give the value of each line in {functional_currency}, the currency of the books."


class FunctionalAmountDiffers(Refusal):
    """Line {number} is in {currency}, the currency of the books, but its value is given as another amount."""

    remedy = "Leave the value out: it is the amount itself."


class EntryUnknown(Refusal):
    """There is no journal entry {entry_id}."""


class EntryAlreadyReversed(Refusal):
    """Journal entry {entry_id} is already reversed."""

    remedy = "An entry is taken back once. Post a new entry where that went too far."


class EntryIsAReversal(Refusal):
    """Journal entry {entry_id} is itself a reversal."""

    remedy = "Post the first entry again as a new one."


class EntryHasItsOwnAct(Refusal):
    """Journal entry {entry_id} books an act of kind {kind} and is not reversed by hand."""

    remedy = "{act}"


class ReversalBeforeEntry(Refusal):
    """Journal entry {entry_id} stands on {entry_date}; it cannot be reversed on {posting_date}."""

    remedy = "Choose {entry_date} or a later day."


class RateMissing(Refusal):
    """There is no exchange rate of {currency} to {functional_currency} on or before {rate_date}."""

    remedy = "Enter one with: openbill set-rate {currency} RATE --on {rate_date} --organization NAME"


class RateIsNotPositive(Refusal):
    """The rate {rate} of {currency} on {rate_date} is not above zero."""

    remedy = "A rate says how many units of {functional_currency} one {currency} is worth."


class RateTooPrecise(Refusal):
    """The rate {rate} of {currency} on {rate_date} has more than 12 digits before or after the point."""

    remedy = "Round it to 12 decimals, or enter the rate the other way round."


class RateOfOneCurrency(Refusal):
    """{currency} has no exchange rate to itself."""

    remedy = "Leave the row out: a currency is worth itself."


class RateGivenTwice(Refusal):
    """The rate of {currency} to {functional_currency} on {rate_date} is given twice."""

    remedy = "Keep one of them."


class ExternalCodeMissing(Refusal):
    """The code of account {code} in the other general ledger is blank."""

    remedy = "Give a code, or leave the account out: it is then handed over under its own code."


class NothingToExport(Refusal):
    """Every entry of {legal_entity} through {through_date} has already been handed over."""

    remedy = "The last batches can be downloaded again at any time."


class BatchUnknown(Refusal):
    """There is no batch {batch_id} of the hand-over to the general ledger."""


class MirroredBooksStay(Refusal):
    """The books of {legal_entity} are kept by another system, from which they came."""

    remedy = "Book there what happened there: handed back, it would be counted twice."
