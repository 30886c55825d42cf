"""What is refused about direct debits and transfers."""

from openbill.primitives.errors import Refusal


class CreditorIdentifierWrong(Refusal):
    """{number!r} is no creditor identifier: {reason}."""

    remedy = "Copy it from the letter of the central bank, such as DE98ZZZ09999999999."


class IbanMissing(Refusal):
    """An IBAN is needed."""

    remedy = "Give the IBAN of the account; direct debits and transfers go by it alone."


class AccountOutsideSepa(Refusal):
    """An account in {country} cannot be reached by SEPA."""

    remedy = "Agree another way of paying."


class BankCodeMissing(Refusal):
    """For an account in {country} the BIC of its bank is needed."""

    remedy = "Ask the customer for it."


class AddressMissing(Refusal):
    """For an account in {country} the payer's town and country are needed."""

    remedy = "Give them with the mandate: the bank asks for them."


class ReferenceWrong(Refusal):
    """The {field} cannot be written in a file for a bank."""

    remedy = "Use up to {longest} letters without accents, digits, and - . : + in between, without blanks."


class StatusReportIsNotRecognised(Refusal):
    """{file} is no status report of a bank."""

    remedy = "Give the bank's answer to the file: a pain.002 of up to 20 MB. Statements are brought in apart."


class CreditorUnknown(Refusal):
    """{name} does not collect by direct debit yet."""

    remedy = "Set its creditor identifier and the account on which it collects."


class AccountCannotCollect(Refusal):
    """The account {name} is no account in euros with an IBAN of this company."""

    remedy = "Choose another one, or add it in the settings."


class NoticeDaysWrong(Refusal):
    """{days} days between a pre-notification and its collection are not possible."""

    remedy = "Agree from 1 to 60 days; without an agreement it is 14."


class MandateUnknown(Refusal):
    """There is no mandate {mandate_id}."""


class MandateReferenceKnown(Refusal):
    """There is a mandate {reference} already."""

    remedy = "Give another reference, or none: then one is made."


class MandateSignedLater(Refusal):
    """The mandate cannot have been signed on {signed_on}: today is {today}."""

    remedy = "Give the day that stands on it."


class SignatureMissing(Refusal):
    """It is not said both when the mandate was signed and how."""

    remedy = "Give the day and the way, or neither: then it waits for the signature."


class MandateLinkNotGood(Refusal):
    """This link to sign a mandate is not good."""

    remedy = "Ask whoever sent it for a new one."


class MandateLinkExpiryWrong(Refusal):
    """A link to sign a mandate is good for 1 to {most} days, not {days}."""

    remedy = "Give a number of days in between."


class MandateLinkMissing(Refusal):
    """There is no open link to sign the mandate {reference}."""

    remedy = "Make one first."


class NobodyToSendLinkTo(Refusal):
    """Nobody is known at {customer} to whom the link could be sent."""

    remedy = "Add a person with an e-mail address, or hand the link over yourself."


class NothingToAmend(Refusal):
    """The mandate says all of this already."""

    remedy = "Give what is different now."


class MandateHasDebits(Refusal):
    """The mandate {reference} has a debit that was not decided yet."""

    remedy = "Cancel it where it was not submitted, or wait for the bank's answer."


class NothingToCollect(Refusal):
    """Nothing is due by {due_by} that an active mandate lets be collected."""

    remedy = "Look at the mandates, and at what is disputed, promised or in another batch."


class DebitTooLarge(Refusal):
    """{amount} under the mandate {reference} is more than a direct debit may be over."""

    remedy = "Ask for a transfer: at most 999,999,999.99 EUR are collected at once."


class DebitBatchUnknown(Refusal):
    """There is no batch of direct debits {batch_id}."""


class RefundBatchUnknown(Refusal):
    """There is no file of refunds {batch_id}."""


class BatchHasNoFile(Refusal):
    """{number} has no file for the bank yet."""

    remedy = "Submit it: then the file is made."


class BatchIsEmpty(Refusal):
    """Every debit of {number} was cancelled."""

    remedy = "Prepare what is due anew."


class DebitUnknown(Refusal):
    """There is no debit {debit_id}."""


class NoticeMissing(Refusal):
    """{payer}, by the mandate {reference}, was not told of the collection on {collection_date}."""

    remedy = "Tell the payers of the batch, or note that the invoice told them."


class NoticeTooShort(Refusal):
    """{payer}, by the mandate {reference}, was told on {told_on}, less than {days} days before {collection_date}."""

    remedy = "Cancel this debit and prepare it anew for a later day; or agree a shorter time with the customer first."


class NoticeOfTheFuture(Refusal):
    """The payers cannot have been told on {told_on}: today is {today}."""

    remedy = "Give the day of the invoice or of the letter."


class TooLateToCollect(Refusal):
    """The bank should have had the file for {collection_date} by {last_day}."""

    remedy = "Cancel the debits of {number} and prepare what is due anew: for a later day."


class MandateNotUsable(Refusal):
    """The mandate {reference} of {payer} cannot be used any more: {reason}."""

    remedy = "Cancel this debit, then submit the others."


class DebitIsOutOfDate(Refusal):
    """Less is owed by now than {payer}, by the mandate {reference}, is to pay: it was paid, contested or promised."""

    remedy = "Cancel this debit and prepare it anew, then submit the others."


class SettledOfTheFuture(Refusal):
    """The debits cannot have been paid on {on}: today is {today}."""

    remedy = "Give the day on which the bank booked them."


class DebitsWerePaidWithLine(Refusal):
    """With this line the bank paid {debits} direct debits, which are in the books as payments."""

    remedy = "Ask the bank whether it was another collection; what came back is told by a line of its own."


class ReturnBeforeSettlement(Refusal):
    """{debit} cannot have come back on {on}: it was paid on {settled_on}."""

    remedy = "Give the day on which the bank booked the return."


class ReturnAfterTheWindow(Refusal):
    """{debit} was paid on {settled_on} and cannot come back on {on}: for {code} the last day was {last_day}."""

    remedy = "Ask the bank by what right it came back; where it stands, return the payment by hand and place its line."


class StatusReportOfNobody(Refusal):
    """{file} answers to {message_id}, which was not sent from here."""

    remedy = "Look whether it is of another organization, or of another program."


class StatusReportOfOtherPayments(Refusal):
    """{file} names {named}, which is not in {number}."""

    remedy = "Fetch the answer again from the bank; nothing of it was taken."


class PaymentIsOfADebit(Refusal):
    """The bank told that the direct debit {debit} was paid: this is its payment."""

    remedy = "Return it where the bank took it back; otherwise it stands."


class RefundAccountUnknown(Refusal):
    """There is no account for refunds {refund_account_id}."""


class RefundAccountAlreadyDecided(Refusal):
    """The account for refunds is {state} already."""


class RefundAccountApproverIsRequester(Refusal):
    """Nobody approves an account for refunds that they asked for themselves."""

    remedy = "Another person must approve it."


class RefundAccountKnown(Refusal):
    """Refunds of this customer go to that account already."""

    remedy = "There is nothing to change."


class RefundAccountMissing(Refusal):
    """No account was approved to which the refund of {number} to {customer} could go."""

    remedy = "Ask the customer for the IBAN, enter it, and have another person approve it."


class RefundNotInEuros(Refusal):
    """The refund of {number} is in {currency}, and transfers of SEPA are in euros."""

    remedy = "Send it at the bank by hand."


class NothingToTransfer(Refusal):
    """No refund was approved that was not sent yet."""

    remedy = "Have refunds approved first."
