"""How the test gateway reaches our address of notices: as any gateway does, by a request from outside."""

import http.client
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from openbill.gateways.errors import GatewayNotReached

SECONDS = 20.0


class PostToOurselves:
    """Posts to the address under which people know this installation."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)

    def __call__(self, path: str, headers: Mapping[str, str], body: bytes) -> int:
        host, port = self._address.hostname or "localhost", self._address.port
        connection = (
            http.client.HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())
            if self._address.scheme == "https"
            else http.client.HTTPConnection(host, port, timeout=SECONDS)
        )
        try:
            connection.request("POST", self._address.path.rstrip("/") + path, body=body, headers=dict(headers))
            return connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise GatewayNotReached(reason="our own address of notices was not reached.") from error
        finally:
            connection.close()
