"""Choosing the columns of a list, for this browser."""

from django.http import Http404, HttpRequest, HttpResponse

from openbill.console.acts import back
from openbill.console.columns import Table
from openbill.console.reader import Reader
from openbill.console.remembering import remember
from openbill.console.tables import TABLES


def choose_columns(request: HttpRequest, reader: Reader, list_name: str) -> HttpResponse:  # noqa: ARG001 - kept by the browser
    """Show the ticked columns from now on; the usual ones where none is ticked."""
    table = table_of(list_name)
    answer = back(request, f"console:{table.name}")
    chosen = table.known(request.POST.getlist("column"))
    if chosen and "usual" not in request.POST:
        remember(answer, request, table.cookie, ",".join(chosen))
    else:
        answer.delete_cookie(table.cookie)
    return answer


def table_of(list_name: str) -> Table:
    """The list of an address. Raises Http404."""
    try:
        return TABLES[list_name]
    except KeyError:
        raise Http404 from None
