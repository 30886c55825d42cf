"""Requests to a gateway's own address: TLS with its certificate, JSON back, so many bytes and seconds and no more."""

import http.client
import json
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from openbill.gateways.errors import GatewayNotReached

SECONDS = 20.0
MOST_BYTES = 4 * 2**20


class Answered(Exception):
    """The gateway answered with something else than success: the status, and its JSON where it is one."""

    def __init__(self, status: int, said: Mapping[str, Any]) -> None:
        self.status, self.said = status, said
        super().__init__(f"It answered {status}.")


class WebClient:
    """Speaks with one host, whose address is the gateway's and comes from no stranger.

    No redirect is followed and no proxy of the environment is asked. `base_url` is another one in tests, where a server
    of theirs stands for the gateway.
    """

    def __init__(self, base_url: str, headers: Mapping[str, str]) -> None:
        address = urlsplit(base_url)
        assert address.hostname, "The address of a gateway has a host."
        self._host, self._port, self._path = address.hostname, address.port, address.path.rstrip("/")
        self._is_encrypted = address.scheme == "https"
        self._headers = dict(headers)

    def ask(self, path: str) -> dict[str, Any]:
        """GET. Raises GatewayNotReached and Answered."""
        return self._send("GET", path, None, {})

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
        """POST. Raises GatewayNotReached and Answered."""
        return self._send("POST", path, body, headers)

    def _send(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> dict[str, Any]:
        connection = self._connection()
        try:
            connection.request(method, self._path + path, body=body, headers={**self._headers, **headers})
            answer = connection.getresponse()
            content = answer.read(MOST_BYTES + 1)
        except (OSError, http.client.HTTPException) as error:
            raise GatewayNotReached(reason="nobody answered, or not in time.") from error
        finally:
            connection.close()
        said = _read(content)
        if 200 <= answer.status < 300:
            if said is None:
                raise GatewayNotReached(reason="what it answered cannot be read.")
            return said
        if answer.status == 429 or answer.status >= 500:
            raise GatewayNotReached(reason=f"it answered {answer.status}.")
        raise Answered(answer.status, said or {})

    def _connection(self) -> http.client.HTTPConnection:
        if not self._is_encrypted:
            return http.client.HTTPConnection(self._host, self._port, timeout=SECONDS)
        trust = ssl.create_default_context()
        return http.client.HTTPSConnection(self._host, self._port, timeout=SECONDS, context=trust)


def _read(content: bytes) -> dict[str, Any] | None:
    if len(content) > MOST_BYTES:
        return None
    try:
        said = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
