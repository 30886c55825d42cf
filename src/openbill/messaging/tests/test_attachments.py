"""Stored files go along with a message, byte by byte, or it is not sent."""

from datetime import timedelta
from uuid import UUID

from openbill.foundation.context import Context
from openbill.messaging.commands.send_messages import MessagesSent
from openbill.messaging.tests.mail_server import mail_server, text_of
from openbill.messaging.tests.messages import NOON, a_firm, composed, details_of, sent
from openbill.messaging.types import NewAttachment
from openbill.primitives.identifiers import new_identifier


class Files:
    def __init__(self, files: dict[UUID, bytes]) -> None:
        self.files = files

    def content(self, stored_file_id: UUID, *, context: Context) -> bytes | None:  # noqa: ARG002
        return self.files.get(stored_file_id)


def test_stored_files_go_along_as_attachments():
    firm = a_firm()
    pdf, picture = new_identifier(), new_identifier()
    composed(
        firm,
        attachments=(
            NewAttachment(pdf, "Rechnung für März.pdf"),
            NewAttachment(picture, "logo.png", "image/png"),
        ),
    )
    files = Files({pdf: b"%PDF-1.7\n.\r\n..\n", picture: b"\x89PNG\0\xff"})
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender, attachments=files) == MessagesSent(sent=1)
    (mail,) = server.mails
    assert text_of(mail) == "Dear Maria,\nplease pay R1.\n"
    assert [(part.get_filename(), part.get_content_type(), part.get_content()) for part in mail.iter_attachments()] == [
        ("Rechnung für März.pdf", "application/pdf", b"%PDF-1.7\n.\r\n..\n"),
        ("logo.png", "image/png", b"\x89PNG\0\xff"),
    ]


def test_a_message_whose_file_is_gone_fails_without_being_tried_again_and_stops_no_other():
    firm = a_firm()
    broken = composed(
        firm, send_after=NOON - timedelta(hours=1), attachments=(NewAttachment(new_identifier(), "invoice.pdf"),)
    )
    composed(firm)
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender, attachments=Files({})) == MessagesSent(sent=1, failed=1)
    summary = details_of(firm, broken.message_id).summary
    assert (summary.state, summary.state_reason) == (
        "failed",
        "It cannot be sent as it is: The attachment invoice.pdf is not there any more. Compose the message anew,"
        " with a file that exists.",
    )
