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


class CollectedAlready(Refusal):
    """{number} is being collected already."""

    remedy = "Wait for the answer of the bank or the gateway, or cancel the collection that has not gone out."


class WithheldTaxUnknown(Refusal):
    """There is no withheld tax {withheld_id}."""


class NoTaxNamed(Refusal):
    """No withheld tax is named."""

    remedy = "Choose what the certificate is for."


class TaxIsNotAwaited(Refusal):
    """No certificate is awaited for the tax withheld of {number}."""

    remedy = "It is certified, refused, or taken back with its payment already: look at the list again."


class CertificateUnknown(Refusal):
    """There is no certificate {certificate_id}."""


class CertificateWasWithdrawn(Refusal):
    """The certificate {number} was withdrawn."""

    remedy = "Keep it anew if it is right after all."


class CertificateNumberMissing(Refusal):
    """The certificate has no number."""

    remedy = "Type the number or the period that stands on it; it tells one certificate from another."


class CertificateKnown(Refusal):
    """A certificate {number} of this customer is kept already."""

    remedy = "Look whether it is the same one; withdraw the other one if that is wrong."


class CertificateOfTheFuture(Refusal):
    """The certificate is of {issued_on}, and today is {today}."""

    remedy = "State the day that stands on it."


class CertificateOfSeveral(Refusal):
    """One certificate is of one customer and in one currency."""

    remedy = "Choose what one customer withheld in one currency."


class CertificateDoesNotAddUp(Refusal):
    """{kept} were withheld, and the certificate is over {amount}."""

    remedy = "Choose what it is really for; where the payer kept more than it certifies, have the rest owed again."
