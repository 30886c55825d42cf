"""One credit that nobody claims: its clock, the letters, what its owner did, and what is done about it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import back, say, say_undoable
from openbill.console.forms import DayField, Form, FormIncomplete
from openbill.console.reader import Reader
from openbill.console.words import unclaimed as words
from openbill.console.words.jurisdictions import jurisdiction_name
from openbill.console.words.people import names_of_actors
from openbill.unclaimed.commands.record_answer import record_owner_answer, withdraw_owner_answer
from openbill.unclaimed.commands.record_contact import record_owner_contact, withdraw_owner_contact
from openbill.unclaimed.commands.record_owner_return import record_owner_return, withdraw_owner_return
from openbill.unclaimed.queries.unclaimed_credits import (
    UnclaimedInOrder,
    contacts_of_owner,
    history_of_unclaimed,
    letters_of_unclaimed,
    unclaimed_credit_of,
)
from openbill.unclaimed.types import TOLD_BY_PEOPLE, Answer, ContactHow

NOTE = gettext_lazy("Note")


class AnswerForm(Form):
    """What the owner answered."""

    wants = forms.ChoiceField(
        label=gettext_lazy("What the owner wants"), choices=[(code, word.text) for code, word in words.ANSWERS.items()]
    )
    on = DayField(label=gettext_lazy("Answered on"))
    note = forms.CharField(label=NOTE, max_length=1000, required=False)

    places = {"contact_of_the_future": "on", "unseen_character": "note"}


class ContactForm(Form):
    """An act of the owner with the firm."""

    how = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=[(how.value, words.CONTACTS[how].text) for how in TOLD_BY_PEOPLE]
    )
    on = DayField(label=gettext_lazy("On"))
    note = forms.CharField(label=NOTE, max_length=1000, required=False)

    places = {"contact_of_the_future": "on", "unseen_character": "note"}


def show_unclaimed(request: HttpRequest, reader: Reader, unclaimed_id: UUID) -> HttpResponse:
    """A credit with everything that its clock was set by."""
    credit = unclaimed_credit_of(unclaimed_id)
    shown: dict[str, Any] = {
        "credit": credit,
        "law": jurisdiction_name(credit.jurisdiction, reader.formats.locale) if credit.jurisdiction else "",
        "clock": _days_of_clock(credit, reader),
        "history": history_of_unclaimed(unclaimed_id),
        "letters": letters_of_unclaimed(unclaimed_id),
        "contacts": contacts_of_owner(credit.customer_id) if credit.customer_id else [],
        "names": names_of_actors(),
    }
    return render(request, "console/unclaimed/credit.html", shown)


def _days_of_clock(credit: UnclaimedInOrder, reader: Reader) -> list[tuple[date, str]]:
    """The days of a clock in their order, and what each is."""
    rests = _("It arose; its owner was not heard of since.")
    if credit.last_contact_on == credit.rests_from:
        told = {"how": words.CONTACTS[credit.last_contact_how].text}
        rests = _("Its owner was last heard of: %(how)s.") % told
    days = [(credit.rests_from, rests)]
    if credit.letter_from and credit.letter_until:
        told = {"until": reader.formats.day(credit.letter_until)}
        days.append((credit.letter_from, _("The letter is due, until %(until)s at the latest.") % told))
    if credit.dormant_on and credit.report_on and credit.deliver_on:
        days += [
            (credit.dormant_on, _("It is dormant.")),
            (credit.report_on, _("It is reported, at the latest.")),
            (credit.deliver_on, _("The money goes to the state, at the latest.")),
        ]
    elif credit.dormant_on:
        days.append((credit.dormant_on, _("The claim lapses by limitation. It stays a liability all the same.")))
    return sorted(days, key=lambda each: each[0])


def show_answer(request: HttpRequest, reader: Reader, unclaimed_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form for what the owner answered."""
    credit = unclaimed_credit_of(unclaimed_id)
    usual = {"on": reader.today, "wants": Answer.REFUND.value}
    shown = {
        "credit": credit,
        "form": form or AnswerForm(reader=reader, initial=usual),
        "title": _("The owner answered"),
        "hint": _("All credits of the owner rest anew from this day on. Applying it or paying it back comes next."),
        "save": _("Record the answer"),
    }
    return render(request, "console/unclaimed/form.html", shown)


