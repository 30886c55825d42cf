"""Send what is due."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.call_off_messages import call_off_messages
from openbill.messaging.commands.claim_messages import BEGUN_WITHIN, claim_messages
from openbill.messaging.commands.record_deliveries import record_deliveries
from openbill.messaging.commands.return_claims import return_claim
from openbill.messaging.errors import AttachmentMissing, SendingInsideACommand
from openbill.messaging.ports import AttachmentSource, MailSender, Recheck
from openbill.messaging.queries.mails_of_claim import ClaimedMail, mails_of_claim
from openbill.messaging.types import (
    Cancellation,
    Claimed,
    Delivery,
    DeliveryOfMessage,
    Mail,
    MailAttachment,
    Outcome,
)
from openbill.primitives.errors import Refusal

MOST_AT_ONCE = 500
MOST_SECONDS = 20.0
"""What one round handles at most, so that others get their turn, and a worker that is told to stop can wait for it."""

CLAIM_SIZE = 20
"""So few messages are claimed at once that the last look is taken just before they are sent."""


@dataclass(frozen=True, slots=True)
class MessagesSent:
    """What became of the messages of a round; `stopped` says in words why it cannot go on, and is blank otherwise.

    `has_more` says that more may be due: the round ended as it had done enough.
    """

    sent: int = 0
    deferred: int = 0
    bounced: int = 0
    failed: int = 0
    uncertain: int = 0
    cancelled: int = 0
    suppressed: int = 0
    held: int = 0
    stopped: str = ""
    has_more: bool = False


def send_messages(
    *,
    sender: MailSender,
    attachments: AttachmentSource,
    recheck: Recheck | None = None,
    limit: int = MOST_AT_ONCE,
    seconds: float = MOST_SECONDS,
    context: Context,
) -> MessagesSent:
    """Send up to `limit` e-mails that are due, each at most once, and count what became of them.

    Messages are claimed a few at a time, and the claim is committed before anything goes to the network. `recheck`
    then names those that are not to be sent any more. Each outcome is recorded, in a command of its own, before the
    next message is begun; after so many `seconds` none is. Any number of senders may do this at once, in any number
    of processes.

    A sender that dies leaves its claim until the lease ends; then the one message that it may have been sending
    becomes uncertain, and the others go back to the queue. A server that cannot be used ends the round.

    Not to be called inside a command or a transaction: raises SendingInsideACommand.
    """
    if connection.in_atomic_block:
        raise SendingInsideACommand
    return _Round(sender, attachments, recheck, context, seconds).run(limit)


@dataclass
class _Round:
    sender: MailSender
    attachments: AttachmentSource
    recheck: Recheck | None
    context: Context
    seconds: float
    began: float = field(default_factory=time.monotonic)
    counts: dict[str, int] = field(default_factory=dict)
    stopped: str = ""
    has_left_some: bool = False

    def run(self, limit: int) -> MessagesSent:
        handled, has_more = 0, True
        while has_more and handled < limit and not self.stopped and not self.is_over():
            wanted = min(CLAIM_SIZE, limit - handled)
            claimed = claim_messages(limit=wanted, context=self.now())
            self.count("held", claimed.held)
            self.count("suppressed", claimed.suppressed)
            taken = len(claimed.message_ids) + claimed.held + claimed.suppressed
            handled, has_more = handled + taken, taken == wanted
            if claimed.message_ids:
                self.send_claim(claimed)
        return MessagesSent(
            **self.counts, stopped=self.stopped, has_more=(has_more or self.has_left_some) and not self.stopped
        )

    def is_over(self) -> bool:
        return time.monotonic() - self.began > self.seconds

    def now(self) -> Context:
        """The context at the instant that it is by now."""
        return replace(self.context, at=self.context.at + timedelta(seconds=time.monotonic() - self.began))

    def count(self, what: str, number: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + number

    def send_claim(self, claimed: Claimed) -> None:
        """Send the messages of a claim in their order; whatever happens, what was not begun goes back."""
        until = time.monotonic() + BEGUN_WITHIN.total_seconds()
        left = _Left(claimed.claim_id)
        try:
            self.call_off(claimed)
            with scope(self.context.organization_id):
                mails = mails_of_claim(claimed.claim_id, date=self.now().at)
            left.count = len(mails)
            for each in mails:
                if self.stopped:
                    break
                if self.is_over() or time.monotonic() > until:
                    self.has_left_some = True
                    break
                delivery = self.deliver(each, left)
                self.record(claimed.claim_id, each.mail.message_id, delivery, left)
        finally:
            left.give_back(self.now)

    def call_off(self, claimed: Claimed) -> None:
        if self.recheck is None:
            return
        with scope(self.context.organization_id):
            reasons = self.recheck(claimed.message_ids, self.now())
        wanted = [Cancellation(message_id, reasons[message_id]) for message_id in claimed.message_ids
                  if message_id in reasons]  # fmt: skip
        if wanted:
            cancelled = call_off_messages(claim_id=claimed.claim_id, cancellations=wanted, context=self.now())
            self.count("cancelled", cancelled)

    def deliver(self, claimed: ClaimedMail, left: "_Left") -> Delivery:
        try:
            mail = self.with_attachments(claimed)
        except Refusal as refusal:
            return Delivery(Outcome.UNSENDABLE, reply=str(refusal))
        left.has_begun = True
        return self.sender.send(mail)

    def with_attachments(self, claimed: ClaimedMail) -> Mail:
        if not claimed.files:
            return claimed.mail
        found = []
        with scope(self.context.organization_id):
            for file in claimed.files:
                content = self.attachments.content(file.stored_file_id, context=self.now())
                if content is None:
                    raise AttachmentMissing(file_name=file.file_name)
                found.append(MailAttachment(file.file_name, file.media_type, content))
        return replace(claimed.mail, attachments=tuple(found))

    def record(self, claim_id: UUID, message_id: UUID, delivery: Delivery, left: "_Left") -> None:
        recorded = record_deliveries(
            claim_id=claim_id, deliveries=[DeliveryOfMessage(message_id, delivery)], context=self.now()
        )
        left.one_is_recorded(recorded.claim_holds)
        if not recorded.claim_holds:
            self.stopped = "The claim was returned meanwhile: its time was over."
            return
        self.count(recorded.states[0])
        if delivery.outcome is Outcome.UNREACHABLE:
            self.stopped = f"The mail server cannot be used: {delivery.reply or delivery.code or 'no answer'}"


@dataclass
class _Left:
    """What of a claim has no outcome yet."""

    claim_id: UUID
    count: int | None = None
    """None as long as nobody has looked."""
    has_begun: bool = False
    holds: bool = True

    def one_is_recorded(self, claim_holds: bool) -> None:
        assert self.count is not None
        self.count, self.has_begun, self.holds = self.count - 1, False, claim_holds

    def give_back(self, now: Callable[[], Context]) -> None:
        if self.holds and self.count != 0:
            return_claim(claim_id=self.claim_id, in_doubt=self.has_begun, context=now())
