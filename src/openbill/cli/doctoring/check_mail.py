"""The way out for mails: whether there is a server, and what waits for one."""

from collections.abc import Iterator

from django.db import connections

from openbill.cli.doctoring.line import Line, ok, warn
from openbill.cli.mail_waits import HOW_TO_CONFIGURE, has_mail_server


def check_mail() -> Iterator[Line]:
    """Whether a mail server is configured, and how many messages wait where none is."""
    if has_mail_server():
        yield ok("A mail server is configured.")
        return
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM message WHERE state IN ('queued', 'deferred')")
        (waiting,) = cursor.fetchone()
    if waiting:
        wait = "1 message waits" if waiting == 1 else f"{waiting:,} messages wait"
        yield warn(f"{wait}, and no mail server is configured.", HOW_TO_CONFIGURE)
    else:
        yield ok("No mail server is configured: no message is sent, and none waits for it.")
