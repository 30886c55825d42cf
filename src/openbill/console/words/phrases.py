"""What the domains say in parts of sentences: why something is not possible, and why a task waits."""

from django.utils.translation import gettext_noop as _

from openbill.console.words.bank_files import OF_BANK_FILES
from openbill.console.words.csv_files import OF_CSV_FILES
from openbill.console.words.remittance_files import OF_REMITTANCE_FILES
from openbill.console.words.rows import OF_ROWS

PHRASES: tuple[str, ...] = (
    # Why payment terms, drafts and lines are not possible.
    _("a code and a name are needed"),
    _("days lie between 0 and {most}"),
    _("the day of the month lies between 1 and 31"),
    _("instalments and an early-payment discount exclude each other"),
    _("a discount is over 0 and under 100 %"),
    _("the days of a discount lie between 0 and {most}"),
    _("days of grace lie between 0 and {most}"),
    _("an instalment is a percentage or an amount, not both"),
    _("the share of an instalment is a number"),
    _("instalments are not negative"),
    _("an instalment falls due within ten years"),
    _("the instalments make {percent} %"),
    _("a document has at most {most} lines"),
    _("a discount lies between 0 and 100 %, with at most {decimals} decimals"),
    _("dates lie in the years {first} to {last}"),
    _("the service ends before it begins"),
    _("an invoice corrects nothing; a credit or debit note does"),
    _("what it corrects is not an issued document"),
    _("{number} is a credit note; bill it anew instead"),
    _("{number} has another customer or currency"),
    _("{number} is of another legal entity"),
    _("its description is blank"),
    _("quantity, price and discount are numbers"),
    _("its quantity or price is too large"),
    _("quantity and price have at most {decimals} decimals"),
    _("it comes to more than a document can be over"),
    # Why a tolerance is not possible.
    _("an amount lies between 0 and {most} minor units"),
    _("the percentage lies between 0 and 100"),
    # Why a promise is not possible.
    _("it is given on {day}, which has not come yet"),
    _("it is given on {day} for {promised}, which is over"),
    _("it is given on {day} for {promised}, which is more than a year ahead"),
    _("it is over debts of one customer, one legal entity and one currency"),
    _("{part} of {number} is promised, and {open} is open"),
    # What is wrong with a number, a picture or an address.
    _("it does not have the form of one"),
    _("its check digits do not fit"),
    _("the PNG is cut off"),
    _("it has {width} by {height} pixels, and {most} on a side are possible"),
    _("it is neither a PNG nor an SVG in UTF-8"),
    _("it is neither a PNG nor an SVG ({fault})"),
    _("the SVG declares a document type"),
    _("it is XML, but not an SVG"),
    _("the SVG shows something from another file"),
    _("the SVG does not say how wide and high it is"),
    _("the SVG has no area"),
    _("it is too long, or holds signs that no address has."),
    _("it cannot be read."),
    _("it does not begin with https://."),
    _("it names a user or a fragment."),
    _("the name of the host is missing."),
    _("the port {port} is none of {ports}."),
    # Why a snapshot waits.
    _("the number of rows fell by {percent} %"),
    _("the total in {currency} fell by {percent} %"),
    _("{count} of its rows are refused, and what they name would look settled"),
    # What a strategy lacks.
    _("it is not a list of names and values"),
    _("it has no stages"),
    _("its stages are not in the order of their days"),
    _("it ends before its last stage"),
    # What would be right instead.
    _("Recover the write-off: the debt is then owed again, as an item of its own."),
    _("Return the payment that earned it: the whole debt is then owed again."),
    _("The money went back already; record what the customer sends as a payment."),
    _("Record the item again."),
    _("The next snapshot, or the real payment, takes a provisional clearing back."),
    _("Undo the allocation: its entry is then taken back with it."),
    _("Recover the write-off."),
    _("Cancel the open item behind it, or undo the allocation that it values."),
    _("A revaluation takes itself back on the next day."),
    _("Cancel the open item behind it, or correct it with a credit note or a debit note."),
    # Why a task waits.
    _("{number}: every stage of reminding is over; decide: call, agency, attorney, or write it off."),
    _(
        "A reminder ({stage}) cannot be sent: nobody there has an e-mail address that may be written to."
        " Add one, or send it by letter."
    ),
    _("Promised {promised} by {day}; {received} came in."),
    _(
        "The latest list of open items of {company} is of {day}, {count} business days old: nobody is reminded on"
        " stale figures. Bring the current list in."
    ),
    _("A message could not be delivered. Find a better address, or call."),
    _("No reminder could be made: {reason} Mend it, or send a letter."),
    _("A payment of {amount} was returned on {day}. Call, and agree how it will be paid."),
    _("A direct debit of {amount} was not paid on {day}: {meaning}. {follows}"),
    _("The bank did not send a refund of {amount}: {meaning}. Check the account, and send it again."),
    _("It may be collected again from {day}."),
    _("It came back too often to be collected again by itself: agree how it will be paid."),
    _("Ask for another account, and amend the mandate."),
    _("Have a new mandate signed."),
    _("Speak with the payer, then resume the mandate or end it."),
    _("Collect nothing more before somebody has looked at it."),
    # Why a bank did not move money, by its code.
    *(_("not enough money"), _("no reason given"), _("wrong account number"), _("account closed"), _("wrong bank")),
    *(_("the payer's bank is not reachable"), _("no valid mandate"), _("data of the mandate missing or wrong")),
    *(_("account of a consumer"), _("account blocked"), _("account not open to direct debits")),
    *(_("refused by the payer"), _("the payer blocks this creditor"), _("taken back by the payer")),
    _("the law asks for the payer's account or number"),
    _("the law asks for the payer's name or address"),
    _("the law asks for the creditor's name or address"),
    *(_("regulatory reason"), _("the payer died"), _("wrong code of the transaction"), _("collected twice")),
    *(_("the creditor is not recognised"), _("the creditor's bank is not reachable"), _("wrong date")),
    *(_("wrong format"), _("unknown reason")),
    _(
        "Nothing is told to {address} any more: it failed for days, or said that it is gone. Have the program there"
        " looked at; then somebody who manages the firm turns its webhook on again."
    ),
    _(
        "The gateway could not give {amount} back: it is the customer's again, unapplied. Ask where it is to go, and"
        " refund it another way."
    ),
    _(
        "The certificate for {amount} tax withheld of {number} on {day} has not come. Ask for it, or have it owed"
        " again."
    ),
    _("the certificate is awaited no more"),
    _("The gateway does not give {amount} back, and is asked every day: {because} Look at the payment there."),
    _(
        "A gateway told of {told_as}, and it is not booked: {because} Look at the payment there; then somebody who"
        " manages gateways has the notice read again, or sets it aside."
    ),
    _(
        "{card} pays by itself until {day}, and nothing after that. The customer is asked to have another one kept: see"
        " to it that it is."
    ),
    _("A card"),
    _("Something went wrong here: the log of the machine says what."),
    # Why nobody need do a task any more.
    *(_("the gateway gives it back now"), _("somebody looked after the notice")),
    _("another way of paying is kept, or this one is used no more"),
    *(_("a reminder was made"), _("a later stage asks for the same"), _("nothing is asked for")),
    *(_("its reminder did not go out"), _("its webhook was turned on again, or removed")),
    # Why a message was written, and waits.
    _("{number} is {days} days overdue: stage {stage} of the strategy {strategy}."),
    _("{number} is {days} days overdue, and {others} more: stage {stage} of the strategy {strategy}."),
    _("{number} is due today: stage {stage} of the strategy {strategy}."),
    _("{number} is due today, and {others} more: stage {stage} of the strategy {strategy}."),
    _("{number} is due in {days} days: stage {stage} of the strategy {strategy}."),
    _("{number} is due in {days} days, and {others} more: stage {stage} of the strategy {strategy}."),
    *(_("The organization is in safe mode."), _("receipt"), _("due"), _("overdue"), _("second"), _("firm"), _("final")),
    *OF_ROWS,
    *OF_BANK_FILES,
    # What a gateway did not answer, and what of a notice is wrong.
    *(_("nobody answered, or not in time."), _("what it answered cannot be read.")),
    *(_("it answered {status}."), _("it answered {status}. {said}"), _("its answer has no {name}.")),
    *(_("a line of its payout cannot be read."), _("its payout cannot be read."), _("its payout has no day.")),
    *(_("its payout has no end."), _("it has no payout {payout}."), _("our own address of notices was not reached.")),
    *(_("our own address of notices answered {status}."),),
    _("Stripe counts {currency} in another way; collect it otherwise."),
    *(_("it has no time."), _("it has two names."), _("it holds no events."), _("it is no JSON object.")),
    *(_("it is no JSON."), _("it is no event."), _("it is not signed."), _("it was signed at another time.")),
    *(_("its signature is wrong."), _("its signature or its time is wrong."), _("An automatic payment failed.")),
    _("A card that pays by itself expires."),
    _("A link to pay was sent."),
    *OF_CSV_FILES,
    *OF_REMITTANCE_FILES,
    # Codes that stand in sentences.
    *(_("on"), _("off"), _("none"), _("nothing"), _("none yet"), _("phone"), _("mobile"), _("email")),
    *(_("draft"), _("issued"), _("open"), _("closed"), _("requested"), _("approved"), _("declined"), _("waiting")),
    *(_("running"), _("finished"), _("kept"), _("broken"), _("withdrawn"), _("credited"), _("voided"), _("done")),
    *(_("held"), _("queued"), _("sent"), _("delivered"), _("bounced"), _("cancelled"), _("suppressed"), _("failed")),
    *(_("write off"), _("discount"), _("refund"), _("cancellation"), _("external clearing"), _("external use")),
    *(_("invoice"), _("payment"), _("promise"), _("dispute"), _("message"), _("period"), _("upload"), _("task")),
    *(_("name"), _("code"), _("subject"), _("body"), _("reason"), _("file name"), _("media type"), _("label")),
)
"""As the domains write them, in English, with braces where something stands; a test walks the code and finds each."""
