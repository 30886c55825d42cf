"""The letterhead of a legal entity is on every sheet that is rendered after it was set."""

import pytest
from tests.support.billing import a_billing_firm, a_line, issued
from tests.support.collecting import LOGO
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization

from openbill.customers.commands.set_address import set_address
from openbill.documents.commands.set_letterhead import set_letterhead
from openbill.documents.errors import AccentColourWrong, AddressTooLong, LogoUnreadable, WebsiteWrong
from openbill.documents.policies.website_address import website_address
from openbill.documents.queries.senders import senders
from openbill.documents.types import HOUSE_COLOUR, Seller
from openbill.foundation.tenancy import scope
from openbill.invoicing.queries.invoice_sheets import invoice_sheets
from openbill.organizations.errors import EmailWrong, LegalEntityUnknown, UnseenCharacter
from openbill.primitives.identifiers import new_identifier

DEEP = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">' + b"<g>" * 5_000 + b"</g>" * 5_000 + b"</svg>"
"""Drawings in drawings, more than any printer follows."""


def seller(firm: AnOrganization) -> Seller:
    with scope(firm.id):
        return senders()[firm.legal_entity_id].seller("en")


def test_a_letterhead_is_set_whole_and_replaced_whole():
    firm = a_billing_firm()
    assert (seller(firm).accent_colour, seller(firm).logo, seller(firm).phone) == (HOUSE_COLOUR, None, "")

    set_letterhead(
        legal_entity_id=firm.legal_entity_id, address_lines=(" Weg 1 ", "", "10115 Berlin"), phone="+49 30 1",
        registration="HRB 1\nIda Blum", accent_colour="#ABCDEF", logo=LOGO, context=firm.context(),
    )  # fmt: skip
    set_at_first = seller(firm)
    assert set_at_first.address_lines == ("Weg 1", "10115 Berlin")
    assert (set_at_first.accent_colour, set_at_first.logo) == ("#abcdef", LOGO)
    assert (set_at_first.phone, set_at_first.registration) == ("+49 30 1", "HRB 1\nIda Blum")

    set_letterhead(legal_entity_id=firm.legal_entity_id, website="anna.example", context=firm.context())
    assert (seller(firm).website, seller(firm).phone, seller(firm).logo) == ("anna.example", "", None)


@pytest.mark.parametrize("website", ["x!", "anna", "anna.example/a b", "ftp://anna.example", "anna..example"])
def test_what_is_no_website_or_e_mail_address_is_refused(website: str):
    firm = a_billing_firm()
    with pytest.raises(WebsiteWrong, match="is not the address of a website"):
        set_letterhead(legal_entity_id=firm.legal_entity_id, website=website, context=firm.context())
    with pytest.raises(EmailWrong):
        set_letterhead(legal_entity_id=firm.legal_entity_id, email=website, context=firm.context())
    for known in ("", "anna.example", "https://www.anna.co.uk/shop?a=1", "müller.example:8443"):
        assert website_address(known) == known


def test_an_invoice_shows_the_letterhead_and_its_customers_address():
    firm = a_billing_firm()
    customer = a_customer(firm, "Anna Ltd")
    set_address(
        customer_id=customer, street="1 High St", city="York", postal_code="YO1 7HH", country="GB",
        context=firm.context(),
    )  # fmt: skip
    set_letterhead(legal_entity_id=firm.legal_entity_id, email="pay@us.example", logo=LOGO, context=firm.context())
    invoice = issued(firm, customer, [a_line("100.00")], on="2026-01-01")
    with scope(firm.id):
        (found,) = invoice_sheets([invoice])
    assert (found.sheet.seller.email, found.sheet.seller.logo) == ("pay@us.example", LOGO)
    assert found.sheet.buyer.address_lines == ("1 High St", "York", "YO1 7HH", "United Kingdom")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"accent_colour": "green"}, AccentColourWrong),
        ({"logo": b"GIF89a"}, LogoUnreadable),
        ({"logo": DEEP}, LogoUnreadable),
        ({"address_lines": tuple("abcdef")}, AddressTooLong),
        ({"phone": "1\u202e2"}, UnseenCharacter),
        ({"legal_entity_id": new_identifier()}, LegalEntityUnknown),
    ],
)
def test_what_cannot_be_printed_is_refused(wrong: dict[str, object], refusal: type[Exception]):
    firm = a_billing_firm()
    with pytest.raises(refusal):
        set_letterhead(**{"legal_entity_id": firm.legal_entity_id, "context": firm.context(), **wrong})  # type: ignore[arg-type]
    assert seller(firm).accent_colour == HOUSE_COLOUR
