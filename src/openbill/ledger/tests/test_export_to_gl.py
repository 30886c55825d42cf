"""Entries are handed over once, in numbered batches that can be read again, byte for byte."""

import csv
from datetime import date

import pytest
from django.db import connection
from tests.support.organizations import an_organization

from openbill.customers.models import Customer
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.commands.map_accounts import map_accounts
from openbill.ledger.commands.reopen_period import reopen_period
from openbill.ledger.errors import AccountUnknown, BatchUnknown, ExternalCodeMissing, NothingToExport
from openbill.ledger.models import Account
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.ledger.queries.gl_export_batches import gl_export_batches
from openbill.ledger.queries.gl_export_rows import gl_export_rows
from openbill.organizations.models import LegalEntity
from openbill.primitives.identifiers import new_identifier

from .posting import InAThread, a_customer_numbered, count_of, inside_a_command, line, post, sale

MARCH = date(2026, 3, 31)


def export(organization, through=MARCH, **options):
    return export_to_gl(
        legal_entity_id=organization.legal_entity_id,
        through_date=through,
        context=organization.context(**options),
    )


def file_of(organization, batch):
    with scope(organization.id):
        return "".join(gl_export_rows(batch.batch_id))


def rows_of(organization, batch):
    return list(csv.DictReader(file_of(organization, batch).splitlines()))


def entries_in(organization, batch):
    return sorted({row["entry_id"] for row in rows_of(organization, batch)})


def next_number(organization):
    with scope(organization.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT next_number FROM number_series WHERE organization_id = %s AND series = 'GL'",
            [organization.id],
        )
        row = cursor.fetchone()
    return row and row[0]


def findings(organization):
    with scope(organization.id):
        return list(check_ledger())


def map_codes(organization, codes):
    return map_accounts(
        legal_entity_id=organization.legal_entity_id, external_codes=codes, context=organization.context()
    )


def test_hands_over_every_entry_through_the_day():
    organization = an_organization()
    first = post(organization, *sale(1_00), on="2026-01-15")
    second = post(organization, *sale(2_00), on="2026-03-31")
    post(organization, *sale(4_00), on="2026-04-01")

    batch = export(organization)

    assert (batch.number, batch.entry_count, batch.through_date) == (1, 2, MARCH)
    assert entries_in(organization, batch) == sorted([str(first), str(second)])
    with scope(organization.id):
        assert gl_export_batches(organization.legal_entity_id) == [batch]


def test_hands_over_each_entry_once_and_late_ones_in_the_next_batch():
    organization = an_organization()
    post(organization, *sale(1_00), on="2026-01-15")
    assert export(organization).number == 1
    late = post(organization, *sale(2_00), on="2026-01-20")

    batch = export(organization)

    assert batch.number == 2
    assert entries_in(organization, batch) == [str(late)]
    assert findings(organization) == []


def test_after_a_period_was_reopened_the_next_batch_holds_the_corrections_only():
    organization = an_organization()
    january = {"legal_entity_id": organization.legal_entity_id, "month": date(2026, 1, 1)}
    post(organization, *sale(1_00), on="2026-01-15")
    close_period(**january, context=organization.context())
    export(organization)
    reopen_period(**january, reason="A late invoice.", context=organization.context())
    correction = post(organization, *sale(3_00), on="2026-01-31")

    assert entries_in(organization, export(organization)) == [str(correction)]


def test_refuses_where_nothing_is_left_and_uses_no_number():
    organization = an_organization()
    with pytest.raises(NothingToExport):
        export(organization)
    assert next_number(organization) is None
    post(organization, *sale(1_00))
    export(organization)

    with pytest.raises(NothingToExport, match="Every entry of MAIN through 2026-03-31"):
        export(organization)

    assert next_number(organization) == 2
    assert count_of(organization, "gl_export_batch") == 1


def test_two_exports_at_once_take_each_entry_once():
    organization = an_organization()
    first = post(organization, *sale(1_00))

    def export_while_another_does(context):
        export_to_gl(legal_entity_id=organization.legal_entity_id, through_date=MARCH, context=context)
        second = InAThread(lambda: export(organization))
        second.wait_until_it_waits()
        between.append(post_in_between(organization))
        return second

    def post_in_between(organization):
        return InAThread(lambda: post(organization, *sale(2_00))).finish()

    between = []
    batch = inside_a_command(organization, export_while_another_does).finish()

    assert batch.number == 2
    assert entries_in(organization, batch) == [str(between[0])]
    assert str(first) not in entries_in(organization, batch)
    assert count_of(organization, "gl_exported_entry") == 2
    assert findings(organization) == []


def test_two_exports_of_the_same_entries_end_in_one_batch_and_a_refusal():
    organization = an_organization()
    post(organization, *sale(1_00))

    def export_while_another_does(context):
        export_to_gl(legal_entity_id=organization.legal_entity_id, through_date=MARCH, context=context)
        second = InAThread(lambda: export(organization))
        second.wait_until_it_waits()
        return second

    second = inside_a_command(organization, export_while_another_does)

    with pytest.raises(NothingToExport):
        second.finish()
    assert count_of(organization, "gl_export_batch") == count_of(organization, "gl_exported_entry") == 1
    assert findings(organization) == []


