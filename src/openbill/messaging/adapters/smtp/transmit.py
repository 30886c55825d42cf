"""One mail over an open connection."""

import smtplib

from openbill.messaging.adapters.smtp.reply_text import queue_identifier, reply_text
from openbill.messaging.adapters.smtp.timeouts import Timeouts
from openbill.messaging.adapters.smtp.write_mail import WrittenMail, as_data
from openbill.messaging.policies.judge_reply import Stage, judge_reply
from openbill.messaging.types import Delivery, Outcome


def transmit(connection: smtplib.SMTP, mail: WrittenMail, timeouts: Timeouts) -> Delivery:
    """Send one mail and say what became of it; whatever the connection does is an outcome.

    Until the last line of the mail is out nothing can have been taken over. From then on it can, and only an
    answer tells (RFC 1047): without one the outcome is UNCERTAIN.
    """
    if mail.needs_utf8 and not connection.has_extn("smtputf8"):
        return Delivery(Outcome.UNSENDABLE, reply="The mail server cannot write to addresses with such letters.")
    try:
        refused = _envelope(connection, mail)
        if refused is not None:
            return refused
        connection.send(as_data(mail.content))
    except ValueError:
        return Delivery(Outcome.UNSENDABLE, reply="An address has letters that cannot be written to the mail server.")
    except (OSError, smtplib.SMTPException) as error:
        return Delivery(Outcome.TEMPORARY, reply=f"The connection broke: {reply_text(_reason(error))}")
    try:
        assert connection.sock is not None
        connection.sock.settimeout(timeouts.answer_to_the_mail)
        code, reply = connection.getreply()
        connection.sock.settimeout(timeouts.answer)
    except (OSError, smtplib.SMTPException) as error:
        return Delivery(Outcome.UNCERTAIN, reply=reply_text(_reason(error)))
    if not (200 <= code < 300 or 400 <= code < 600):
        return Delivery(Outcome.UNCERTAIN, reply=reply_text(reply))
    return _judged(Stage.CONTENT, code, reply)


def _envelope(connection: smtplib.SMTP, mail: WrittenMail) -> Delivery | None:
    """Say from whom and to whom; the outcome where the server wants no more of it."""
    options = ["SMTPUTF8", "BODY=8BITMIME"] if mail.needs_utf8 else []
    if connection.has_extn("size"):
        options.append(f"SIZE={len(mail.content)}")
    code, reply = connection.mail(mail.envelope_from, options)
    if not 200 <= code < 300:
        return _judged(Stage.SENDER, code, reply)
    code, reply = connection.rcpt(mail.envelope_to)
    if not 200 <= code < 300:
        return _judged(Stage.RECIPIENT, code, reply)
    code, reply = connection.docmd("DATA")
    return None if code == 354 else _judged(Stage.CONTENT, code if code >= 400 else 451, reply)


def _judged(stage: Stage, code: int, reply: bytes) -> Delivery:
    text = reply_text(reply)
    outcome = judge_reply(stage, code, text)
    known_as = queue_identifier(text) if outcome is Outcome.ACCEPTED else ""
    return Delivery(outcome, code if code > 0 else None, text, known_as)


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
