"""Every endpoint, one row each: from this table the routes, the description and the tests of access are made."""

from collections import defaultdict

from openbill.api.endpoint import Endpoint
from openbill.api.endpoints import organization

PREFIX = "/api/v1"

ENDPOINTS: tuple[Endpoint, ...] = (*organization.ENDPOINTS,)


def by_path() -> dict[str, dict[str, Endpoint]]:
    """The endpoints of each path, by method."""
    paths: dict[str, dict[str, Endpoint]] = defaultdict(dict)
    for endpoint in ENDPOINTS:
        assert endpoint.method not in paths[endpoint.path], f"{endpoint.method} {endpoint.path} is there twice."
        paths[endpoint.path][endpoint.method] = endpoint
    return dict(paths)