def test_an_export_that_fails_gives_its_number_back():
    organization = an_organization()
    post(organization, *sale(1_00))

    def export_and_fail(context):
        export_to_gl(legal_entity_id=organization.legal_entity_id, through_date=MARCH, context=context)
        raise OSError("The disk is full.")

    with pytest.raises(OSError, match="disk"):
        inside_a_command(organization, export_and_fail)

    assert export(organization).number == 1
    assert findings(organization) == []


def test_legal_entities_number_their_batches_apart():
    organization = an_organization()
    with scope(organization.id):
        second = LegalEntity.objects.create(
            organization_id=organization.id, code="UK", name="UK", currency="GBP", time_zone="Europe/London"
        )
    post(organization, *sale(1_00))
    post(organization, *sale(1_00, currency="GBP"), entity=second.id)

    export(organization)
    batch = export_to_gl(legal_entity_id=second.id, through_date=MARCH, context=organization.context())

    assert (batch.number, batch.entry_count) == (1, 1)


def test_writes_the_lines_as_an_accountant_reads_them():
    organization = an_organization()
    customer_id = a_customer_numbered(organization, "C-7")
    item_id = new_identifier()
    map_codes(organization, {"1200": "140000"})
    entry_id = post(
        organization,
        line("receivable", 1234_50, currency="USD", functional=1132_57, customer=customer_id),
        line("revenue", -1234_50, currency="USD", functional=-1132_57),
        kind="invoice",
        source_id=item_id,
    )

    text = file_of(organization, export(organization))

    assert text == (
        "batch,entry_id,posting_date,kind,account,account_name,customer,currency,debit,credit,"
        "functional_currency,functional_debit,functional_credit,reference\r\n"
        f"GL-000001,{entry_id},2026-01-15,invoice,140000,Accounts receivable,C-7,USD,1234.50,0.00,"
        f"EUR,1132.57,0.00,{item_id}\r\n"
        f"GL-000001,{entry_id},2026-01-15,invoice,4000,Revenue,,USD,0.00,1234.50,EUR,0.00,1132.57,{item_id}\r\n"
    )


def test_writes_currencies_with_their_own_decimals():
    organization = an_organization(currency="JPY")
    post(organization, *sale(500, currency="JPY"))

    first = rows_of(organization, export(organization))[0]

    assert (first["debit"], first["functional_debit"]) == ("500", "500")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_run_as_a_formula(start):
    organization = an_organization()
    customer_id = a_customer_numbered(organization, f"{start}C1")
    map_codes(organization, {"1200": "=HYPERLINK(1)", "4000": "@SUM(1)"})
    with scope(organization.id):
        Account.objects.filter(organization_id=organization.id, role="revenue").update(name=f"{start}cmd|' /C calc'!A0")
    post(
        organization,
        line("receivable", 100, customer=customer_id),
        line("revenue", -100),
        kind=f"{start}kind",
    )

    debit, credit = list(csv.DictReader(iter_lines(file_of(organization, export(organization)))))

    assert (debit["account"], credit["account"]) == ("'=HYPERLINK(1)", "'@SUM(1)")
    assert debit["customer"] == f"'{start}C1"
    assert credit["account_name"] == f"'{start}cmd|' /C calc'!A0"
    assert debit["kind"] == f"'{start}kind"


def iter_lines(text):
    return iter(text.split("\r\n"))


def test_a_batch_reads_the_same_whatever_is_renamed_or_mapped_later():
    organization = an_organization()
    customer_id = a_customer_numbered(organization, "C1")
    map_codes(organization, {"1200": "140000"})
    post(organization, line("receivable", 100, customer=customer_id), line("revenue", -100))
    batch = export(organization)
    before = file_of(organization, batch)

    map_codes(organization, {"1200": "150000", "4000": "840000"})
    with scope(organization.id):
        Account.objects.filter(organization_id=organization.id, role="revenue").update(code="8400", name="Sales")
        Customer.objects.filter(organization_id=organization.id).update(number="C2")
    post(organization, *sale(5_00))

    assert file_of(organization, batch) == before
    assert rows_of(organization, export(organization))[1]["account"] == "840000"


def test_refuses_an_unknown_batch():
    organization, other = an_organization(), an_organization()
    post(other, *sale(1_00))
    batch = export(other)

    with scope(organization.id), pytest.raises(BatchUnknown):
        gl_export_rows(batch.batch_id)


def test_needs_the_permission():
    organization = an_organization()
    post(organization, *sale(1_00))

    with pytest.raises(PermissionMissing, match=r"ledger\.export"):
        export(organization, permissions=frozenset({"ledger.view"}))

    assert count_of(organization, "gl_export_batch") == 0


def test_maps_accounts_and_counts_what_is_new_or_changed():
    organization = an_organization()

    assert map_codes(organization, {"1200": "140000", "4000": "840000"}) == 2
    assert map_codes(organization, {"1200": "140000", "4000": "840001"}) == 1
    assert map_codes(organization, {}) == 0


@pytest.mark.parametrize(
    ("codes", "refusal"),
    [
        ({"1200": "140000", "9999": "1"}, AccountUnknown),
        ({"1200": "140000", "4000": " "}, ExternalCodeMissing),
    ],
)
def test_maps_all_accounts_or_none(codes, refusal):
    organization = an_organization()

    with pytest.raises(refusal):
        map_codes(organization, codes)

    assert count_of(organization, "account_mapping") == 0
