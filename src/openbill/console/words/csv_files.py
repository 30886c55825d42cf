"""What the reader of banks' CSV files says: why a file cannot be read, and why a mapping is not possible."""

from django.utils.translation import gettext_noop as _

OF_CSV_FILES: tuple[str, ...] = (
    # Why a mapping is not possible.
    _("no column says the day of a booking"),
    _("no column says an amount"),
    _("the amount is in one column, or in those of debits and credits"),
    _("amounts without sign need a column that says the direction, and no others do"),
    _("debits and credits are not turned"),
    _("opening and closing balances go together"),
    _("balances stand in every row, or open and close the file"),
    _("columns without headings are named by their numbers, from 1"),
    _("say whether days or months come first in its days"),
    # Why the file cannot be read.
    _("nothing stands behind line {line}"),
    _("a quotation mark of line {line} is not closed"),
    _("line {line} has {count} of {width} columns"),
    _("it has {count} columns, and there are {width}: a separator stands in a text"),
    _("it begins as UTF-16 and is none"),
    _('in the column "{column}", {fault}'),
    _('"{column}" is {told}, and the amounts come to {amount}'),
    _('"{column}" is {told}, and {first} in the first row'),
    # More than a file may hold.
    _("{count} columns"),
    _("{count} rows"),
    _("{count} letters in a cell"),
)
"""As the readers write them, in English, with braces where something stands."""
