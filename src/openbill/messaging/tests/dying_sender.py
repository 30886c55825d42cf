"""A process that sends and dies by SIGKILL at an exact point; run as a program, it is told everything by its order.

Points: "after the server took the mail over", before the outcome is recorded; "before the mail is sent", when the
claim is committed.
"""

import json
import os
import signal
import sys
from typing import Any


def main(order: dict[str, Any]) -> None:
    import django

    django.setup()
    from datetime import datetime
    from uuid import UUID

    from openbill.foundation.context import operator_context
    from openbill.messaging.commands.send_messages import send_messages
    from openbill.messaging.tests.mail_server import MailServer
    from openbill.messaging.tests.messages import NoFiles
    from openbill.messaging.types import Delivery, Mail

    class Dying:
        def __init__(self) -> None:
            self.left = int(order["mails_before"])

        def send(self, mail: Mail) -> Delivery:
            if self.left == 0 and order["point"] == "before the mail is sent":
                os.kill(os.getpid(), signal.SIGKILL)
            delivery = sender.send(mail)
            if self.left == 0:
                assert delivery.outcome == "accepted"
                os.kill(os.getpid(), signal.SIGKILL)
            self.left -= 1
            return delivery

    context = operator_context(UUID(order["organization"]), at=datetime.fromisoformat(order["at"]))
    with MailServer(port=order["port"]).sender() as sender:
        send_messages(sender=Dying(), attachments=NoFiles(), context=context)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
