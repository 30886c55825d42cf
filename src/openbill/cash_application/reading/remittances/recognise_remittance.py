"""What kind of remittance advice a file is, and what it says."""

from collections.abc import Callable

from openbill.cash_application.errors import RemittanceIsNotRecognised
from openbill.cash_application.reading.remittances.checked_size import checked_size
from openbill.cash_application.reading.remittances.decoded_words import decoded_words
from openbill.cash_application.reading.remittances.read_csv import is_csv, read_csv
from openbill.cash_application.reading.remittances.read_mail import is_mail, read_mail
from openbill.cash_application.reading.remittances.read_pdf import PDF, read_pdf
from openbill.cash_application.reading.remittances.read_words import MOST_TEXT, read_text
from openbill.cash_application.reading.remittances.tidy_advice import tidy_advice
from openbill.cash_application.reading.remittances.x12.read_x12_820 import read_x12_820
from openbill.cash_application.reading.remittances.x12.segments import HEAD
from openbill.cash_application.types.remittances import RemittanceAdvice

_BINARY = (
    (b"PK\x03\x04", "it is a zip or a spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "it is an old Office file"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"II*\x00", "it is a picture"),
    (b"MM\x00*", "it is a picture"),
    (b"\x1f\x8b", "it is packed"),
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def recognise_remittance(content: bytes, file: str, *, currency: str) -> tuple[RemittanceAdvice, ...]:
    """The advices of a file of any known kind; what it is, the content tells.

    `currency` is that of amounts that name none. Raises RemittanceIsNotRecognised, RemittanceCannotBeRead,
    RemittanceIsTruncated, RemittanceIsTooLarge and RemittanceTellsNothing.
    """
    return tuple(tidy_advice(each) for each in _reader(checked_size(content, file), file)(content, file, currency))


def _reader(content: bytes, file: str) -> Callable[[bytes, str, str], tuple[RemittanceAdvice, ...]]:
    for magic, reason in _BINARY:
        if content.startswith(magic):
            raise RemittanceIsNotRecognised(file=file, reason=reason)
    if content.startswith(PDF):
        return read_pdf
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(HEAD.encode()):
        return read_x12_820
    if b"\0" in content[:10_000] and not content.startswith(_WIDE):
        raise RemittanceIsNotRecognised(file=file, reason="it holds bytes that are no text")
    if is_mail(content):
        return read_mail
    return read_csv if is_csv(decoded_words(content[: 4 * MOST_TEXT])) else read_text
