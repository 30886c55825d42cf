"""A person is reached by a channel that is there."""

import pytest

from openbill.customers.errors import ChannelUnknown, PhoneNumberWrong, PreferredChannelBlank
from openbill.customers.policies.contact_channels import phone_number, preferred_channel


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (" +49 30  901820 ", "+49 30 901820"),
        ("(030) 90-1820/1", "(030) 90-1820/1"),
        ("030 901820 ext. 12", "030 901820 ext. 12"),
        ("1.800.555.0199x5", "1.800.555.0199x5"),
        ("", ""),
    ],
)
def test_numbers(written: str, number: str):
    assert phone_number("phone", written) == number


@pytest.mark.parametrize("written", ["123", "call me", "+49+30901820", "1234567890123456", "٠١٢٣٤٥٦", "x12345"])
def test_refuses_what_is_no_number_without_repeating_it(written: str):
    with pytest.raises(PhoneNumberWrong) as refused:
        phone_number("mobile", written)
    assert str(refused.value) == "This is not a mobile number. Give one such as +49 30 901820."


def test_the_first_channel_that_is_there_is_preferred_unless_another_is():
    both = {"email": "a@b.example", "phone": "", "mobile": "0170 1234567"}
    assert preferred_channel(None, **both) == "email"
    assert preferred_channel("mobile", **both) == "mobile"
    assert preferred_channel(None, **{**both, "email": ""}) == "mobile"
    assert preferred_channel(None, email="", phone="", mobile="") == "email"
    with pytest.raises(PreferredChannelBlank):
        preferred_channel("phone", **both)
    with pytest.raises(ChannelUnknown):
        preferred_channel("fax", **both)
