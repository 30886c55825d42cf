"""Any number of senders share the work, and no message is sent by two of them."""

from collections import Counter

from tests.support.threads import at_the_same_time

from openbill.messaging.commands.claim_messages import claim_messages
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.tests.mail_server import mail_server
from openbill.messaging.tests.messages import a_draft, a_firm, composed, sent


def test_four_senders_send_each_of_sixty_messages_once():
    firm = a_firm()
    compose_messages(messages=[a_draft(firm) for _ in range(60)], context=firm.at())

    with mail_server() as server:
        server.seconds_per_mail = 0.01

        def send() -> int:
            with server.sender() as sender:
                return sent(firm, sender, limit=40).sent

        counts = at_the_same_time([send] * 4)

    assert sum(counts) == 60
    assert len(server.mails) == 60
    assert set(Counter(server.identifiers()).values()) == {1}
    assert sum(1 for count in counts if count) >= 2


def test_claims_made_at_the_same_time_have_no_message_in_common():
    firm = a_firm()
    messages = [composed(firm) for _ in range(12)]
    claims = at_the_same_time([lambda: claim_messages(limit=5, context=firm.at())] * 3)
    claimed = [message_id for claim in claims for message_id in claim.message_ids]
    assert len(claimed) == len(set(claimed)) <= 12
    assert set(claimed) <= {each.message_id for each in messages}


def test_the_same_messages_composed_at_the_same_time_come_to_be_once():
    firm = a_firm()
    drafts = [a_draft(firm, key=f"occasion {number}") for number in range(50)]
    answers = at_the_same_time(
        [
            lambda: compose_messages(messages=drafts, context=firm.at()),
            lambda: compose_messages(messages=list(reversed(drafts)), context=firm.at()),
        ]
    )
    found = [{each.key: each.message_id for each in answer.messages} for answer in answers]
    assert found[0] == found[1]
    assert sum(each.is_new for answer in answers for each in answer.messages) == 50
