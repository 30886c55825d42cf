"""Mail: through which server it leaves, whether it may leave, and whom it never reaches."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.reader import Reader
from openbill.foundation.mail_settings import smtp_server
from openbill.messaging.commands.enter_safe_mode import enter_safe_mode
from openbill.messaging.commands.lift_suppression import lift_suppression
from openbill.messaging.ports import mail_ports
from openbill.messaging.queries.suppressed_addresses import suppressed_addresses
from openbill.messaging.types import Mail, Outcome
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier


class TestMailNotTaken(Refusal):
    """The mail server did not take the test mail: {reply}"""

    remedy = "Whoever runs this machine can correct OPENBILL_SMTP_URL and OPENBILL_MAIL_FROM."


def show_mail(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """The server, safe mode, and the addresses that are not written to."""
    shown = {"server": _server(), "suppressed": suppressed_addresses(containing=request.GET.get("q", "")[:200])}
    return render(request, "console/settings/mail.html", shown)


def send_test_mail(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Send a mail to oneself, also in safe mode: it tells no customer anything."""
    mail = Mail(
        message_id=new_identifier(),
        sender_name="",
        sender_address="",
        reply_to="",
        recipient_name=reader.name,
        recipient_address=reader.email,
        subject=_("A test mail of Openbill"),
        body=_("If you read this, mail leaves as it should."),
        html="",
        list_unsubscribe="",
        date=reader.context.at,
    )
    with mail_ports().open_sender() as sender:
        delivery = sender.send(mail)
    if delivery.outcome is not Outcome.ACCEPTED:
        raise TestMailNotTaken(reply=f"{delivery.code or ''} {delivery.reply}".strip())
    say(request, _("A mail is on its way to %(address)s.") % {"address": reader.email})
    return redirect("console:mail")


def begin_safe_mode(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Keep messages back from now on."""
    enter_safe_mode(context=reader.context)
    say(request, _("Safe mode is on. Messages are written and held; none leaves while it is on."))
    return redirect("console:mail")


def write_to_again(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Take an address off the list of those that are not written to."""
    lift_suppression(
        address=request.POST.get("address", ""),
        reason=request.POST.get("reason", ""),
        note=request.POST.get("note", "")[:500],
        context=reader.context,
    )
    say(request, _("The address is written to again."))
    return redirect("console:mail")


def _server() -> dict[str, Any] | None:
    """What may be seen of the configured server; never user or password."""
    configuration = settings.CONFIGURATION
    if configuration.smtp_url is None or configuration.mail_from is None:
        return None
    server = smtp_server(configuration.smtp_url.get_secret_value())
    return {"host": server.host, "port": server.port, "tls": server.tls.value, "sender": configuration.mail_from}
