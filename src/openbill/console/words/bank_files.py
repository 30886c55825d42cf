"""What the readers of bank files say: where something stands, why it cannot be read, and what is odd."""

from django.utils.translation import gettext_noop as _

OF_BANK_FILES: tuple[str, ...] = (
    # Where.
    _("The content"),
    _("Line {line} (XML)"),
    _("Line {line} (statement {statement})"),
    _("Line {line} (statement {statement}, entry {entry})"),
    _("Line {line} (statement {statement}, entry {entry}, payment {payment})"),
    # Why the file cannot be read.
    _("it is empty"),
    _("it breaks off in line {line}"),
    _("it is written in UTF-16, and UTF-8 is needed"),
    _('it is written in "{encoding}", and UTF-8 is needed'),
    _("it holds bytes that are no text in its encoding"),
    _("it is not well-formed XML ({fault})"),
    _("it is nested too deeply, or a text is too long"),
    _("it holds no statement"),
    _("it is no whole zip ({fault})"),
    _("it holds no file"),
    _("it is a zip within a zip"),
    _("it is encrypted"),
    _("it is packed in a way that is not known"),
    # More than a file may hold.
    _("200 files"),
    _("200 times its packed size"),
    _("500,000 bookings"),
    _("1,000,000 elements in one place"),
    # Why a booking or a balance cannot be read.
    _("{element} is told twice"),
    _("no account is told"),
    _("no amount is told"),
    _("no date is told"),
    _("the amount has no currency"),
    _('"{text}" is no currency'),
    _('"{text}" is no amount'),
    _('"{text}" is no date'),
    _("{text} has more decimals than {currency} knows"),
    _("{text} is more than an account can hold"),
    _("it is not told whether money came in or went out"),
    _("it is not told whether this is booked"),
    _('"{text}" is neither CRDT nor DBIT'),
    _('"{text}" is neither true nor false'),
    _('"{text}" is not known as the status of a booking'),
    # What is odd and does no harm.
    _("The bank marks the statement as a duplicate."),
    _("A balance is in another currency than the account."),
    _("Bookings without a date took another date of the statement: {count}, the first in entry {entry}."),
    _("Amounts in another currency than the account's: {count}, the first in entry {entry}."),
    _("Bookings whose payments do not come to their amount: {count}, the first in entry {entry}."),
    _("Bookings whose payments have no amounts: {count}, the first in entry {entry}."),
    _("Amounts that were told beside, and could not be read: {count}, the first in entry {entry}."),
)
"""As the readers write them, in English, with braces where something stands."""
