"""A webhook goes to the open internet and nowhere else, however an address is wrapped."""

import pytest

from openbill.webhooks.errors import WebhookAddressWrong
from openbill.webhooks.policies.public_address import is_public
from openbill.webhooks.policies.webhook_address import WebhookAddress, read_address

NOT_PUBLIC = [
    "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1",
    "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "2001:0:7f00:1::", "2001:0:5db8:d822:0:0:80ff:fffe",
    "localhost", "", "1", "0x7f.1", "127.1", "2606:4700::1%eth0",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_inside_is_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/", "ftp://hooks.example.com/", "hooks.example.com", "https://", "https:///x",
        "https://a@hooks.example.com/", "https://a:b@hooks.example.com/", "https://hooks.example.com/#x",
        "https://hooks.example.com:22/", "https://hooks.example.com:99999/", "https://[::1/", "https://h.example/ä",
        "https://h.example/\r\nHost: x", "https://h.example/ x", "https://h.example\\@x/",
        "https://h.example/" + "x" * 2_000,
        "file:///etc/passwd", "gopher://h.example/", "javascript:alert(1)", "",
    ],
)  # fmt: skip
def test_an_address_that_is_no_plain_https_is_refused(url: str):
    with pytest.raises(WebhookAddressWrong):
        read_address(url)


def test_an_address_is_taken_apart():
    assert read_address("https://hooks.example.com:8443/in?a=1") == WebhookAddress(
        True, "hooks.example.com", 8443, "/in?a=1"
    )
    assert read_address("https://hooks.example.com") == WebhookAddress(True, "hooks.example.com", 443, "/")
    assert read_address("http://localhost:5000/x", allows_loopback=True).port == 5000


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.0.0.1.", "10.0.0.1", "169.254.169.254", "127.1", "2130706433", "0x7f000001", "0x7f.1"),
        *("0177.0.0.1", "1.2.3.4.5", "[::1]", "[::ffff:10.0.0.1]", "[fe80::1]", "[64:ff9b::7f00:1]"),
    ],
)
def test_a_number_inside_is_refused_before_anything_is_sent(host: str):
    with pytest.raises(WebhookAddressWrong, match="its host is not known on the open internet"):
        read_address(f"https://{host}/hooks")


@pytest.mark.parametrize("host", ["93.184.216.34", "[2606:4700:4700::1111]", "hooks.example.com", "0x7f.example", "4u"])
def test_a_number_of_the_internet_and_a_name_are_taken(host: str):
    assert read_address(f"https://{host}/hooks").host == host.strip("[]")


def test_the_operator_lets_loopback_in_and_nothing_more():
    assert read_address("http://127.0.0.1:9000/", allows_loopback=True).port == 9000
    with pytest.raises(WebhookAddressWrong):
        read_address("http://10.0.0.1:9000/", allows_loopback=True)
