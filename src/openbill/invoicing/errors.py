"""What invoicing refuses."""

from openbill.primitives.errors import Refusal


class TermsImpossible(Refusal):
    """The payment terms {code} are not possible: {reason}."""

    remedy = "Correct them; docs/algorithms/invoicing.md shows every form."


class TermsUnknown(Refusal):
    """There are no payment terms {code}."""

    remedy = "Add them first, or leave the terms out to use the customer's."


class TermsExist(Refusal):
    """There are payment terms {code} already."""

    remedy = "Give the new ones a code of their own: issued documents keep what they were issued with."


class TaxCodeUnknown(Refusal):
    """There is no tax code {code}."""

    remedy = "Add it first; known are: {known}."


class TaxCodeExists(Refusal):
    """There is a tax code {code} already."""

    remedy = "Add a rate to it from a day on, or choose another code."


class TaxRateMissing(Refusal):
    """The tax code {code} has no rate on {day}."""

    remedy = "Add its rate from that day or an earlier one on."


class TaxRateExists(Refusal):
    """The tax code {code} has a rate from {valid_from} on already."""

    remedy = "Rates are never rewritten, as documents were issued with them; choose another day."


class TaxRateImpossible(Refusal):
    """{percent} % is not a rate of the category {category}."""

    remedy = "Untaxed categories have 0 %, the others more than 0 and at most 100 %, with at most 4 decimals."


class CustomerOfDraftUnknown(Refusal):
    """There is no customer {customer_id}."""

    remedy = "Create the customer first."


class DraftHasNoLines(Refusal):
    """Draft {position} has no lines."""

    remedy = "A document needs at least one."


class LineImpossible(Refusal):
    """Line {line} of draft {position} is not possible: {reason}."""

    remedy = "Correct the line; nothing of the batch was drafted."


class DraftImpossible(Refusal):
    """Draft {position} is not possible: {reason}."""

    remedy = "Correct it; nothing of the batch was drafted."


class InvoiceUnknown(Refusal):
    """There is no document {invoice_id}."""


class InvoiceIsIssued(Refusal):
    """{number} is issued and never changes."""

    remedy = "Correct it by a credit note or a debit note."


class InvoiceIsDraft(Refusal):
    """The document is a draft."""

    remedy = "Issue it first; a draft itself is changed or deleted."


class DocumentIsNegative(Refusal):
    """The document comes to {gross}."""

    remedy = "What is owed to the customer is a credit note; its amounts are positive."


class DocumentIsOnlyTax(Refusal):
    """The document comes to nothing, with {net} net and {tax} tax."""

    remedy = "Bill what is owed, and credit what is owed back, on documents of their own."


class RateOfTheDayMissing(Refusal):
    """No exchange rate from {currency} to {functional_currency} is known for {day}."""

    remedy = "Enter the rate: openbill set-rate. The document is then issued at it."


class BooksClosedOn(Refusal):
    """The books are closed on {day}; they open on {opens_on}."""

    remedy = "Issue the document with a date from {opens_on} on."


class CreditExceedsInvoice(Refusal):
    """{amount} is more than can still be credited of {number}: {creditable}."""

    remedy = "Credit at most that, or all that is left by stating no lines."


class NothingLeftToCredit(Refusal):
    """Nothing of {number} is left to be credited."""

    remedy = "It was credited, discounted or written off wholly; give money back by a refund."


class CreditExceedsTaxCode(Refusal):
    """{amount} net at {tax} is more than can still be credited at it of {number}: {creditable}."""

    remedy = "Credit each line at the tax code at which it was billed, or all that is left by stating no lines."


class MirrorIssuesNothing(Refusal):
    """The books of {legal_entity} are kept in another system; it issues its documents there."""

    remedy = "Import its documents, or bill from a legal entity whose books are kept here."


class CreditNotIssued(Refusal):
    """The credit note for {number} cannot be issued: {reason}"""


class GivenBackTwice(Refusal):
    """{number} comes to {gross}; {credited} of it was credited, and {given_up} would be discounted or written off."""

    remedy = "Settle it with its credit note first, and write off no more than is then left."


class DocumentNumberUnknown(Refusal):
    """No document was issued with the number {number}."""

    remedy = "Check the number; a draft has none yet, and what was imported was issued elsewhere."


class DocumentDateImpossible(Refusal):
    """A document cannot be dated {day}: dates lie in the years {first_year} to {last_year}."""

    remedy = "Give the day on which the document is issued."


class CorrectedBeforeIssued(Refusal):
    """The correction is dated {day}, before the document that it corrects, of {corrected_date}."""

    remedy = "Date it on that day or later."


class PrefixImpossible(Refusal):
    """“{prefix}” cannot stand before the numbers of documents."""

    remedy = "Use letters and digits, with -, / or _ between them, and 12 characters at most: INV, or RE-2027."


class PrefixTaken(Refusal):
    """{prefix} numbers something else of this company."""

    remedy = "Choose another one: a number has to name one document only."


class NextNumberImpossible(Refusal):
    """This cannot be the number of the next document."""

    remedy = "Give a whole number from 1 to {most}."


class NumbersTaken(Refusal):
    """Numbers of {prefix} were taken already; {next_number} comes next, and none may be left out."""

    remedy = "Let the numbers go on, or begin anew under another prefix."
