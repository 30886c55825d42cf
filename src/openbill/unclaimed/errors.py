"""What the domain of unclaimed credits refuses."""

from openbill.primitives.errors import Refusal


class UnclaimedCreditUnknown(Refusal):
    """There is no unclaimed credit {credit_id}."""


class JurisdictionWrong(Refusal):
    """{jurisdiction} is no jurisdiction."""

    remedy = "Write a country in two letters (DE), or a state of the United States as US-CA."


class RuleSourceMissing(Refusal):
    """A rule needs its source."""

    remedy = "Name the law or the office that says so, so that others can check it."


class DayOfYearWrong(Refusal):
    """{day} is no day of every year."""

    remedy = "Write month and day as MM-DD, such as 06-30; not 29 February."


class DormancyWrong(Refusal):
    """A credit cannot rest for {months} months."""

    remedy = "State 1 to {most} months; three years are 36."


class LetterDaysWrong(Refusal):
    """A letter cannot go out {earliest} to {latest} days before the report."""

    remedy = "State first the larger number of days (at the earliest), then the smaller one; at most {most}."


class LetterMinimumWrong(Refusal):
    """{amount} cannot be the least amount that a letter is for."""

    remedy = "State zero or more, and the currency of the amount."


class CutOffMissing(Refusal):
    """A rule by which credits are handed over needs the cut-off day and the last day of the report."""

    remedy = "State both as MM-DD, or say that credits are kept."


class OwnRuleUnknown(Refusal):
    """There is no rule of your own for {jurisdiction} and this kind of credit."""


class ContactOfTheFuture(Refusal):
    """The owner cannot have been in contact on {on}: today is {today}."""

    remedy = "Correct the day."


class ContactUnknown(Refusal):
    """There is no contact {contact_id}."""


class ContactWasWithdrawn(Refusal):
    """This contact was withdrawn already."""


class ContactIsNotYours(Refusal):
    """Such a contact is told by another part of Openbill."""

    remedy = "Record or take it back where it happened: an answer at the credit, a mandate with the customer."


class LetterIsNotDue(Refusal):
    """No letter is due about {number}: it is {state}, or its letter waits."""

    remedy = "Letters that wait are in the outbox."


class OwnerHasNoAddress(Refusal):
    """{name} has neither a postal address nor somebody with an e-mail address."""

    remedy = "Find an address and enter it with the customer."


class NothingWasAsked(Refusal):
    """The credit {number} is {state}: nobody was asked about it."""

    remedy = "Record it as a contact with the customer instead."


class AnswerMissing(Refusal):
    """There is no answer about this credit that could be withdrawn."""


class NothingToHandOver(Refusal):
    """Nothing is to be handed over to {jurisdiction}."""

    remedy = "Only credits in the state to hand over are; the list shows them."


class NotToBeHandedOver(Refusal):
    """The credit {number} is not to be handed over: it is {state}."""

    remedy = "Leave it out."


class BooksAreKeptElsewhere(Refusal):
    """The books of {name} are kept by another system."""

    remedy = "Hand the credits over there; the next snapshot clears them here."


class HandOverUnknown(Refusal):
    """There is no handing over {hand_over_id}."""


class HandOverAlreadyDecided(Refusal):
    """The handing over is {state} already."""


class HandOverApproverIsRequester(Refusal):
    """Nobody approves a handing over that they asked for themselves."""

    remedy = "Another person must approve it."


class CreditsChanged(Refusal):
    """{count} of the credits are not what they were when the handing over was asked for."""

    remedy = "Decline it, and ask for it again."


class HandOverOfTheFuture(Refusal):
    """It cannot have been handed over on {on}: today is {today}."""

    remedy = "Give the day on which it was done, at the latest today."


class DayUnreadable(Refusal):
    """{day} is no day, so nothing was booked."""

    remedy = "Write it as year, month and day, such as 2026-07-01; blank is today."


class PaidBeforeHandedOver(Refusal):
    """It was handed over on {handed_over_on} and cannot have been paid on {on}."""

    remedy = "Correct the day of the payment."


class HandOverIsAtTheBank(Refusal):
    """The bank has told of the money of this handing over."""

    remedy = "Undo the posting of the bank line first."


class CreditIsUnclaimed(Refusal):
    """{number} is money of somebody who was written to, or that a state gets: it cannot be cancelled."""

    remedy = "Apply it, refund it, or hand it over."


class NotHandedOver(Refusal):
    """The credit {number} was not handed over: it is {state}."""

    remedy = "Record the answer of the owner instead."


class OwnerCameBackAlready(Refusal):
    """That the owner of {number} came back is recorded already."""


class ReasonMissing(Refusal):
    """A reason is needed."""

    remedy = "Say in a few words why; auditors will read it."


class TooManyCredits(Refusal):
    """{count} credits are too many at once."""

    remedy = "Take at most {most} at a time."
