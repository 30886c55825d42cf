"""A customer's statement of account as PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.reader import Reader
from openbill.customers.queries.customer_details import customer_details
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.receivables.queries.statement_sheets import statement_sheets


def show_statement(request: HttpRequest, reader: Reader, customer_id: UUID, position: int = 1) -> HttpResponse:
    """The statement of today: one legal entity's, the first where none is said."""
    customer = customer_details(customer_id)
    sheets = statement_sheets(customer.id, reader.today)
    if not 1 <= position <= len(sheets):
        say(request, _("Nothing is open: there is nothing to state."))
        return HttpResponseRedirect(reverse("console:customer", args=[customer.id]))
    answer = HttpResponse(render_pdf(sheets[position - 1]), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="statement-{customer.number}-{reader.today}.pdf"'
    return answer
