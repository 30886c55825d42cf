"""What somebody wrote into a name stays text, and what somebody wrote into an address leads nowhere else."""

import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.billing import drafted, issued, items_of, paid
from tests.support.members import a_member
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit
from tests.support.web import a_visitor, at_work, signed_in

from openbill.console.urls import ROUTES
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.set_address import set_address
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.importing.commands.keep_upload import keep_upload
from openbill.importing.commands.move_upload import check_upload
from openbill.importing.commands.run_upload import run_upload
from openbill.importing.types.choices import UploadChoices
from openbill.invoicing.commands.add_payment_terms import add_payment_terms
from openbill.invoicing.commands.add_tax_code import add_tax_code
from openbill.invoicing.types import NewLine, PaymentTerms, TaxCategory
from openbill.payments.commands.refund import request_refund
from openbill.payments.types import Spread
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.write_off import write_off

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% debug %}"


@pytest.fixture(scope="module")
def hostile_pages() -> dict[str, str]:
    firm = an_organization(name=f"{HOSTILE}{new_identifier()}")
    customer = a_customer(firm, name=HOSTILE)
    debt = a_debit(firm, customer, "120.00", document_number=HOSTILE[:90])
    a_credit(firm, customer, "20.00")
    contact = add_contact(customer_id=customer, name=HOSTILE, role="other", phone="+49 3012", context=firm.context())
    set_address(customer_id=customer, name=HOSTILE, street=HOSTILE, city=HOSTILE, context=firm.context())
    other = a_customer(firm, name=HOSTILE)
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
    places = {
        "customer_id": customer,
        "contact_id": contact.contact_id,
        "item_id": debt,
        "legal_entity_id": firm.legal_entity_id,
        "upload_id": upload,
        "purpose": "billing",
        "stage": "due",
        "language": "en",
        **hostile_money(firm, customer),
    }
    pages = [route for route in ROUTES if not route.is_act]
    asked = {"q": HOSTILE, "currency": HOSTILE, "sort": HOSTILE, "only": HOSTILE, "page": HOSTILE, "bucket": HOSTILE}
    found = {}
    for route in pages:
        address = "/" + re.sub(r"<(?:uuid|slug):([a-z_]+)>", lambda place: str(places.get(place[1], "<")), route.path)
        if "<" in address or route.path.endswith(".pdf"):
            continue
        found[route.name] = client.get(address).content.decode()
        found[f"{route.name} asked"] = client.get(address, asked).content.decode()
    for name in ("new-draft", "new-payment"):
        found[f"{name} of a customer"] = client.get(reverse(f"console:{name}"), {"customer": customer}).content.decode()
    for name in ("parent", "merge-customer"):
        address = reverse(f"console:{name}", args=[customer])
        found[f"{name} of another"] = client.get(address, {"customer": other}).content.decode()
    found["draft that is issued"] = client.get("/drafts/issue", {"all": "1"}).content.decode()
    return found


def hostile_money(firm: AnOrganization, customer: UUID) -> dict[str, UUID]:
    """A document, a draft, a payment and requests of which every text was written by somebody who means harm."""
    tax_code_id = add_tax_code(
        code="S",
        label=HOSTILE,
        category=TaxCategory.STANDARD,
        percent=Decimal(19),
        valid_from=date(2020, 1, 1),
        note=HOSTILE,
        context=firm.context(),
    )
    add_payment_terms(terms=PaymentTerms("T", HOSTILE), context=firm.context())
    line = NewLine(HOSTILE, Decimal(1), Decimal(100), "S", unit=HOSTILE[:20])
    texts = {"terms": "T", "buyer_reference": HOSTILE, "text_before": HOSTILE, "text_after": HOSTILE}
    payment = paid(firm, customer, 50_00, "2026-03-01", reference=HOSTILE, spread=Spread.UNAPPLIED)
    invoice = issued(firm, customer, [line], **texts)
    (item,) = items_of(firm, invoice)
    request_refund(item_id=payment.item_id, amount=Money.of("1", "EUR"), reason=HOSTILE, context=firm.context())
    write_off(item_id=item.id, reason=HOSTILE, context=firm.context())
    return {
        "tax_code_id": tax_code_id,
        "invoice_id": invoice,
        "draft_id": drafted(firm, customer, [line], **texts),
        "payment_id": payment.payment_id,
    }


class Tags(HTMLParser):
    """The tags of a page, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_no_page_has_a_tag_or_a_template_that_somebody_wrote(hostile_pages: dict[str, str]):
    assert len(hostile_pages) > 40
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


@pytest.mark.parametrize(
    "address",
    ["/find?q=", "/journal?account=", "/outbox?q=", "/settings/mail?q=", "/customers?currency=", "/aging?by="],
)
def test_an_address_with_a_character_that_nothing_has_is_a_bad_request(address: str):
    client = at_work(an_organization())
    assert client.get(f"{address}%00").status_code == 400
