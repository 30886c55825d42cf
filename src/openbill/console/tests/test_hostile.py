"""What somebody wrote into a name stays text, and what somebody wrote into an address leads nowhere else."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from tests.support.members import a_member
from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_customer, a_debit
from tests.support.web import a_visitor, signed_in

from openbill.console.urls import ROUTES
from openbill.customers.commands.add_contact import add_contact
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.importing.commands.keep_upload import keep_upload
from openbill.importing.commands.move_upload import check_upload
from openbill.importing.commands.run_upload import run_upload
from openbill.importing.types import UploadChoices
from openbill.primitives.identifiers import new_identifier

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% debug %}"


@pytest.fixture(scope="module")
def hostile_pages() -> dict[str, str]:
    firm = an_organization(name=f"{HOSTILE}{new_identifier()}")
    customer = a_customer(firm, name=HOSTILE)
    debt = a_debit(firm, customer, "120.00", document_number=HOSTILE[:90])
    a_credit(firm, customer, "20.00")
    add_contact(customer_id=customer, name=HOSTILE, role="other", phone="+49 30 1", context=firm.context())
    open_dispute(
        contested=[Contested(debt)],
        reason=DisputeReason.PRICE,
        note=HOSTILE,
        context=firm.context(),
    )
    client = signed_in(a_member(firm, name=HOSTILE))
    rows = f"customer name,invoice number,invoice date,amount,{HOSTILE.replace(chr(34), '')}\n{HOSTILE},N-1,x,y,z\n"
    upload = keep_upload(file_name=HOSTILE, content=rows.replace('"', "").encode(), context=firm.context())
    check_upload(upload_id=upload, choices=UploadChoices(currency="EUR"), context=firm.context())
    run_upload(upload, context=firm.context())
    pages = [route for route in ROUTES if not route.is_act]
    asked = {"q": HOSTILE, "currency": HOSTILE, "sort": HOSTILE, "only": HOSTILE, "page": HOSTILE, "bucket": HOSTILE}
    places = {
        "<uuid:customer_id>": customer,
        "<uuid:legal_entity_id>": firm.legal_entity_id,
        "<uuid:upload_id>": upload,
    }
    found = {}
    for route in pages:
        address = "/" + route.path
        for place, identifier in places.items():
            address = address.replace(place, str(identifier))
        if "<" in address or address.endswith(".pdf"):
            continue
        found[route.name] = client.get(address).content.decode()
        found[f"{route.name} asked"] = client.get(address, asked).content.decode()
    return found


class Tags(HTMLParser):
    """The tags of a page, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_no_page_has_a_tag_or_a_template_that_somebody_wrote(hostile_pages: dict[str, str]):
    assert len(hostile_pages) > 8
    for name, page in hostile_pages.items():
        assert ("img", {"src": "x", "onerror": "alert(1)"}) not in Tags(page).found, name
        assert "49{%" not in page, name
    assert sum("&lt;script&gt;alert(1)" in page for page in hostile_pages.values()) > 6


def test_no_page_has_script_or_style_inside(hostile_pages: dict[str, str]):
    for name, page in hostile_pages.items():
        for tag, attributes in Tags(page).found:
            assert tag != "style", name
            assert not {each for each in attributes if each == "style" or each.startswith("on")}, (name, tag)
            assert tag != "script" or attributes["src"].startswith("/static/"), name


def test_every_answer_forbids_what_the_browser_should_not_do():
    headers = a_visitor().get("/account/login/").headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_request_under_another_name_is_refused():
    answer = Client(headers={"host": "evil.example"}).get("/account/login/")

    assert answer.status_code == 400


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"])
def test_nobody_is_sent_elsewhere(elsewhere: str):
    firm = an_organization()
    client = signed_in(a_member(firm))

    answer = client.post("/language", {"language": "de", "back": elsewhere})

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_signing_in_sends_nobody_elsewhere():
    firm = an_organization()
    client = signed_in(a_member(firm))

    answer = client.get("/account/login/", {"next": "https://evil.example/"})

    assert answer["Location"] == "/"
