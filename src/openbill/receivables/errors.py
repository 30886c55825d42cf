"""What receivables refuse."""

from openbill.primitives.errors import Refusal


class ItemUnknown(Refusal):
    """There is no open item {item_id}."""


class CustomerOfItemUnknown(Refusal):
    """There is no customer {customer_id}."""


class AmountIsNotPositive(Refusal):
    """The amount {amount} is not above zero."""

    remedy = "Give an amount above zero; the kind of item says which way it counts."


class NotACredit(Refusal):
    """The item {item_id} is not a credit."""

    remedy = "Choose a payment, a credit note or another credit to settle with."


class CreditAlreadyApplied(Refusal):
    """Nothing of the credit {document_number} is left."""

    remedy = "Undo one of its allocations first, or choose another credit."


class NothingToSettle(Refusal):
    """The customer owes nothing in {currency} that could be settled."""

    remedy = "The credit stays unapplied until there is a debt."


class AllocationUnknown(Refusal):
    """There is no allocation {allocation_id}."""


class AllocationAlreadyUndone(Refusal):
    """The allocation {allocation_id} is undone already, or is itself an undoing."""


class AllocationHasItsOwnAct(Refusal):
    """The allocation {allocation_id} belongs to a {kind} and is not undone by itself."""

    remedy = "{act}"


class ItemHasAllocations(Refusal):
    """{amount} of {document_number} is settled."""

    remedy = "Undo its allocations first."


class ItemAlreadyCancelled(Refusal):
    """The item {document_number} is cancelled already, or cancels another one."""


class ItemIsNotADebt(Refusal):
    """{document_number} is not a debt."""


class DueBeforeItsDocument(Refusal):
    """{document_number} of {document_date} cannot be due on {due_date}, before the day of its document."""

    remedy = "Give the day of the document or a later one."


class ExtensionOfTheFuture(Refusal):
    """The new due date of {document_number} cannot hold from {effective_date} on: today is {today}."""

    remedy = "Give the day on which it was agreed, at the latest today."


class ActOfTheFuture(Refusal):
    """Nothing can be done in the books as of {on}: that day has not come."""

    remedy = "Give the day on which it was decided, at the latest today."


class MoreThanIsOpen(Refusal):
    """{amount} is more than the {open_amount} that is open on {document_number}."""


class WriteOffAlreadyDecided(Refusal):
    """The write-off was already {state}."""


class WriteOffUnknown(Refusal):
    """There is no write-off request {request_id}."""


class NothingWrittenOff(Refusal):
    """{amount} is more than the {written_off} that is written off on {document_number}."""


class NothingToRevalue(Refusal):
    """{legal_entity} has no open items in foreign currencies on {closing_date}."""


class MonthAlreadyRevalued(Refusal):
    """{legal_entity} is already revalued as of {closing_date}."""


class RatesMissing(Refusal):
    """There is no exchange rate for {currencies} to {functional_currency} on or before {rate_date}."""

    remedy = "Enter one with: openbill set-rate CURRENCY RATE --on DATE --organization NAME"


class ReasonMissing(Refusal):
    """A reason is needed."""

    remedy = "Say in a few words why; auditors will read it."


class NotAMonthEnd(Refusal):
    """{day} is not the last day of a month."""

    remedy = "Revalue as of {month_end}."


class RecoveryBeforeWriteOff(Refusal):
    """{document_number} was written off only on {write_off_date}."""

    remedy = "Give a day that is not before it: until then the debt itself is open."


class CreditWasRefunded(Refusal):
    """{amount} of the credit was given back to the customer already."""

    remedy = "It cannot be taken back as a whole; settle the difference with the customer."


class CreditWasCancelled(Refusal):
    """The credit was cancelled already."""

    remedy = "Nothing of it is left to be taken back."


class ItemHasItsOwnDocument(Refusal):
    """{document_number} is an issued document and is not cancelled as an item."""

    remedy = "Credit the document: its credit note takes back revenue and tax."
