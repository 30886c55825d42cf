"""What is refused about gateways."""

from openbill.primitives.errors import Refusal


class GatewayAccountUnknown(Refusal):
    """There is no connected gateway {account_id}."""

    remedy = "GET /api/v1/gateways lists those that are connected."


class GatewayMissing(Refusal):
    """No gateway is connected for this company."""

    remedy = "Connect one first: openbill gateway connect, or POST /api/v1/gateways."


class GatewayConnectedAlready(Refusal):
    """{kind} is connected for this company already."""

    remedy = "Disconnect it first, if its keys have changed."


class GatewaySecretMissing(Refusal):
    """{kind} needs {names}."""

    remedy = "The gateway shows them on the pages of its developers; give each once, without spaces."


class GatewayIsHeld(Refusal):
    """The firm is in safe mode: no real gateway moves money."""

    remedy = "Turn safe mode off in the settings once everything is as it should be."


class GatewayIsForTests(Refusal):
    """The test gateway moves no money, and this firm is not in safe mode."""

    remedy = "Connect a real gateway; or turn safe mode on, and nothing goes outside."


class GatewayNotReached(Refusal):
    """The gateway did not answer as it should: {reason}"""

    remedy = "Nothing was collected. Try again in a few minutes."


class GatewayNotConnected(Refusal):
    """Nothing is connected by which gateways are spoken with."""

    remedy = "Have the adapters connected before any job is taken."


class NoticeNotGenuine(Refusal):
    """This notice is not of the gateway, or not of now: {reason}"""

    remedy = "Nothing was kept. Check the signing secret, and the clock of this machine."


class NoticeUnknown(Refusal):
    """There is no notice {notice_id}."""


class ReasonMissing(Refusal):
    """A reason is needed."""

    remedy = "Say in a few words why; whoever looks at it later will read it."


class NoticeIsSettled(Refusal):
    """The notice is {state}: nothing waits for it."""

    remedy = "Look at the list again."


class DisputeDoesNotFit(Refusal):
    """The bank took {told} again, and only {left} of it had come again."""

    remedy = "Look at the dispute at the gateway, and record what went out by hand; nothing was booked."


class NoticeDoesNotFit(Refusal):
    """The gateway tells of {told}, and the try {attempt_id} is over {amount}."""

    remedy = "Look at the payment at the gateway; nothing was booked."


class NothingRequested(Refusal):
    """A payment request names at least one debt."""

    remedy = "Name the debts that the customer is to pay."


class RequestNamesTwice(Refusal):
    """The item {item_id} is named twice."""

    remedy = "Name each debt once."


class RequestOfSeveral(Refusal):
    """The debts are of several customers, companies or currencies."""

    remedy = "Make a request for each."


class NotPayable(Refusal):
    """{number} is not a debt of which something is open."""

    remedy = "Leave it out."


class ExpiryWrong(Refusal):
    """A link is good for 1 to {most} days, not {days}."""

    remedy = "Give a number of days between."


class RequestUnknown(Refusal):
    """There is no payment request {request_id}."""


class RequestIsNotOpen(Refusal):
    """The payment request is {state}."""

    remedy = "Make a new one, if something is to be paid."


class TooManyLinks(Refusal):
    """These debts would make {count} links, and at most {most} are sent at once."""

    remedy = "Send them in several goes."


class NobodyToWriteTo(Refusal):
    """Nobody at this customer has an e-mail address that may be written to."""

    remedy = "Add a person with an address on the page of the customer, or copy the link and send it yourself."


class LinkNotGood(Refusal):
    """This link is not good any more."""

    remedy = "Ask whoever sent it for a new one."


class LinkHasExpired(Refusal):
    """The link of this request is good no more."""

    remedy = "Make a new one, and send that."


class TooOften(Refusal):
    """This was tried too often."""

    remedy = "Wait a minute, and try again."


class NothingChosen(Refusal):
    """Nothing is chosen."""

    remedy = "Choose what you pay."


class MoreThanOpen(Refusal):
    """{number} is open with {open}, not {amount}."""

    remedy = "Pay at most what is open."


class AmountNotPositive(Refusal):
    """{amount} cannot be paid."""

    remedy = "Pay more than nothing."


class ShortWithoutReason(Refusal):
    """{number} is paid short by {short}, without a reason."""

    remedy = "Say why, or that the rest follows."


class AttemptUnknown(Refusal):
    """There is no try {attempt_id}."""


class PayoutDoesNotAddUp(Refusal):
    """The lines of the payout {payout_id} come to {sum}, and it is over {amount}."""

    remedy = "Nothing was booked. Look at it at the gateway, and have it read again."


class NotOfGateway(Refusal):
    """Nothing of this try was paid."""

    remedy = "Look at the list of payments that were tried again."


class MoreThanGoesBack(Refusal):
    """{amount} is more than the {left} that can go back of this payment."""

    remedy = "Give back at most that; what went back or was taken back already is gone."


class PayoutUnknown(Refusal):
    """There is no payout {payout_id}."""


class SavedMethodUnknown(Refusal):
    """There is no saved way of paying {method_id}."""


class PaymentOfTestUnknown(Refusal):
    """The test gateway has no payment {test_payment_id}."""


class PressNotPossible(Refusal):
    """The test gateway's payment is {state}: {press} is not possible."""

    remedy = "Look at the page again."


class PressPlanWrong(Refusal):
    """The test gateway tells a thing 1 to {copies} times, at most {seconds} seconds late."""

    remedy = "Choose smaller numbers."


class DebtIsBeingPaid(Refusal):
    """A debt of these is being paid already."""

    remedy = "Wait for what becomes of that."


class PaymentIsOfGateway(Refusal):
    """A gateway took this payment: it was no mistake of somebody who typed."""

    remedy = "Refund it, and the gateway gives it back."


class RefundIsOnItsWay(Refusal):
    """This payment goes back already, as it was paid twice."""

    remedy = "Wait until the gateway has given it back."
