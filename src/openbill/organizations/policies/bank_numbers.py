"""How numbers of bank accounts and banks prove that they were written down rightly."""

import re

from openbill.organizations.errors import BicWrong, IbanWrong

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")


def iban(text: str) -> str:
    """An IBAN without spaces, in capitals; blank stays blank. Raises IbanWrong.

    Check digits of ISO 13616 (ISO 7064 MOD 97-10): the first four characters are moved to the end, letters
    become numbers (A = 10 ... Z = 35), and the remainder of the division by 97 is 1.
    """
    number = re.sub(r"[\s-]", "", text).upper()
    if not number:
        return ""
    if not _IBAN.fullmatch(number):
        raise IbanWrong(iban=text, reason="it does not have the form of one")
    digits = "".join(str(int(character, 36)) for character in number[4:] + number[:4])
    if int(digits) % 97 != 1 or not 2 <= int(number[2:4]) <= 98:
        raise IbanWrong(iban=text, reason="its check digits do not fit")
    return number


def bic(text: str) -> str:
    """A BIC of ISO 9362 without spaces, in capitals; blank stays blank. Raises BicWrong."""
    code = re.sub(r"\s", "", text).upper()
    if code and not _BIC.fullmatch(code):
        raise BicWrong(bic=text)
    return code
