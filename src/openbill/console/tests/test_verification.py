"""The books are verified from the console, while one waits."""

import pytest
from django.db import connection
from tests.support.database import connected_as
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.wiring.verification import VerificationTookTooLong, findings_within


def broken(firm) -> None:
    """A debt that says it is settled in part, and is not."""
    debt = a_debit(firm, a_customer(firm, name="Anna"), "120.00")
    with connected_as("owner") as opened:
        opened.execute("ALTER TABLE open_item DISABLE TRIGGER USER")
        opened.execute(
            "UPDATE open_item SET open_minor = open_minor - 1 WHERE organization_id = %s AND id = %s", [firm.id, debt]
        )
        opened.execute("ALTER TABLE open_item ENABLE TRIGGER USER")


def test_books_that_fit_are_said_to_and_nothing_changes():
    firm = an_organization()
    a_debit(firm, a_customer(firm, name="Anna"), "120.00")
    client = at_work(firm)

    with nothing_changes(firm.id):
        before = client.get("/verification").content.decode()
        done = client.post("/verification/run").content.decode()

    assert "Everything fits." not in before
    assert "Check now" in before
    assert "Everything fits." in done


def test_what_does_not_fit_is_named_with_what_to_do():
    firm = an_organization()
    broken(firm)

    page = at_work(firm).post("/verification/run").content.decode()

    assert "Everything fits." not in page
    assert "not fit." in page
    assert "the open amount of an item is its amount less its allocations" in page
    assert "make a backup" in page


def test_who_waits_too_long_is_told_what_else_to_do():
    firm = an_organization()

    with pytest.raises(VerificationTookTooLong, match="openbill verify"):
        findings_within(firm.id, seconds=-1)

    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
