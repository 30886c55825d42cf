"""What is done with a way of paying that a customer had kept: it pays by itself or not, and it is forgotten."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openbill.console.acts import back, say
from openbill.console.reader import Reader
from openbill.gateways.commands.end_method import remove_method
from openbill.gateways.commands.switch_method import switch_method


def switch(request: HttpRequest, reader: Reader, method_id: UUID) -> HttpResponse:
    """Have it pay by itself from now on, or not any more."""
    is_on = request.POST.get("on") == "1"
    switch_method(method_id=method_id, pays_automatically=is_on, context=reader.context)
    if is_on:
        say(request, _("It pays what falls due by itself again, as the customer agreed."))
    else:
        say(request, _("It pays nothing by itself any more; the customer still finds it kept."))
    return back(request, "console:customers")


def end(request: HttpRequest, reader: Reader, method_id: UUID) -> HttpResponse:
    """Forget it: the customer can only keep another one."""
    remove_method(method_id=method_id, context=reader.context)
    say(request, _("The way of paying is forgotten."))
    return back(request, "console:customers")