def record_answer(request: HttpRequest, reader: Reader, unclaimed_id: UUID) -> HttpResponse:
    """Record the answer, and lead to what the owner wants."""
    form = AnswerForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        record_owner_answer(
            credit_id=unclaimed_id,
            wants=Answer(values["wants"]),
            on=values["on"],
            note=values["note"],
            context=reader.context,
        )
    say_undoable(request, _("The answer is recorded."), reverse("console:withdraw-answer", args=[unclaimed_id]))
    return redirect("console:unclaimed-credit", unclaimed_id)


def take_answer_back(request: HttpRequest, reader: Reader, unclaimed_id: UUID) -> HttpResponse:
    """Take the last answer back: it never came."""
    withdraw_owner_answer(credit_id=unclaimed_id, context=reader.context)
    say(request, _("The answer is taken back; the clock runs on as before."))
    return redirect("console:unclaimed-credit", unclaimed_id)


def show_contact(request: HttpRequest, reader: Reader, unclaimed_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form for an act of the owner."""
    credit = unclaimed_credit_of(unclaimed_id)
    shown = {
        "credit": credit,
        "form": form or ContactForm(reader=reader, initial={"on": reader.today}),
        "title": _("The owner was in contact"),
        "hint": _("Payments, calls, promises and disputes are known already. A letter of yours is no contact."),
        "save": _("Record the contact"),
    }
    return render(request, "console/unclaimed/form.html", shown)


def record_contact(request: HttpRequest, reader: Reader, unclaimed_id: UUID) -> HttpResponse:
    """Record the contact: the clocks of all credits of the owner begin anew."""
    form = ContactForm(request.POST, reader=reader)
    values = form.values
    with reader.scope():
        credit = unclaimed_credit_of(unclaimed_id)
    if credit.customer_id is None:
        form.add_error(None, _("Nobody knows whose it is."))
        raise FormIncomplete(form)
    with form.refusals_shown():
        contact_id = record_owner_contact(
            customer_id=credit.customer_id,
            how=ContactHow(values["how"]),
            on=values["on"],
            note=values["note"],
            context=reader.context,
        )
    say_undoable(request, _("The contact is recorded."), reverse("console:withdraw-contact", args=[contact_id]))
    return redirect("console:unclaimed-credit", unclaimed_id)


def take_contact_back(request: HttpRequest, reader: Reader, owner_contact_id: UUID) -> HttpResponse:
    """Take a contact back that never was."""
    withdraw_owner_contact(owner_contact_id=owner_contact_id, context=reader.context)
    say(request, _("The contact is taken back; the clock runs on as before."))
    return back(request, "console:unclaimed")


def record_return(request: HttpRequest, reader: Reader, unclaimed_id: UUID) -> HttpResponse:
    """Record that the owner came back after the state got it."""
    note = request.POST.get("note", "").strip()[:1000]
    record_owner_return(credit_id=unclaimed_id, note=note, context=reader.context)
    told = _("It is recorded. The state pays it out to its owner.")
    say_undoable(request, told, reverse("console:withdraw-return", args=[unclaimed_id]))
    return redirect("console:unclaimed-credit", unclaimed_id)


def take_return_back(request: HttpRequest, reader: Reader, unclaimed_id: UUID) -> HttpResponse:
    """Take back that the owner came."""
    withdraw_owner_return(credit_id=unclaimed_id, context=reader.context)
    say(request, _("It is taken back: the owner did not come."))
    return redirect("console:unclaimed-credit", unclaimed_id)
