"""An e-mail as remittance advices: its attachments first, else what it says itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice

from openbill.cash_application.errors import RemittanceIsTooLarge, RemittanceTellsNothing
from openbill.cash_application.reading.remittances.checked_size import checked_size, refuse_too_many
from openbill.cash_application.reading.remittances.decoded_words import decoded_words
from openbill.cash_application.reading.remittances.html_words import html_words
from openbill.cash_application.reading.remittances.read_csv import is_csv, read_csv
from openbill.cash_application.reading.remittances.read_pdf import PDF, read_pdf
from openbill.cash_application.reading.remittances.read_words import MOST_TEXT, advices_of_words
from openbill.cash_application.reading.remittances.unreadable import unreadable
from openbill.cash_application.reading.remittances.x12.read_x12_820 import read_x12_820
from openbill.cash_application.reading.remittances.x12.segments import HEAD
from openbill.cash_application.types.remittances import RemittanceAdvice
from openbill.primitives.errors import Refusal

MOST_PARTS, MOST_ATTACHMENTS = 100, 10
LONGEST_HEADER, MOST_HTML = 10_000, 1_000_000

_HEADER = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:From [^\r\n]*\r?\n)?"
    rb"(?:(?:From|To|Cc|Subject|Date|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Reply-To|Sender|"
    rb"Content-Type|DKIM-Signature|Authentication-Results|ARC-[\w-]+|X-[\w-]+):"
    rb"[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}",
    re.IGNORECASE,
)
_FROM = re.compile(rb"^(?:From|Sender):", re.IGNORECASE | re.MULTILINE)
_PARTS = re.compile(rb"boundary|message/rfc822", re.IGNORECASE)
_DELIMITERS = re.compile(rb"^--[^\s-]", re.MULTILINE)
MOST_DELIMITERS = 10_000
"""Lines that begin as those between parts do; quoted letters have some, and each is compared with every boundary."""
_FAULTS = (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError)
"""What the standard library raises over mails that are none, besides its own errors, which are ValueErrors."""

_LETTERS = ("text/plain", "text/html")


def is_mail(content: bytes) -> bool:
    """Whether it begins with headers of a mail, of which one says from whom."""
    head = _HEADER.match(content[:100_000])
    return head is not None and _FROM.search(head[0]) is not None


@dataclass(frozen=True, slots=True)
class _Mail:
    sender: str
    subject: str
    day: date | None
    words: str
    attachments: Sequence[tuple[str, bytes]]


def read_mail(content: bytes, file: str, currency: str) -> tuple[RemittanceAdvice, ...]:
    """The advices of a mail: of its CSV, EDI, PDF and text files, or of its own words.

    Where files tell the documents, the words fill in what they leave out of a payment. An attachment that cannot be
    read, and is not needed, is a warning. Raises RemittanceIsTooLarge, RemittanceCannotBeRead, RemittanceTellsNothing,
    and what the only attachment that could be an advice was refused for.
    """
    mail = _opened(checked_size(content, file), file)
    said = advices_of_words(mail.words, file, currency, subject=mail.subject)
    attached: list[RemittanceAdvice] = []
    refusals: list[Refusal] = []
    for name, attachment in mail.attachments[:MOST_ATTACHMENTS]:
        try:
            found = _attached(attachment, name, currency)
        except Refusal as refusal:
            refusals.append(refusal)
        else:
            attached += [replace(each, place=f"{name}, {each.place}") for each in found]
            refuse_too_many(len(attached), sum(len(each.lines) for each in attached), file)
    advices = _together(attached, said)
    if not advices:
        raise refusals[0] if refusals else RemittanceTellsNothing(file=file)
    warnings = tuple(str(refusal.message) for refusal in refusals)
    return tuple(_completed(each, mail, warnings) for each in advices)


def _together(attached: Sequence[RemittanceAdvice], said: Sequence[RemittanceAdvice]) -> Sequence[RemittanceAdvice]:
    """What files tell, with what the words tell of the same single payment and the file does not."""
    if not attached or len(attached) > 1 or len(said) != 1:
        return attached or said
    (told,), (words,) = attached, said
    is_same = told.currency == words.currency
    return [
        replace(
            told,
            payer_name=told.payer_name or words.payer_name,
            payer_number=told.payer_number or words.payer_number,
            payer_account=told.payer_account or words.payer_account,
            reference=told.reference or words.reference,
            amount=told.amount if told.amount is not None or not is_same else words.amount,
            paid_date=told.paid_date or words.paid_date,
            lines=told.lines or (words.lines if is_same else ()),
        )
    ]


def _completed(advice: RemittanceAdvice, mail: _Mail, warnings: tuple[str, ...]) -> RemittanceAdvice:
    """With the sender and the day of the mail, where nothing better is told."""
    return replace(
        advice,
        payer_name=advice.payer_name or mail.sender,
        paid_date=advice.paid_date or mail.day,
        warnings=(*advice.warnings, *warnings),
    )


def _attached(content: bytes, name: str, currency: str) -> tuple[RemittanceAdvice, ...]:
    """What a file in a mail tells; nothing where it is of no known kind."""
    checked_size(content, name)
    if content.startswith(PDF):
        return read_pdf(content, name, currency)
    if content.lstrip().startswith(HEAD.encode()):
        return read_x12_820(content, name, currency)
    if b"\0" in content[:10_000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ()
    text = decoded_words(content[: 4 * MOST_TEXT])
    if is_csv(text):
        return read_csv(content, name, currency)
    return advices_of_words(text, name, currency) if name.casefold().endswith(".txt") else ()


def _opened(content: bytes, file: str) -> _Mail:
    if len(_PARTS.findall(content)) > MOST_PARTS or _has_more(_DELIMITERS, content, MOST_DELIMITERS):
        raise unreadable(file, 0, "its parts are nested too deep, or too many")
    try:
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        parts = list(_parts(message, file))
        written = [part for part in parts if part.get_content_type() in _LETTERS and not part.get_filename()]
        plain = [part for part in written if part.get_content_type() == "text/plain"]
        words = "\n\n".join(_words(part) for part in plain)
        if not words.strip():
            words = "\n\n".join(html_words(_marked(part, file)) for part in written)
        others = [part for part in parts if part not in written]
        attachments = [(_name(part, place), _bytes(part)) for place, part in enumerate(others, start=1)]
        name, address = parseaddr(str(message.get("From", "")))
        return _Mail(name or address, str(message.get("Subject", "")), _day(message), words, attachments)
    except _FAULTS:
        raise unreadable(file, 0, "it is no whole e-mail") from None


def _has_more(pattern: re.Pattern[bytes], content: bytes, most: int) -> bool:
    return next(islice(pattern.finditer(content), most, None), None) is not None


def _parts(message: Message, file: str) -> Iterator[Message]:
    """The parts that hold something, in their order."""
    for count, part in enumerate(message.walk()):
        if count > MOST_PARTS:
            raise unreadable(file, 0, "its parts are nested too deep, or too many")
        if any(len(str(value)) > LONGEST_HEADER for _, value in part.raw_items()):
            raise unreadable(file, 0, "one of its headers is too long")
        if not part.is_multipart():
            yield part


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _words(part: Message) -> str:
    return decoded_words(_bytes(part), str(part.get_content_charset() or ""))


def _marked(part: Message, file: str) -> str:
    text = _words(part)
    if len(text) > MOST_HTML:
        raise RemittanceIsTooLarge(file=file, limit=f"{MOST_HTML:,} letters")
    return text


def _name(part: Message, place: int) -> str:
    return (part.get_filename() or f"attachment {place}").replace("\\", "/").rpartition("/")[2][:100]


def _day(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
