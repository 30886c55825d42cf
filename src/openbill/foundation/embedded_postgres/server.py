"""Where a running server is reached."""

from dataclasses import dataclass
from urllib.parse import quote

PORT = 5432
"""Only names the socket file: each server has a socket folder of its own and no TCP."""


@dataclass(frozen=True)
class Server:
    host: str
    """The folder of the socket."""
    port: int

    def url(self, *, role: str, database: str) -> str:
        """`postgresql://role@/database?host=<socket folder>&port=N`, as libpq and psycopg read it."""
        return (
            f"postgresql://{quote(role, safe='')}@/{quote(database, safe='')}"
            f"?host={quote(self.host, safe='/')}&port={self.port}"
        )
