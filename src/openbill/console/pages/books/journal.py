"""The journal: entries with their lines, found by day, account, customer and kind; and one entry with its act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openbill.console.choices import named_day
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv, major
from openbill.console.reader import Reader
from openbill.console.words.sentences import sentence
from openbill.console.words.states import ENTRIES
from openbill.customers.errors import CustomerUnknown
from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.ledger.errors import EntryUnknown
from openbill.ledger.queries.accounts import accounts
from openbill.ledger.queries.journal import entry_of, journal_page
from openbill.ledger.types import JournalFilter, JournalPlace, PostedEntry
from openbill.organizations.queries.acts import act_of
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.types import LegalEntityDetails

ENTRIES_A_PAGE = 30


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `customer` is a number as it was typed."""

    company: str
    from_date: date | None
    through_date: date | None
    account: str
    customer: str
    kind: str


def list_entries(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The entries from a day on, in the order of the books; this month's where nothing is asked."""
    entities = legal_entities()
    asked = _asked(request, reader)
    wanted, is_possible = _filter(asked, entities)
    names = {entity.id: entity.name for entity in entities}
    if is_csv(request):
        return _as_file(journal_page(wanted, limit=ALL_ROWS).entries if is_possible else (), names, reader)
    page = journal_page(wanted, after=_place(request), limit=ENTRIES_A_PAGE) if is_possible else None
    next_place = page.next_place if page else None
    shown: dict[str, Any] = {
        "entries": page.entries if page else (),
        "names": names,
        "next": next_place and _address_after(request, next_place),
        "is_first": "after" not in request.GET,
        "asked": asked,
        "entities": entities,
        "accounts": accounts().values(),
        "kinds": [(kind, word.text) for kind, word in ENTRIES.items()],
        "customer_is_unknown": not is_possible,
    }
    return render(request, "console/books/journal.html", shown)


def _as_file(entries: Sequence[PostedEntry], names: Mapping[UUID, str], reader: Reader) -> HttpResponse:
    """One row for each line; debits are positive, credits negative."""
    columns = [
        *(_("Posted"), _("Entry"), _("Company"), _("Kind"), _("Account"), _("Name"), _("Customer number")),
        *(_("Currency"), _("Amount"), _("Currency of the books"), _("Amount in the books")),
    ]
    rows = (
        [
            *(entry.posting_date, str(entry.entry_id), names[entry.legal_entity_id], entry.kind),
            *(line.account_code, sentence(line.account_name), line.customer_number),
            *(line.currency, major(line.amount_minor, line.currency)),
            *(entry.functional_currency, major(line.functional_minor, entry.functional_currency)),
        ]
        for entry in entries
        for line in entry.lines
    )
    return csv_file(f"journal-{reader.today}", [str(column) for column in columns], rows)


def show_entry(request: HttpRequest, reader: Reader, entry_id: UUID) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """One entry: its lines, and the act that posted it."""
    entry = entry_of(entry_id)
    if entry is None:
        raise EntryUnknown(entry_id=entry_id)
    company = next(entity for entity in legal_entities() if entity.id == entry.legal_entity_id)
    shown = {"entry": entry, "company": company, "act": act_of(entry.command_id)}
    return render(request, "console/books/entry.html", shown)


def _asked(request: HttpRequest, reader: Reader) -> Asked:
    usual = None if request.GET.keys() - {"format"} else reader.today.replace(day=1)
    return Asked(
        company=request.GET.get("company", ""),
        from_date=named_day(request, "from") or usual,
        through_date=named_day(request, "through"),
        account=request.GET.get("account", "")[:20],
        customer=request.GET.get("customer", "").strip()[:60],
        kind=request.GET.get("kind", "") if request.GET.get("kind", "") in ENTRIES else "",
    )


def _filter(asked: Asked, entities: list[LegalEntityDetails]) -> tuple[JournalFilter, bool]:
    """The filter, and whether anything can meet it: nobody may have the number that was typed."""
    wanted = JournalFilter(
        legal_entity_id=next((entity.id for entity in entities if str(entity.id) == asked.company), None),
        from_date=asked.from_date,
        through_date=asked.through_date,
        account_code=asked.account or None,
        kind=asked.kind or None,
    )
    if not asked.customer:
        return wanted, True
    try:
        return replace(wanted, customer_id=customer_by_number(asked.customer).id), True
    except CustomerUnknown:
        return wanted, False


def _place(request: HttpRequest) -> JournalPlace | None:
    day, _slash, entry = request.GET.get("after", "").partition("/")
    try:
        return JournalPlace(date.fromisoformat(day), UUID(entry))
    except ValueError:
        return None


def _address_after(request: HttpRequest, place: JournalPlace) -> str:
    parameters = {name: value for name, value in request.GET.items() if name != "after" and value}
    if not request.GET:
        parameters["from"] = place.posting_date.replace(day=1).isoformat()
    return "?" + urlencode(parameters | {"after": f"{place.posting_date.isoformat()}/{place.entry_id}"})
