"""What payments refuses."""

from openbill.primitives.errors import Refusal


class PaymentUnknown(Refusal):
    """There is no payment {payment_id}."""


class PaymentIsNotPositive(Refusal):
    """Payment {position} is over {amount}."""

    remedy = "State more than zero; money that goes back is a refund or a returned payment."


class PaymentAlike(Refusal):
    """{number} has this amount and this day already."""

    remedy = "Say that this is another payment, if it is."


class PaymentToldTwice(Refusal):
    """Payment {position} has the customer, the amount and the day of payment {first}."""

    remedy = "Leave it out, or say that they are different payments."


class PaymentOfTheFuture(Refusal):
    """Payment {position} is dated {received_date}, and today is {today}."""

    remedy = "A payment is recorded when it has come in; correct the date."


class PaymentNotPossible(Refusal):
    """Payment {position} is not possible: {reason}"""

    remedy = "Correct it; nothing of the batch was recorded."


class PaymentWasRefunded(Refusal):
    """{amount} of the payment {number} was refunded already."""

    remedy = "It can no longer be returned as a whole; settle the difference with the customer."


class NothingToRefund(Refusal):
    """{amount} is more than is unapplied of {number}: {unapplied}."""

    remedy = "Refund at most that, or undo an allocation first."


class RefundUnknown(Refusal):
    """There is no refund request {request_id}."""


class RefundAlreadyDecided(Refusal):
    """The refund is {state} already."""


class RefundOfTheFuture(Refusal):
    """The refund of {number} cannot have gone out on {refunded_date}: today is {today}."""

    remedy = "Give the day on which the money went out, at the latest today."


class RefundApproverIsRequester(Refusal):
    """Nobody approves a refund that they asked for themselves."""

    remedy = "Another person must approve it."


class ReasonMissing(Refusal):
    """A reason is needed."""

    remedy = "Say in a few words why; auditors will read it."


class ReturnOfTheFuture(Refusal):
    """The payment {number} cannot have been returned on {returned_date}: today is {today}."""

    remedy = "Correct the day of the return."


class ReturnedBeforeReceived(Refusal):
    """The payment {number} came in on {received_date} and cannot have been returned on {returned_date}."""

    remedy = "Correct the day of the return."
