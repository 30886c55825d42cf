"""Which addresses of the network a webhook may go to: those of the whole internet, and no other."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = IPv6Network("::/96")
_NOT_FOR_HOSTS = (IPv4Network("192.88.99.0/24"), IPv4Network("192.0.0.0/24"), IPv4Network("100.64.0.0/10"))


def is_public(text: str) -> bool:
    """Whether an address, and whatever it wraps, belongs to the whole internet.

    An address in another one (IPv4-mapped, IPv4-compatible, NAT64, 6to4, Teredo) leads to the inner one, however
    global the outer one is called.
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return all(_is_public(each) for each in inner)
    return "%" not in text and _is_public(address)


def _wrapped(address: IPv6Address) -> tuple[IPv4Address, ...] | None:
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _COMPATIBLE or any(address in network for network in _NAT64):
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return None


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address) and any(address in network for network in _NOT_FOR_HOSTS):
        return False
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )
