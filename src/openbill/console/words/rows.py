"""What is said of the rows of a file: why one is refused, what would be right, and what was assumed of all."""

from django.utils.translation import gettext_noop as _

OF_ROWS: tuple[str, ...] = (
    # Why a row is refused.
    *(_("customer number and name are blank"), _("customer is blank"), _("document number is blank")),
    *(_("document date is blank"), _("document date and due date are blank"), _("payment date is blank")),
    *(_("currency is blank"), _("amount is blank"), _("open amount is blank"), _("the amount is zero")),
    *(_("the amount is zero: nothing is owed"), _("nothing says whose payment it is")),
    _("'{value}' has the sign of money given back, the other payments have not"),
    _("open amount '{open}' has the other sign than the amount '{amount}'"),
    _("open amount '{open}' is more than the amount '{amount}'"),
    _("nothing says whether '{kind}' without a minus sign is a credit here, or a debit"),
    _("'{value}' is written in {named}, and the row is in {currency}"),
    _("'{value}' has {count} decimals, and {currency} has {decimals}"),
    _("'{value}' is larger than any amount that is kept"),
    _("'{value}' has more than one minus sign"),
    _("'{value}' beside the amount is not an ISO 4217 code"),
    _("'{value}' is in scientific notation: digits are lost"),
    _("'{value}' does not fit the other amounts of the file"),
    _("'{value}' is not an amount"),
    _("'{value}' is not a known kind of document"),
    _("currency '{value}' is not an ISO 4217 code; {remedy}"),
    *(_("write a code of three letters such as EUR"), _("Write a code of three letters such as EUR.")),
    *(_("write {code}"), _("Write {code}.")),
    _("it holds the character {character}, which is not seen"),
    _("'{value}' has {count} characters, at most {most} are kept"),
    _("'{value}' is not one e-mail address"),
    _("'{value}' is not a time zone"),
    _("'{value}' is not a number of days"),
    _("'{value}' is not the number of an instalment"),
    _("the text holds the control character U+{code}"),
    _("'{value}' is not a date"),
    _("'{value}' is not a date on the calendar"),
    _("'{value}' is not written like the other dates of its column"),
    _("'{value}' is a day number of a spreadsheet, not a date"),
    _("'{value}' lies outside the years {first} to {last}"),
    _("this day has not come"),
    # What would be right.
    _("Correct the date, or import the payment when it has come in."),
    *(_("Give at least one of them."), _("Give the customer, a reference or an invoice.")),
    *(_("Give the day on which the money was received."), _("Leave out payments of nothing.")),
    *(_("Give a code such as EUR, or state one for the whole file."), _("Give the customer's number or name.")),
    *(_("Record refunds and returned payments as such, not as payments."), _("Give the date of the document.")),
    *(_("Give the number that stands on the document."), _("Give what is still open.")),
    *(_("Write both as owed, or both as a credit."), _("What is open is at most the amount of the document.")),
    _("Import the file with --credits by-kind if it is a credit, with --credits signed if not."),
    *(
        _("Make the two agree."),
        _("Write a number such as {example}."),
        _("Write a number such as {example}, not {other}."),
    ),
    *(_("Write it with at most {decimals} decimals."), _("Write it without decimals."), _("Check the decimal sign.")),
    *(_("Write a code such as EUR."), _("Write invoice, credit note, debit note or payment.")),
    *(_("Take the character out."), _("Shorten it to {most} characters."), _("Correct the year.")),
    *(_("Write one such as name@example.com, or leave it blank."), _("Write a name such as Europe/Berlin.")),
    *(_("Write a number such as 30."), _("Write a number from 1 to 999.")),
    *(_("Remove it: it cannot be seen or printed."), _("Write it as YYYY-MM-DD.")),
    *(_("Write it as DD.MM.YYYY, or as YYYY-MM-DD."), _("Write it as MM/DD/YYYY, or as YYYY-MM-DD.")),
    _("Format the column as a date in the spreadsheet and export it again."),
    # What was assumed.
    _("No column gives the document date: the due date is taken, unless a document date is stated."),
    _("No column gives the due date: the document date plus the terms of the row is taken."),
    _("No column gives the due date: the document date is taken."),
    _("The numbers in {columns} all end in .0, as a spreadsheet leaves them: the .0 is taken off."),
    _("The currency is {currency}, by the header of the amount."),
    _("Column '{column}' is not used: by its name it is {field}, by its values not."),
    _("Dates in column '{column}' could be day first or month first; {order} is assumed because {why}."),
    _(
        "Column '{column}' has dates that can only be day first ({day_first}) and others that can only be month first"
        " ({month_first}): {order} is taken, the others are refused."
    ),
    *(_("they are written with dots"), _("due dates then follow document dates more often")),
    *(_("the file is written in the European way"), _("the amounts are in USD")),
    *(_("nothing in the file says otherwise"), _("day first"), _("month first"), _("year first")),
    _("Column '{column}' is taken as the amount of the document: no other column gives it."),
    _("Column '{column}' is taken as what is still open: no other column gives it."),
    _(
        "Credit notes and payments have a minus sign (line {with}): those without one (line {without}) are debits, such"
        " as returned payments. State --credits by-kind if they are credits all the same."
    ),
    _(
        "No credit note or payment among these refused rows has a minus sign (line {without}), and the file they came"
        " from may have: state --credits signed or --credits by-kind, or they are refused again."
    ),
    _(
        "No credit note or payment has a minus sign (line {without}): by their kind they are credits. State --credits"
        " signed if only a minus sign makes a credit."
    ),
    _(
        "By the mapping only a minus sign makes a credit: credit notes and payments without one (line {without}) are"
        " debits, such as returned payments. State --credits by-kind if they are credits."
    ),
    _(
        "By the mapping the kind makes a credit, though some have a minus sign (line {with}) and some have none (line"
        " {without}). State --credits signed if those without one are debits."
    ),
)
