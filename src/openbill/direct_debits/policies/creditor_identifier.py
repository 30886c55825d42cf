"""The number by which a creditor is known in SEPA direct debits."""

import re

from openbill.direct_debits.errors import CreditorIdentifierWrong

_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{1,28}")


def creditor_identifier(text: str) -> str:
    """A creditor identifier without spaces, in capitals. Raises CreditorIdentifierWrong.

    EPC262-08: country, two check digits, a business code of three that the check leaves out, and the number of the
    country. The check is that of an IBAN (ISO 7064 MOD 97-10) over the number, the country and the digits.
    """
    number = re.sub(r"\s", "", text).upper()
    if not _FORM.fullmatch(number):
        raise CreditorIdentifierWrong(number=text, reason="it does not have the form of one")
    digits = "".join(str(int(character, 36)) for character in number[7:] + number[:4])
    if int(digits) % 97 != 1:
        raise CreditorIdentifierWrong(number=text, reason="its check digits do not fit")
    return number
