"""Codes, tags and addresses are read strictly and written in their usual spelling."""

import pytest

from openbill.organizations.errors import CountryUnknown, EmailWrong, LanguageUnknown
from openbill.organizations.policies.api_key_secret import read_secret, written_secret
from openbill.organizations.policies.country_code import country_code
from openbill.organizations.policies.email_address import email_address
from openbill.organizations.policies.language_tag import language_tag
from openbill.primitives.identifiers import new_identifier


@pytest.mark.parametrize(("written", "code"), [("de", "DE"), (" GB ", "GB"), ("XK", "XK"), ("", "")])
def test_countries(written: str, code: str):
    assert country_code(written) == code


@pytest.mark.parametrize("written", ["UK", "EU", "ZZ", "Germany", "D"])
def test_refuses_what_is_no_country(written: str):
    with pytest.raises(CountryUnknown):
        country_code(written)


@pytest.mark.parametrize(
    ("written", "tag"), [("EN-gb", "en-GB"), ("zh-hant-tw", "zh-Hant-TW"), ("de_AT", "de-AT"), ("", "")]
)
def test_languages(written: str, tag: str):
    assert language_tag(written) == tag


@pytest.mark.parametrize("written", ["german", "xx", "de-", "../../etc", "1"])
def test_refuses_what_is_no_language(written: str):
    with pytest.raises(LanguageUnknown):
        language_tag(written)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" Maria.Muster+ar@EXAMPLE.co.uk ", "Maria.Muster+ar@example.co.uk"),
        ("o'hara@müller.example", "o'hara@müller.example"),
        ("a@xn--mller-kva.xn--p1ai", "a@xn--mller-kva.xn--p1ai"),
        ("", ""),
    ],
)
def test_addresses(written: str, address: str):
    assert email_address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        *("a", "a@b", "@b.example", "a@b@c.example", "a b@c.example", "a@-b.example", "a@b..example"),
        *("a@b.example,c@d.example", "Maria <a@b.example>", "a@b.example\nBcc: x@y.example"),
        *(f"{'a' * 65}@b.example", f"a@{'b.' * 130}example"),
    ],
)
def test_refuses_what_is_not_one_address_without_repeating_it(written: str):
    with pytest.raises(EmailWrong) as refused:
        email_address(written)
    assert str(refused.value) == "This is not an e-mail address. Give one such as name@example.com."


def test_a_secret_names_its_organization_and_its_key():
    organization_id = new_identifier()
    secret = written_secret(organization_id, "a1b2c3d4e5f6", "random_with-underscores_")
    assert read_secret(secret) == (organization_id, "a1b2c3d4e5f6")
    assert [
        read_secret(wrong) for wrong in ("", "openbill", "openbill_1_2_3", secret.replace("openbill", "other"))
    ] == [
        None,
        None,
        None,
        None,
    ]
