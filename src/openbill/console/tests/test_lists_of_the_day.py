"""The lists of the day's work and of the log: found, sorted, as files, and acts on what is ticked or on all."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from tests.support.billing import a_billing_firm, a_line, drafted
from tests.support.collecting import a_promise, day_done
from tests.support.customers import a_contact
from tests.support.members import a_member
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work, page, rows_in, signed_in

from openbill.collections.models import Task
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.tenancy import scope
from openbill.messaging.models import Message
from openbill.primitives.money import Money

EVIL = "=cmd()"


@pytest.fixture
def firm() -> AnOrganization:
    """Anna and Bert have an address and are written to, Carl and Dora have none: two messages, two tasks."""
    firm = a_billing_firm()
    for name in ("Bert", "Anna", "Dora", "Carl"):
        customer = a_customer(firm, name=name)
        a_debit(firm, customer, "120.00", on="2026-01-01", due="2026-01-31")
        if name in ("Anna", "Bert"):
            a_contact(firm, customer, "Kim", email=f"kim@{name.lower()}.example")
    day_done(firm, "2026-02-14")
    return firm


@pytest.fixture
def owner(firm: AnOrganization) -> Client:
    return at_work(firm)


def shown(client: Client, address: str, *names: str) -> list[str]:
    """Which of the names the rows of a page show, in its order."""
    text = page(client, address)
    rows = text[text.index("<tbody>") :] if "<tbody>" in text else ""
    return sorted((name for name in names if f">{name}<" in rows), key=lambda name: rows.index(f">{name}<"))


def states(firm: AnOrganization, model: type[Task] | type[Message]) -> dict[str, str]:
    """The state of each row by the name of its customer."""
    with scope(firm.id):
        rows = model.objects.filter(organization_id=firm.id)
        return dict(rows.values_list("customer__name", "state"))


def identifiers(client: Client, address: str) -> list[str]:
    return re.findall(r'name="chosen" value="([0-9a-f-]{36})"', page(client, address))


def test_tasks_are_found_and_sorted(owner: Client):
    people = ("Carl", "Dora", "Anna")
    assert shown(owner, "/tasks?sort=customer", *people) == ["Carl", "Dora"]
    assert shown(owner, "/tasks?sort=customer&order=desc", *people) == ["Dora", "Carl"]
    assert shown(owner, "/tasks?q=dor", *people) == ["Dora"]
    assert shown(owner, "/tasks?kind=missing_address&sort=customer", *people) == ["Carl", "Dora"]
    assert "No task fits" in page(owner, "/tasks?kind=broken_promise")
    assert "No task fits" in page(owner, "/tasks?only=done")


def test_the_ticked_tasks_are_done_with_what_came_of_them(firm: AnOrganization, owner: Client):
    (carl, _dora) = identifiers(owner, "/tasks?sort=customer")

    owner.post("/tasks/end", {"chosen": [carl, "nonsense"], "outcome": "Wrote a letter", "back": "/tasks"})

    assert states(firm, Task) == {"Carl": "done", "Dora": "open"}
    assert shown(owner, "/tasks?only=done&columns=outcome", "Carl", "Dora", "Wrote a letter") == [
        "Carl",
        "Wrote a letter",
    ]


def test_all_tasks_that_match_are_done(firm: AnOrganization, owner: Client):
    owner.post("/tasks/end", {"all": "1", "q": "dora", "kind": "missing_address"})
    assert states(firm, Task) == {"Carl": "open", "Dora": "done"}

    answer = owner.post("/tasks/end", {"all": "1"}, follow=True)

    assert "1 task is done." in answer.content.decode()
    assert states(firm, Task) == {"Carl": "done", "Dora": "done"}


@pytest.mark.parametrize("act", ["/tasks/end", "/outbox/cancel", "/outbox/again"])
def test_who_chooses_nothing_is_told(firm: AnOrganization, owner: Client, act: str):
    with nothing_changes(firm.id):
        answer = owner.post(act, {"chosen": "nonsense"}, follow=True)
    assert "No row was chosen" in answer.content.decode()


def test_messages_are_sorted_by_customer_and_found_by_parts_of_what_they_say(owner: Client):
    people = ("Anna", "Bert")
    assert shown(owner, "/outbox?sort=customer", *people) == ["Anna", "Bert"]
    assert shown(owner, "/outbox?sort=customer&order=desc", *people) == ["Bert", "Anna"]
    assert shown(owner, "/outbox?q=ERT.exam", *people) == ["Bert"]
    assert shown(owner, "/outbox?q=im", *people) == []
    assert shown(owner, "/outbox?q=bert", *people) == ["Bert"]
    assert shown(owner, "/outbox?q=%25%25%25", *people) == []
    assert shown(owner, "/outbox?state=held&sort=customer", *people) == ["Anna", "Bert"]


def test_messages_are_thrown_away_chosen_or_all_that_match(firm: AnOrganization, owner: Client):
    answer = owner.post("/outbox/cancel", {"all": "1", "q": "anna", "state": "held"}, follow=True)
    assert "1 message was thrown away." in answer.content.decode()
    assert states(firm, Message) == {"Anna": "cancelled", "Bert": "held"}

    chosen = [str(each) for each in messages_of(firm)]
    answer = owner.post("/outbox/cancel", {"chosen": chosen}, follow=True)

    assert "1 message was thrown away." in answer.content.decode()
    assert states(firm, Message) == {"Anna": "cancelled", "Bert": "cancelled"}


def test_only_what_failed_is_sent_again(firm: AnOrganization, owner: Client):
    answer = owner.post("/outbox/again", {"chosen": [str(each) for each in messages_of(firm)]}, follow=True)
    assert "0 messages are on their way again." in answer.content.decode()
    assert states(firm, Message) == {"Anna": "held", "Bert": "held"}
    with nothing_changes(firm.id):
        assert "No row was chosen" in owner.post("/outbox/again", {"all": "1"}, follow=True).content.decode()


def messages_of(firm: AnOrganization) -> list[UUID]:
    with scope(firm.id):
        return list(Message.objects.filter(organization_id=firm.id).values_list("id", flat=True))


def test_promises_and_disputes_of_all_customers(firm: AnOrganization, owner: Client):
    for place, name in enumerate(("Emil", EVIL)):
        customer = a_customer(firm, name=name)
        debt = a_debit(firm, customer, "500.00", on="2026-01-01", due="2026-01-31")
        a_promise(firm, debt, by=f"2026-03-0{5 - place}", minor=50_00 + place, given_on="2026-03-01")
        open_dispute(
            contested=[Contested(debt, Money(20_00 + place, "EUR"))],
            reason=DisputeReason.PRICE if place else DisputeReason.QUALITY,
            on=date(2026, 3, 1 + place),
            context=firm.context(),
        )

    assert shown(owner, "/promises", "Emil", EVIL) == [EVIL, "Emil"]
    assert shown(owner, "/promises?sort=amount", "Emil", EVIL) == ["Emil", EVIL]
    assert shown(owner, "/promises?only=kept", "Emil", EVIL) == []
    assert shown(owner, "/promises?only=due", "Emil", EVIL) == [EVIL, "Emil"]
    assert [line[0:1] + line[3:5] + line[6:9] for line in rows_in(owner.get("/promises?format=csv"))[1:]] == [
        ["2026-03-04", f"'{EVIL}", "open", "EUR", "50.01", "0.00"],
        ["2026-03-05", "Emil", "open", "EUR", "50.00", "0.00"],
    ]

    assert shown(owner, "/disputes", "Emil", EVIL) == ["Emil", EVIL]
    assert shown(owner, "/disputes?sort=opened&order=desc", "Emil", EVIL) == [EVIL, "Emil"]
    assert shown(owner, "/disputes?reason=quality", "Emil", EVIL) == ["Emil"]
    assert shown(owner, "/disputes?only=withdrawn", "Emil", EVIL) == []
    assert shown(owner, "/disputes?only=overdue", "Emil", EVIL) == []
    assert [line[4:9] for line in rows_in(owner.get("/disputes?format=csv"))[1:]] == [
        ["Emil", "open", "quality", "EUR", "20.00"],
        [f"'{EVIL}", "open", "price", "EUR", "20.01"],
    ]


def test_drafts_are_sorted_narrowed_and_issued_as_they_match(firm: AnOrganization, owner: Client):
    for name, day in (("Emil", "2026-03-02"), ("Fritz", "2026-03-01")):
        drafted(firm, a_customer(firm, name=name), [a_line("10.00")], document_date=date.fromisoformat(day))

    assert shown(owner, "/drafts", "Emil", "Fritz") == ["Fritz", "Emil"]
    assert shown(owner, "/drafts?sort=dated", "Emil", "Fritz") == ["Fritz", "Emil"]
    assert shown(owner, "/drafts?sort=customer&order=desc", "Emil", "Fritz") == ["Fritz", "Emil"]
    assert shown(owner, "/drafts?kind=credit_note", "Emil", "Fritz") == []
    assert [line[1:4] for line in rows_in(owner.get("/drafts?format=csv&sort=dated"))[1:]] == [
        ["Fritz", "invoice", "2026-03-01"],
        ["Emil", "invoice", "2026-03-02"],
    ]
    assert "No draft is chosen" in page(owner, "/drafts/issue?all=1&kind=credit_note")

    owner.post("/drafts/issue", {"all": "1", "q": "emil", "kind": "invoice"})

    assert shown(owner, "/drafts", "Emil", "Fritz") == ["Fritz"]


def test_the_lists_are_files_with_all_that_match(firm: AnOrganization, owner: Client):
    head, *tasks = rows_in(owner.get("/tasks?format=csv&sort=customer"))
    assert head[2:4] == ["Customer", "Kind"]
    assert [line[2:4] for line in tasks] == [["Carl", "missing_address"], ["Dora", "missing_address"]]

    head, *sent = rows_in(owner.get("/outbox?format=csv&sort=customer"))
    assert head[:5] == ["Written", "Sent", "Customer", "To", "Channel"]
    assert [line[1:5] for line in sent] == [
        ["", "Anna", "kim@anna.example", "email"],
        ["", "Bert", "kim@bert.example", "email"],
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", sent[0][0])


def test_the_log_is_read_from_either_end_and_kept_as_a_file(firm: AnOrganization):
    person = a_member(firm, "owner", name="Olga")
    client = signed_in(person)
    for name in ("Emil", "Fritz", "Gerd"):
        client.post("/customers/new", {"name": name, "reminded_in": "en"})
    client.post("/tasks/end", {"all": "1"})

    of_olga = f"/audit?person={person}"
    words = ("Tasks done", "Customer added")
    down = re.findall("|".join(words), body(page(client, of_olga)))
    up = re.findall("|".join(words), body(page(client, f"{of_olga}&sort=when&order=asc")))
    assert down == ["Tasks done", "Customer added", "Customer added", "Customer added"]
    assert up == down[::-1]

    head, *acts = rows_in(client.get(f"{of_olga}&format=csv"))
    assert head == ["When", "Act", "Who", "Reason", "Number", "Sealed"]
    assert [line[1:3] for line in acts] == [["close_tasks", "Olga"], *[["create_customer", "Olga"]] * 3]


def body(text: str) -> str:
    """The rows of the page's table."""
    return text[text.index("<tbody>") : text.index("</tbody>")]
