"""What payers wrote about their payments, and which bank line each advice tells about."""

from uuid import UUID

from openbill.api.endpoint import BYTES, Endpoint, act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.cash_application.commands.import_remittances import import_remittances
from openbill.cash_application.commands.link_remittance import link_remittance, unlink_remittance
from openbill.cash_application.commands.withdraw_remittance import withdraw_remittance
from openbill.cash_application.queries.fitting_remittances import FittingRemittance, fitting_remittances
from openbill.cash_application.queries.line_told import line_told
from openbill.cash_application.queries.remittances import (
    RemittanceDetails,
    WholeRemittance,
    remittance_of,
    remittances,
)
from openbill.cash_application.types.remittances import ImportedRemittance, RemittanceState
from openbill.foundation.context import Context


def bring_in_remittances(
    *, content: bytes, file_name: str = "remittance", currency: str | None = None, context: Context
) -> Page[ImportedRemittance]:
    """Bring in the remittance advices of a file, all of them or none; those that are there already are left alone.

    EDI X12 820, CSV with headings, e-mails, text and PDF with text are read. `currency` is that of amounts that name
    none; without it the organization's.
    """
    return whole(import_remittances(content=content, file_name=file_name, currency=currency, context=context))


def list_remittances(
    *,
    state: RemittanceState | None = None,
    line_id: UUID | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[RemittanceDetails]:
    """The remittance advices, of a state or of a bank line, the newest first."""
    place = place_of(after, UUID)
    rows = remittances(state=state, line_id=line_id, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def show_remittance(*, remittance_id: UUID) -> WholeRemittance:
    """One remittance advice with what it says of each document."""
    return remittance_of(remittance_id)


def list_fitting_remittances(*, line_id: UUID) -> Page[FittingRemittance]:
    """The waiting advices that tell about a bank line, and why; where one alone fits, the matching links it."""
    told = line_told(line_id)
    return whole(fitting_remittances([told.line_id]).get(told.line_id, ()))


ENDPOINTS = (
    ask("/remittances", "cash_application.view", list_remittances),
    Endpoint("POST", "/remittances", "cash_application.import", bring_in_remittances, takes=BYTES),
    ask("/remittances/{remittance_id}", "cash_application.view", show_remittance),
    act("POST", "/remittances/{remittance_id}/link", link_remittance),
    act("POST", "/remittances/{remittance_id}/unlink", unlink_remittance),
    act("POST", "/remittances/{remittance_id}/withdraw", withdraw_remittance),
    ask("/bank-lines/{line_id}/remittances", "cash_application.view", list_fitting_remittances),
)
