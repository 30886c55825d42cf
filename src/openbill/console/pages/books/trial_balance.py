"""The trial balance: what stands on every account as of a day; each figure opens to its entries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.console.knowledge import asked_day
from openbill.console.reader import Reader
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.types import LegalEntityDetails


def show_trial_balance(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Debits, credits and balance of one company's accounts through the end of a day."""
    entities = legal_entities()
    company = chosen_company(request, entities)
    as_of = asked_day(request, reader)
    found = trial_balance(company.id, as_of)
    shown = {
        "company": company,
        "entities": entities,
        "as_of": as_of,
        "balance": found,
        "debits": sum(row.functional_debit_minor for row in found.rows),
        "credits": sum(row.functional_credit_minor for row in found.rows),
    }
    return render(request, "console/books/trial_balance.html", shown)


def chosen_company(request: HttpRequest, entities: list[LegalEntityDetails]) -> LegalEntityDetails:
    """The company of the address; the usual one where it names none of them."""
    return next((each for each in entities if str(each.id) == request.GET.get("company")), entities[0])
