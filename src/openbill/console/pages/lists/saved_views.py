"""Views of lists: keeping one under a name, and forgetting it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openbill.console.acts import back, say
from openbill.console.pages.lists.choose_columns import table_of
from openbill.console.paging import without_place
from openbill.console.reader import Reader
from openbill.organizations.commands.forget_view import forget_view
from openbill.organizations.commands.keep_view import keep_view


def keep(request: HttpRequest, reader: Reader, list_name: str) -> HttpResponse:
    """Keep the filters, the order and the columns of a list under a name."""
    table = table_of(list_name)
    address = without_place(request.POST.get("address", ""))
    keep_view(list_name=table.name, name=request.POST.get("name", ""), address=address, context=reader.context)
    say(request, _("The view is kept."))
    answer = redirect(f"console:{table.name}")
    answer["Location"] += f"?{address}"
    return answer


def forget(request: HttpRequest, reader: Reader, view_id: UUID) -> HttpResponse:
    """Forget a view; the list stays as it is."""
    forget_view(view_id=view_id, context=reader.context)
    say(request, _("The view is forgotten."))
    return back(request, "console:home")
