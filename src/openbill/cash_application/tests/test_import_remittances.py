"""Remittance advices are kept once, linked to the bank lines that they tell about, and never lost."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from tests.support.banking import IBAN, a_statement, booking
from tests.support.organizations import AnOrganization, an_organization
from tests.support.remittances import a_mail, an_820
from tests.support.threads import InTheBackground
from tests.support.unchanged import nothing_changes

from openbill.cash_application.commands.import_remittances import import_remittances
from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.link_remittance import link_remittance, unlink_remittance
from openbill.cash_application.commands.withdraw_remittance import withdraw_remittance
from openbill.cash_application.errors import (
    LineOfRemittanceWentOut,
    LineUnknown,
    RemittanceCannotBeRead,
    RemittanceIsLinked,
    RemittanceIsNotLinked,
    RemittanceIsWithdrawn,
    RemittanceTellsNothing,
    RemittanceUnknown,
)
from openbill.cash_application.models import BankLine
from openbill.cash_application.queries.fitting_remittances import fitting_remittances
from openbill.cash_application.queries.remittances import WholeRemittance, remittance_of, remittances
from openbill.cash_application.types.remittances import ImportedRemittance, RemittanceState
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.primitives.currency import UnknownCurrency
from openbill.primitives.identifiers import new_identifier

TEXT = (
    "Payer: Anna Ltd\nAccount: K-10042\nPayment reference: AV-77001\nDate: 2026-03-02\nAmount: 50.00\nInvoices: R-1\n"
)


@pytest.fixture
def firm() -> AnOrganization:
    it = an_organization("EUR")
    add_bank_account(
        legal_entity_id=it.legal_entity_id, name="House bank", currency="EUR", iban=IBAN, context=it.context()
    )
    return it


def brought_in(firm: AnOrganization, text: str | bytes = TEXT, **said: str) -> list[ImportedRemittance]:
    content = text.encode() if isinstance(text, str) else text
    return import_remittances(content=content, file_name="advice", context=firm.context(), **said)


def one(firm: AnOrganization, text: str = TEXT) -> UUID:
    (found,) = brought_in(firm, text)
    return found.remittance_id


def kept(firm: AnOrganization, remittance_id: UUID) -> WholeRemittance:
    with scope(firm.id):
        return remittance_of(remittance_id)


def states(firm: AnOrganization, state: RemittanceState | None = None) -> list[tuple[str, str]]:
    with scope(firm.id):
        return [(each.payer_name, each.state) for each in remittances(state=state)]


def lines(firm: AnOrganization, *bookings: str, closing: str) -> list[UUID]:
    import_statements(content=a_statement(*bookings, closing=closing), file_name="bank.xml", context=firm.context())
    with scope(firm.id):
        return list(BankLine.objects.order_by("position").values_list("id", flat=True))


def test_an_advice_is_kept_with_what_it_says(firm: AnOrganization):
    found = kept(firm, one(firm, TEXT + "Deduction: 5.00 damaged\n"))
    told = found.remittance
    assert (told.payer_name, told.payer_number, told.reference, told.amount_minor, told.currency, told.paid_date) == (
        "Anna Ltd", "K-10042", "AV-77001", 50_00, "EUR", date(2026, 3, 2),
    )  # fmt: skip
    assert (told.state, told.line_id) == ("waiting", None)
    (line,) = found.lines
    assert (line.document_number, line.amount_minor, line.deduction_minor, line.reason) == (
        "R-1",
        50_00,
        5_00,
        "damaged",
    )


def test_the_same_file_twice_changes_nothing(firm: AnOrganization):
    first = brought_in(firm, an_820(trace="T-1") + an_820(trace="T-2"))
    again = brought_in(firm, an_820(trace="T-1") + an_820(trace="T-2"))
    assert [each.is_new for each in first] == [True, True]
    assert [(each.remittance_id, each.is_new) for each in again] == [(each.remittance_id, False) for each in first]
    assert len(states(firm)) == 2


def test_the_same_advice_in_another_file_is_known(firm: AnOrganization):
    (first,) = brought_in(firm, a_mail(TEXT))
    (again,) = brought_in(firm, a_mail(TEXT, subject="Fwd: Payment advice"))
    assert (again.remittance_id, again.is_new) == (first.remittance_id, False)


def test_what_names_nothing_of_its_own_is_known_by_its_file(firm: AnOrganization):
    bare = "Payer: Anna Ltd\nAmount: 50.00\n"
    assert one(firm, bare) == one(firm, bare)
    assert one(firm, bare) != one(firm, bare + "\n")
    assert len(states(firm)) == 2


def test_two_who_bring_the_same_advice_in_at_once_bring_it_in_once(firm: AnOrganization):
    both = [InTheBackground(lambda: brought_in(firm)) for _ in range(2)]
    assert sorted(each.finish()[0].is_new for each in both) == [False, True]
    assert len(states(firm)) == 1


def test_amounts_that_name_no_currency_are_in_the_one_that_is_said(firm: AnOrganization):
    (found,) = brought_in(firm, currency="USD")
    assert (found.amount_minor, found.currency) == (50_00, "USD")


@pytest.mark.parametrize(
    ("text", "currency", "refusal"),
    [("Hello\n", "EUR", RemittanceTellsNothing), (an_820("RMR*IV*R-1**x"), "EUR", RemittanceCannotBeRead),
     (TEXT, "EURO", UnknownCurrency)],
)  # fmt: skip
def test_what_is_wrong_changes_nothing(text: str, currency: str, refusal: type, firm: AnOrganization):
    with nothing_changes(firm.id), pytest.raises(refusal):
        brought_in(firm, text, currency=currency)


def test_who_may_not_import_brings_nothing_in(firm: AnOrganization):
    context = firm.context(permissions=frozenset({"cash_application.view"}))
    with nothing_changes(firm.id), pytest.raises(PermissionMissing):
        import_remittances(content=TEXT.encode(), file_name="advice", context=context)


def test_an_advice_is_linked_to_one_line_and_a_line_to_several_advices(firm: AnOrganization):
    line, other, out = lines(
        firm, booking("50.00", "x"), booking("50.00", "y"), booking("-5.00", "z"), closing="195.00"
    )
    first, second = one(firm), one(firm, TEXT.replace("Anna", "Bert"))
    for remittance_id in (first, second, first):
        link_remittance(remittance_id=remittance_id, line_id=line, context=firm.context())
    assert states(firm, RemittanceState.LINKED) == [("Bert Ltd", "linked"), ("Anna Ltd", "linked")]
    assert kept(firm, first).remittance.line_id == line
    with scope(firm.id):
        assert {each.id for each in remittances(line_id=line)} == {first, second}
    with nothing_changes(firm.id), pytest.raises(RemittanceIsLinked):
        link_remittance(remittance_id=first, line_id=other, context=firm.context())
    with nothing_changes(firm.id), pytest.raises(RemittanceIsLinked):
        withdraw_remittance(remittance_id=first, context=firm.context())
    unlink_remittance(remittance_id=first, context=firm.context())
    assert states(firm, RemittanceState.WAITING) == [("Anna Ltd", "waiting")]
    with nothing_changes(firm.id), pytest.raises(RemittanceIsNotLinked):
        unlink_remittance(remittance_id=first, context=firm.context())
    with nothing_changes(firm.id), pytest.raises(LineOfRemittanceWentOut):
        link_remittance(remittance_id=first, line_id=out, context=firm.context())
    with nothing_changes(firm.id), pytest.raises(LineUnknown):
        link_remittance(remittance_id=first, line_id=new_identifier(), context=firm.context())


def test_a_withdrawn_advice_stays_withdrawn(firm: AnOrganization):
    (line,) = lines(firm, booking("50.00", "AV-77001"), closing="150.00")
    remittance_id = one(firm)
    withdraw_remittance(remittance_id=remittance_id, reason=" sent by mistake ", context=firm.context())
    told = kept(firm, remittance_id).remittance
    assert (told.state, told.withdrawn_reason) == ("withdrawn", "sent by mistake")
    assert [each.is_new for each in brought_in(firm)] == [False]
    assert states(firm) == [("Anna Ltd", "withdrawn")]
    with scope(firm.id):
        assert fitting_remittances([line]) == {}
    for act in (withdraw_remittance, lambda **said: link_remittance(line_id=line, **said)):
        with nothing_changes(firm.id), pytest.raises(RemittanceIsWithdrawn):
            act(remittance_id=remittance_id, context=firm.context())


def test_another_organizations_advice_is_unknown(firm: AnOrganization):
    remittance_id = one(an_organization("EUR"))
    with pytest.raises(RemittanceUnknown):
        withdraw_remittance(remittance_id=remittance_id, context=firm.context())
    with pytest.raises(RemittanceUnknown):
        kept(firm, remittance_id)


def test_what_a_payer_wrote_never_changes(firm: AnOrganization):
    one(firm)
    for statement in (
        "UPDATE remittance SET amount_minor = 1", "DELETE FROM remittance", "DELETE FROM remittance_line",
        "UPDATE remittance_line SET amount_minor = 1", "UPDATE remittance SET state = 'linked'",
        "UPDATE remittance SET withdrawn_reason = 'x'",
    ):  # fmt: skip
        with (
            pytest.raises(Exception, match=r"permission denied|may not|violates check constraint"),
            scope(firm.id),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_lists_come_the_newest_first_and_go_on_where_one_was(firm: AnOrganization):
    identifiers = [one(firm, TEXT.replace("AV-77001", f"AV-7700{number}")) for number in range(4)]
    with scope(firm.id):
        first = [each.id for each in remittances(limit=2)]
        rest = [each.id for each in remittances(limit=5, after=first[-1])]
    assert [*first, *rest] == identifiers[::-1]


def test_many_lines_are_asked_at_once_for_the_advices_that_fit(firm: AnOrganization):
    by_reference, by_payer, by_amount_alone, at_all = lines(
        firm,
        booking("49.00", "ref AV-77001"),
        booking("70.00", "no word", name="Bert Handels"),
        booking("80.00", "no word", name="Nobody"),
        booking("12.00", "no word"),
        closing="311.00",
    )
    named = one(firm)
    bert = one(firm, "Payer: Bert Handels GmbH\nDate: 2026-03-01\nAmount: 70.00\nInvoices: R-2\n")
    same = one(firm, "Payer: Bert Handels GmbH\nDate: 2026-03-02\nAmount: 70.00\nInvoices: R-3\n")
    one(firm, "Payer: Carla Ltd\nDate: 2026-03-02\nAmount: 80.00\nInvoices: R-4\n")
    one(firm, "Payer: Doris Ltd\nDate: 2026-03-02\nAmount: 80.00\nInvoices: R-5\n")
    with scope(firm.id):
        found = fitting_remittances([by_reference, by_payer, by_amount_alone, at_all])
    told = {
        line: [(each.remittance_id, [str(why) for why in each.evidence]) for each in fits]
        for line, fits in found.items()
    }
    assert told == {
        by_reference: [(named, ["reference", "payer_name", "day"])],
        by_payer: [(bert, ["payer_name", "amount", "day"]), (same, ["payer_name", "amount", "day"])],
    }
