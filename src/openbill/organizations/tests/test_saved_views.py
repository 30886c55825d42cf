"""Views of lists: each person's own, kept by name, forgotten one by one."""

from dataclasses import replace

import pytest
from tests.support.members import a_member, acting_as
from tests.support.organizations import an_organization

from openbill.foundation.context import Actor, ActorKind
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.forget_view import forget_view
from openbill.organizations.commands.keep_view import MOST_OF_A_LIST, keep_view
from openbill.organizations.commands.remove_member import remove_member
from openbill.organizations.errors import (
    NameMissing,
    TooManyViews,
    ViewIsOfPersons,
    ViewNameTooLong,
    ViewTooLong,
    ViewUnknown,
)
from openbill.organizations.queries.views_of_person import views_of_person


@pytest.fixture
def firm():
    return an_organization()


def shown(firm, person, list_name="invoices"):
    with scope(firm.id):
        return [(view.name, view.address) for view in views_of_person(person, list_name)]


def test_a_view_is_kept_by_name_and_written_over(firm):
    anna = a_member(firm, "sales")
    context = acting_as(firm, anna)
    first = keep_view(list_name="invoices", name=" Late ", address="only=overdue", context=context)
    keep_view(list_name="invoices", name="Abroad", address="q=CH", context=context)
    keep_view(list_name="payments", name="Late", address="", context=context)
    again = keep_view(list_name="invoices", name="Late", address="only=overdue&sort=due", context=context)
    assert again == first
    assert shown(firm, anna) == [("Abroad", "q=CH"), ("Late", "only=overdue&sort=due")]


def test_a_view_is_its_persons_own(firm):
    anna, bert = a_member(firm, "owner"), a_member(firm, "owner")
    view = keep_view(list_name="invoices", name="Mine", address="q=1", context=acting_as(firm, anna))
    assert shown(firm, bert) == []
    with pytest.raises(ViewUnknown):
        forget_view(view_id=view, context=acting_as(firm, bert))
    assert shown(firm, anna) == [("Mine", "q=1")]
    forget_view(view_id=view, context=acting_as(firm, anna))
    assert shown(firm, anna) == []


def test_the_views_of_who_leaves_go_too(firm):
    anna = a_member(firm, "sales")
    keep_view(list_name="invoices", name="Mine", address="q=1", context=acting_as(firm, anna))
    remove_member(user_id=anna, context=firm.context())
    assert shown(firm, anna) == []


def test_what_cannot_be_kept_is_refused(firm):
    anna = a_member(firm, "sales")
    context = acting_as(firm, anna)
    with pytest.raises(NameMissing):
        keep_view(list_name="invoices", name="  ", address="", context=context)
    with pytest.raises(ViewNameTooLong):
        keep_view(list_name="invoices", name="x" * 61, address="", context=context)
    with pytest.raises(ViewTooLong):
        keep_view(list_name="invoices", name="Long", address="q=" + "x" * 1500, context=context)
    with pytest.raises(ViewIsOfPersons):
        keep_view(list_name="invoices", name="X", address="", context=firm.context())
    program = replace(context, actor=Actor(ActorKind.API_KEY, anna))
    with pytest.raises(ViewIsOfPersons):
        keep_view(list_name="invoices", name="X", address="", context=program)
    assert shown(firm, anna) == []


def test_a_list_keeps_so_many_views_and_no_more(firm):
    anna = a_member(firm, "sales")
    context = acting_as(firm, anna)
    for number in range(MOST_OF_A_LIST):
        keep_view(list_name="invoices", name=f"View {number:02}", address="", context=context)
    with pytest.raises(TooManyViews):
        keep_view(list_name="invoices", name="One more", address="", context=context)
    keep_view(list_name="invoices", name="View 00", address="q=1", context=context)
    assert len(shown(firm, anna)) == MOST_OF_A_LIST
