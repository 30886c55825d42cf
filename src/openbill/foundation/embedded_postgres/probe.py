"""Whether a server answers, asked by connecting: a file of pids is never believed."""

import enum
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from .server import Server

SUPERUSER = "postgres"


class Answer(enum.Enum):
    RUNNING = "running"
    NOT_YET = "starting up, recovering or shutting down"
    SILENT = "no answer"
    STRANGER = "a server of another data folder"


@dataclass(frozen=True)
class Probed:
    answer: Answer
    is_durable: bool = True
    """Whether the running server keeps committed data over a crash."""


def probe(server: Server, data: Path) -> Probed:
    """Ask the server that listens in the folder whether it runs, and whether the data folder is this one."""
    conninfo = make_conninfo(
        host=server.host,
        port=server.port,
        user=SUPERUSER,
        dbname="postgres",
        connect_timeout=2,
        client_encoding="utf8",
    )
    answered = Ping(PGconn.ping(conninfo.encode()))
    if answered == Ping.REJECT:
        return Probed(Answer.NOT_YET)
    if answered != Ping.OK:
        return Probed(Answer.SILENT)
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            row = connection.execute("SELECT current_setting('data_directory'), current_setting('fsync')").fetchone()
    except psycopg.OperationalError as error:
        # All connections may be taken, which is an answer; or the server began to stop just now.
        return Probed(Answer.RUNNING if "too many clients" in str(error) else Answer.NOT_YET)
    assert row is not None
    if Path(row[0]).resolve() != data.resolve():
        return Probed(Answer.STRANGER)
    return Probed(Answer.RUNNING, is_durable=row[1] == "on")
