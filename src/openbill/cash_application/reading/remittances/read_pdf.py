"""A PDF with text as remittance advices."""

import subprocess
import sys
from pathlib import Path

from openbill.cash_application.errors import RemittanceIsNotRecognised, RemittanceTellsNothing
from openbill.cash_application.reading.remittances import pdf_words
from openbill.cash_application.reading.remittances.checked_size import checked_size
from openbill.cash_application.reading.remittances.read_words import advices_of_words
from openbill.cash_application.reading.remittances.unreadable import unreadable
from openbill.cash_application.types.remittances import RemittanceAdvice

PDF = b"%PDF-"
_PROGRAM = Path(pdf_words.__file__)
_MOST_SECONDS = 2 * pdf_words.MOST_SECONDS


def read_pdf(content: bytes, file: str, currency: str) -> tuple[RemittanceAdvice, ...]:
    """The advices of the text of a PDF; a picture of a text has none.

    Raises RemittanceIsTooLarge, RemittanceCannotBeRead, RemittanceIsNotRecognised and RemittanceTellsNothing.
    """
    text = _words(checked_size(content, file), file)
    if not text.strip():
        raise RemittanceIsNotRecognised(file=file, reason="its pages are pictures, and hold no text")
    advices = advices_of_words(text, file, currency)
    if not advices:
        raise RemittanceTellsNothing(file=file)
    return advices


def _words(content: bytes, file: str) -> str:
    command = [sys.executable, "-I", "-W", "ignore", str(_PROGRAM)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, by its path
            command, input=content, capture_output=True, timeout=_MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise unreadable(file, 0, "it takes too long to read") from None
    if done.returncode:
        raise unreadable(file, 0, "it is no whole PDF, or one that is too large or locked")
    return done.stdout.decode("utf-8", "replace")
