"""What disputes refuses."""

from openbill.primitives.errors import Refusal


class NothingContested(Refusal):
    """A dispute names at least one debt."""

    remedy = "Say which debt is contested, and how much of it."


class ContestedTwice(Refusal):
    """A dispute names a debt once, with all that is contested of it."""

    remedy = "Add the amounts up."


class DebtsOfSeveralCustomers(Refusal):
    """The debts of one dispute belong to one customer and one currency."""

    remedy = "Open a dispute for each."


class NotADebt(Refusal):
    """{document_number} is not a debt and cannot be contested."""


class MoreContestedThanOpen(Refusal):
    """{amount} of {document_number} cannot be contested: {left} of it is open and not contested yet."""

    remedy = "Contest at most that."


class DisputeUnknown(Refusal):
    """There is no dispute {dispute_id}."""


class ReasonMissing(Refusal):
    """A reason is needed."""

    remedy = "Say in a few words why; whoever reads the history will want to know."


class DisputeOfTheFuture(Refusal):
    """The dispute is dated {day}, and it is {today}."""

    remedy = "Give the day on which the customer contested the debt."
