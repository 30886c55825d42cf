"""What the address of a website looks like."""

import re

from openbill.documents.errors import WebsiteWrong
from openbill.organizations.policies.plain_text import plain_text

_WEBSITE = re.compile(
    r"(?:https?://)?(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_](?::\d{1,5})?(?:/\S*)?", re.IGNORECASE
)


def website_address(text: str) -> str:
    """The address as it is printed, with or without its scheme; blank stays blank. Raises WebsiteWrong."""
    address = plain_text("website", text).strip()
    if address and not _WEBSITE.fullmatch(address):
        raise WebsiteWrong(website=address)
    return address
