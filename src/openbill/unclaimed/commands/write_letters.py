"""Write to the owners of credits that nobody claims."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from openbill.collections.queries.recipients import RemindedCustomer, reminded_customers
from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.documents.queries.senders import Sender, senders
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.types import LetterSheet
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.policies.render_template import render_template
from openbill.messaging.queries.template_for import template_for
from openbill.messaging.types import EMAIL, NewAttachment, NewMessage, RenderedText
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.queries.addressees import Addressee, addressees
from openbill.unclaimed.commands.time_credits import take_turn, time_again, today_of_clocks
from openbill.unclaimed.errors import LetterIsNotDue, OwnerHasNoAddress, TooManyCredits, UnclaimedCreditUnknown
from openbill.unclaimed.events import OwnerWasWrittenTo
from openbill.unclaimed.models import UnclaimedCredit, UnclaimedLetter
from openbill.unclaimed.policies.letter_words import LetterFacts, letter_values
from openbill.unclaimed.queries.built_in_letters import built_in_letters
from openbill.unclaimed.types import CreditKind, LetterNotWritten, LettersWritten

PURPOSE = "unclaimed_credit"
ROLES = ("accounts_payable", "management")
MOST_AT_ONCE = 500
LEAST_DAYS_TO_ANSWER = 14
"""Where the letter goes out late the owner has at least so long."""

_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class _Written:
    """A letter about a credit, and its copy by e-mail where there is an address for one."""

    credit: UnclaimedCredit
    letter: NewMessage
    copy: NewMessage | None


@command(permission="unclaimed.manage", summarised=("credit_ids",))
def write_unclaimed_letters(*, credit_ids: Sequence[UUID] | None = None, context: Context) -> LettersWritten:
    """Compose the letters that are due about these credits, or about the first of all; each as a PDF.

    It goes by post to the last known address, and by e-mail too where that is known; without a postal address by
    e-mail alone. Safe mode holds it as it does every message. What cannot be written is named with the reason, and
    stops no other. Raises UnclaimedCreditUnknown and TooManyCredits.
    """
    take_turn(context)
    wanted = _wanted(credit_ids, context)
    writer = _Writer(wanted, context)
    written, failures = [], []
    for credit in wanted:
        try:
            written.append(writer.write(credit))
        except Refusal as refusal:
            failures.append(LetterNotWritten(credit.id, refusal.code, str(refusal)))
    _compose(written, failures, context)
    time_again([each.credit.id for each in written], context=context)
    return LettersWritten(len(written), tuple(failures))


def _wanted(credit_ids: Sequence[UUID] | None, context: Context) -> list[UnclaimedCredit]:
    owed = UnclaimedCredit.objects.filter(organization_id=context.organization_id)
    if credit_ids is None:
        due = owed.filter(state="letter_due", because__in=["letter_not_written", "letter_came_back"])
        return list(due.order_by("letter_until", "id")[:MOST_AT_ONCE])
    wanted = list(dict.fromkeys(credit_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise TooManyCredits(count=len(wanted), most=MOST_AT_ONCE)
    known = {credit.id: credit for credit in owed.filter(id__in=wanted)}
    for credit_id in wanted:
        if credit_id not in known:
            raise UnclaimedCreditUnknown(credit_id=credit_id)
    return [known[credit_id] for credit_id in wanted]


def _compose(written: list[_Written], failures: list[LetterNotWritten], context: Context) -> None:
    """Compose what was written and keep that it was; what messaging refuses joins the failures."""
    messages = [message for each in written for message in (each.letter, each.copy) if message is not None]
    composed = compose_messages(messages=messages, context=context)
    by_key = {message.key: message.message_id for message in composed.messages}
    refused = {failure.key: failure for failure in composed.failures}
    today = today_of_clocks(context)
    for each in [*written]:
        if each.letter.key in refused:
            failure = refused[each.letter.key]
            failures.append(LetterNotWritten(each.credit.id, failure.code, failure.reason))
            written.remove(each)
            continue
        credit = each.credit
        assert credit.customer_id is not None, "Only owners who are known are written to."
        row = UnclaimedLetter(
            organization_id=context.organization_id,
            credit_id=credit.id,
            message_id=by_key[each.letter.key],
            written_on=today,
            amount_minor=credit.amount_minor,
            command_id=context.running_command_id,
        )
        row.save(force_insert=True)
        publish(
            OwnerWasWrittenTo(credit.id, credit.customer_id, row.message_id, credit.amount_minor, credit.currency),
            context=context,
        )


class _Writer:
    """Writes the letters of one batch; addresses, people and senders are looked up once."""

    def __init__(self, owed: Sequence[UnclaimedCredit], context: Context) -> None:
        owners = {credit.customer_id for credit in owed if credit.customer_id is not None}
        self._context, self._today = context, today_of_clocks(context)
        self._addressees: dict[UUID, Addressee] = addressees(owners)
        self._people: dict[UUID, RemindedCustomer] = reminded_customers(list(owners))
        self._senders: dict[UUID, Sender] = senders()
        self._numbers = _letters_before(owed, context)

    def write(self, credit: UnclaimedCredit) -> _Written:
        """The letter about a credit. Raises LetterIsNotDue, OwnerHasNoAddress and what a broken text refuses."""
        if credit.state != "letter_due" or credit.because == "letter_waits" or credit.customer_id is None:
            raise LetterIsNotDue(number=credit.number or credit.arose_on, state=credit.state.replace("_", " "))
        who, sender = self._addressees[credit.customer_id], self._senders[credit.legal_entity_id]
        contact = self._people[credit.customer_id].recipient(ROLES)
        by_post = bool(who.street and who.city)
        if not by_post and contact is None:
            raise OwnerHasNoAddress(name=who.name)
        language = (contact.language if contact else "") or who.language
        found = template_for(
            self._context.organization_id, purpose=PURPOSE, stage="", language=language, built_in=built_in_letters()
        )
        facts = self._facts(credit, contact.name if contact else "", sender)
        text = render_template(found.text, letter_values(facts, found.language), name=f"{PURPOSE} ({found.language})")
        attachment = self._attachment(credit, text, found.language, who, sender)
        told = _Told(text, found.language, attachment, contact.contact_id if contact else None)
        letter = self._message(credit, told, "letter" if by_post else EMAIL)
        copy = self._message(credit, told, EMAIL, key=" copy") if by_post and contact is not None else None
        return _Written(credit, letter, copy)

    def _facts(self, credit: UnclaimedCredit, recipient: str, sender: Sender) -> LetterFacts:
        assert credit.deliver_on is not None, "What is handed over has a day for it."
        earliest = self._today + timedelta(days=LEAST_DAYS_TO_ANSWER)
        report_on: date = credit.report_on or earliest
        answer_by = max(earliest, report_on - timedelta(days=LEAST_DAYS_TO_ANSWER))
        return LetterFacts(
            recipient=recipient,
            sender=sender.entity.name,
            amount=Money(credit.amount_minor, credit.currency),
            kind=CreditKind(credit.kind),
            reference=credit.number,
            arose_on=credit.arose_on,
            last_contact_on=credit.last_contact_on,
            answer_by=answer_by,
            deliver_on=credit.deliver_on if credit.deliver_on >= answer_by else None,
            jurisdiction=credit.jurisdiction,
        )

    def _attachment(
        self, credit: UnclaimedCredit, text: RenderedText, language: str, who: Addressee, sender: Sender
    ) -> NewAttachment:
        sheet = LetterSheet(
            language=language,
            sender=sender.seller(language),
            recipient=who.recipient(home_country=sender.entity.country, language=language),
            letter_date=self._today,
            subject=text.subject,
            paragraphs_before=tuple(part.strip() for part in text.body.split("\n\n") if part.strip()),
            our_reference=credit.number or who.number,
        )
        name = f"letter-{self._today}-{self._numbers[credit.id]}.pdf"
        (file_id,) = keep_files([NewFile(name, "application/pdf", render_pdf(sheet))], context=self._context)
        return NewAttachment(file_id, name)

    def _message(self, credit: UnclaimedCredit, told: "_Told", channel: str, key: str = "") -> NewMessage:
        assert credit.customer_id is not None, "Only owners who are known are written to."
        return NewMessage(
            key=f"unclaimed credit {credit.id} letter {self._numbers[credit.id]}{key}",
            customer_id=credit.customer_id,
            purpose=PURPOSE,
            reason=f"Nobody has claimed {credit.number or 'a credit'} since {credit.rests_from}.",
            subject=told.text.subject,
            body=_BLANK_LINES.sub("\n\n", told.text.body),
            html=told.text.html,
            legal_entity_id=credit.legal_entity_id,
            contact_id=told.contact_id,
            channel=channel,
            language=told.language,
            attachments=(told.attachment,),
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a letter says, in which language, the PDF of it, and the person at the customer, where one is known."""

    text: RenderedText
    language: str
    attachment: NewAttachment
    contact_id: UUID | None


def _letters_before(owed: Sequence[UnclaimedCredit], context: Context) -> dict[UUID, int]:
    """Of each credit the number of the next letter about it."""
    letters = UnclaimedLetter.objects.filter(
        organization_id=context.organization_id, credit_id__in=[credit.id for credit in owed]
    )
    counted = Counter(letters.values_list("credit_id", flat=True))
    return {credit.id: counted[credit.id] + 1 for credit in owed}
