"""An address as it may be shown."""

import re
from urllib.parse import urlsplit, urlunsplit


def url_without_password(url: str) -> str:
    """The address with all hidden that may be a password, even where it is malformed."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "***"
    user, at, host = parts.netloc.rpartition("@")
    if "@" in url and not at:
        return "***"
    hidden = f"{user.partition(':')[0]}:***@{host}" if at and ":" in user else parts.netloc
    query = re.sub(r"((?:^|&)[^=&]*password[^=&]*=)[^&]*", r"\1***", parts.query, flags=re.IGNORECASE)
    return urlunsplit((parts.scheme, hidden, parts.path, query, ""))
