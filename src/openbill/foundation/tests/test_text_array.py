"""Texts come to the database as they are, however many of them go in one parameter."""

from uuid import uuid4

from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer

from openbill.customers.models import Customer
from openbill.foundation.tenancy import scope
from openbill.foundation.text_array import text_array

STORABLE = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(STORABLE | st.sampled_from(["", "NULL", "null", '"', "\\", "{}", "a,b", " ", "'", "%s"])))
def test_what_goes_in_comes_out(texts: list[str]):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [text_array(texts)])
        assert cursor.fetchone() == (texts,)


def test_rows_are_found_by_many_identifiers():
    firm = an_organization()
    anna, bert, _ = (a_customer(firm, name) for name in ("Anna", "Bert", "Carl"))
    with scope(firm.id):
        customers = Customer.objects.filter(organization_id=firm.id)
        found = customers.filter(id__one_of=[anna, bert, uuid4()]).order_by("id").values_list("id", flat=True)
        assert list(found) == [anna, bert]
        assert not customers.filter(id__one_of=[]).exists()
