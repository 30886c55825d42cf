"""What the readers of remittance advices say: where something stands, why it cannot be read, and what is odd."""

from django.utils.translation import gettext_noop as _

OF_REMITTANCE_FILES: tuple[str, ...] = (
    # Where.
    _("transaction set {number}"),
    _("{name}, line {line}"),
    _("{name}, transaction set {number}"),
    # Why the file cannot be read.
    _("it does not begin with ISA"),
    _('"{name}" is no segment'),
    _("the head of the interchange is not as wide as X12 says"),
    _("the segment in line {line} does not end"),
    _("it tells no payment (BPR)"),
    _("{segment} of line {line} is not closed by {closing}"),
    _("{segment} stands in line {line}, inside of {outer}"),
    _("{segment} stands inside of {outer}"),
    _("it is no line of a CSV file ({fault})"),
    _("'{text}' is in another currency than its line"),
    _("its parts are nested too deep, or too many"),
    _("one of its headers is too long"),
    _("it is no whole e-mail"),
    _("it takes too long to read"),
    _("it is no whole PDF, or one that is too large or locked"),
    # Why it is no remittance advice of a known kind.
    _("it holds no transaction set 820"),
    _("no line has headings that are known"),
    _("no column names documents, or none says what is paid"),
    _("its pages are pictures, and hold no text"),
    _("it is a zip or a spreadsheet"),
    _("it is an old Office file"),
    _("it is a picture"),
    _("it is packed"),
    _("it holds bytes that are no text"),
    # More than a file may hold.
    _("{count} advices"),
    _("{count} documents"),
    _("{count} letters"),
    # What is odd and does no harm.
    _("{segment} says {told} segments, {count} are there"),
    _("{segment} says {told} transaction sets, {count} are there"),
    _("{segment} says {told} groups, {count} are there"),
    _('{segment} closes "{closed}", and {opening} opened "{opened}"'),
    _("The payment is over {amount}, and its documents come to {total}."),
)
"""As the readers write them, in English, with braces where something stands."""
