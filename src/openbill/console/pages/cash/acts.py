"""What is done with bank lines: post, hold, set aside, undo, and bring statements in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openbill.cash_application.commands.clear_lines import clear_line, return_by_line
from openbill.cash_application.commands.hold_lines import hold_lines, take_lines_up
from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.link_remittance import link_remittance
from openbill.cash_application.commands.place_line import confirm_lines as confirm
from openbill.cash_application.commands.place_line import place_line
from openbill.cash_application.commands.set_aside import set_lines_aside
from openbill.cash_application.commands.undo_posting import undo_posting
from openbill.cash_application.queries.line_told import line_told
from openbill.cash_application.types.decisions import Source
from openbill.console.acts import back, say, say_undoable
from openbill.console.choices import named_identifier
from openbill.console.chosen_rows import chosen_rows
from openbill.console.forms import Form
from openbill.console.pages.cash.desk import line_shown, placing_of, show_desk
from openbill.console.reader import Reader
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.types import BankAccountDetails


def sum_up(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """What is placed and what is left, as the form stands; with an item to add, the rows with it. Nothing is kept."""
    added = named_identifier(request, "add")
    placing = placing_of(request, reader, line_id, added)
    with reader.scope():
        shown = line_shown(request, reader, line_id, placing)
    return render(request, f"console/cash/{'sum' if added is None else 'added'}.html", shown)


def post_line(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """Post a line as the form places it; the next line comes."""
    placing = placing_of(request, reader, line_id)
    if placing.problems or not placing.placings:
        with reader.scope():
            answer = show_desk(request, reader, line_id, placing)
        answer.status_code = 422
        return answer
    place_line(line_id=line_id, placings=placing.placings, context=reader.context)
    say_undoable(request, _("The line is posted."), _undo(line_id))
    return _next(request)


def confirm_lines(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Post all ticked lines by their best proposals; those without one are left."""
    line_ids = chosen_rows(request, reader, lambda _request: [])
    confirmed = confirm(line_ids=line_ids, context=reader.context)
    say(request, _posted(confirmed.posted, confirmed.left))
    return back(request, "console:cash")


def _posted(posted: int, left: int) -> str:
    done = ngettext("%(n)s line is posted.", "%(n)s lines are posted.", posted) % {"n": posted}
    if not left:
        return done
    return f"{done} " + ngettext("%(n)s has no proposal.", "%(n)s have no proposal.", left) % {"n": left}


def hold_line(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """Put a line off, with a note."""
    hold_lines(line_ids=[line_id], note=request.POST.get("note", "").strip()[:1_000], context=reader.context)
    say_undoable(request, _("The line is put off."), reverse("console:take-line-up", args=[line_id]))
    return _next(request)


def take_line_up(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """Put a line that was put off among those to be decided."""
    take_lines_up(line_ids=[line_id], context=reader.context)
    say(request, _("The line is to be decided again."))
    return redirect("console:cash-line", line_id)


def set_line_aside(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """Say that a line is none of receivables."""
    set_lines_aside(line_ids=[line_id], context=reader.context)
    say_undoable(request, _("The line is set aside: it is none of receivables."), _undo(line_id))
    return _next(request)


def clear_known(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """Say that a line is what the books knew of already."""
    source = Source(request.POST.get("kind", ""), _identifier(request, "source"))
    clear_line(line_id=line_id, sources=[source], context=reader.context)
    say_undoable(request, _("The line is cleared: nothing else was posted."), _undo(line_id))
    return _next(request)


def take_back(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """Say which payment the bank took back with a line."""
    with reader.scope():
        line = line_told(line_id)
    return_by_line(
        line_id=line_id,
        payment_id=_identifier(request, "payment"),
        reason=line.return_reason or line.text or _("The bank took it back."),
        context=reader.context,
    )
    say(request, _("The payment is returned: what it had settled is owed again."))
    return _next(request)


def link_advice(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """Say that what a payer wrote is about a line; its documents then count as named."""
    link_remittance(remittance_id=_identifier(request, "remittance"), line_id=line_id, context=reader.context)
    say(request, _("The advice is linked: what it names counts as named by the line."))
    return redirect("console:cash-line", line_id)


def _undo(line_id: UUID) -> str:
    return reverse("console:undo-line", args=[line_id])


def _identifier(request: HttpRequest, name: str) -> UUID:
    found = named_identifier(request, name)
    if found is None:
        raise Http404
    return found


def undo_line(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """Take back what was decided about a line."""
    reason = request.POST.get("reason", "").strip() or _("It was posted wrongly.")
    undo_posting(line_id=line_id, reason=reason, context=reader.context)
    say(request, _("It is undone: the line is to be decided again."))
    return redirect("console:cash-line", line_id)


def _next(request: HttpRequest) -> HttpResponse:
    """On to the line that came after this one."""
    try:
        return redirect("console:cash-line", UUID(request.POST.get("next", "")))
    except ValueError:
        return redirect("console:cash")


class StatementForm(Form):
    """A file of a bank."""

    file = forms.FileField(
        label=gettext_lazy("Bank file"), help_text=gettext_lazy("camt, MT940, BAI2, OFX or CSV, also in a zip.")
    )
    account = forms.ChoiceField(
        label=gettext_lazy("Bank account"),
        required=False,
        help_text=gettext_lazy("Only for a CSV file that could be of several accounts."),
    )

    def __init__(self, *given: Any, accounts: Sequence[BankAccountDetails], **options: Any) -> None:
        super().__init__(*given, **options)
        found = [(str(account.id), account.name) for account in accounts]
        self.fields["account"].choices = [("", _("Found by its number")), *found]  # type: ignore[attr-defined]


def show_import(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form to bring a bank file in."""
    shown = form or StatementForm(reader=reader, accounts=bank_accounts())
    return render(request, "console/cash/import.html", {"form": shown})


def bring_in(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Bring a bank file in; its lines are matched behind the page."""
    with reader.scope():
        accounts = bank_accounts()
    form = StatementForm(request.POST, reader=reader, files=request.FILES, accounts=accounts)
    values = form.values
    file: Any = values["file"]
    with form.refusals_shown():
        imported = import_statements(
            content=file.read(),
            file_name=file.name,
            bank_account_id=UUID(values["account"]) if values["account"] else None,
            context=reader.context,
        )
    for text in _told_of(imported):
        say(request, text)
    return redirect("console:cash")


def _told_of(imported: Sequence[Any]) -> list[str]:
    new, known = sum(each.new for each in imported), sum(each.known for each in imported)
    told = [_("%(new)s new lines, %(known)s were known already.") % {"new": new, "known": known}]
    if any(each.gap_minor for each in imported):
        told.append(_("Something is missing between this statement and the one before: see its page."))
    if overlaps := list(dict.fromkeys(name for each in imported for name in each.overlaps)):
        told.append(_("Lines of it were told before by: %(statements)s.") % {"statements": ", ".join(overlaps[:10])})
    return told
