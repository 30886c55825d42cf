"""What messaging refuses."""

from openbill.primitives.errors import Refusal


class TemplateBroken(Refusal):
    """The {part} of {template} is broken in line {line}: {problem}."""

    remedy = "Correct this line. Possible are placeholders, if, for over a list, and a few filters such as upper."


class PlaceholderUnknown(Refusal):
    """The {part} of {template} has in line {line} the placeholder {placeholder}, which is not known."""

    remedy = "Did you mean {nearest}? Known there are: {known}."


class TemplateMissing(Refusal):
    """There is no text for {place} in any of these languages: {languages}."""

    remedy = "Set one of your own, in English if in no other language."


class TemplateUnknown(Refusal):
    """The organization has no text of its own for {place}."""

    remedy = "The built-in text counts there already."


class SampleMissing(Refusal):
    """A template is tried out before it is kept, and no sample values are given."""

    remedy = "Give at least one set of values such as the template will get."


class ChannelUnknown(Refusal):
    """There is no channel {channel}."""

    remedy = "Choose one of: {known}."


class CodeWordWrong(Refusal):
    """{word} is not possible as {field}."""

    remedy = "Give up to 60 small letters, digits, _ and -, such as final_demand."


class RecipientMissing(Refusal):
    """The message has no address to go to."""

    remedy = "Give one, or enter it with the contact."


class AddressOfMessageWrong(Refusal):
    """The {field} is not an e-mail address."""

    remedy = "Give one such as name@example.com."


class TextMissing(Refusal):
    """The {field} is blank."""

    remedy = "Give one."


class TextTooLong(Refusal):
    """The {field} has {length:,} characters."""

    remedy = "At most {most:,} are possible."


class UnwritableCharacter(Refusal):
    """The {field} holds the control character {character}."""

    remedy = "Remove it: no mail program shows it."


class UnsubscribeWrong(Refusal):
    """The address for unsubscribing is not possible."""

    remedy = "Give one such as https://example.com/stop/… or mailto:stop@example.com."


class SendAfterWrong(Refusal):
    """The instant after which the message is sent has no time zone."""

    remedy = "Give it in UTC, or with a time zone."


class AttachmentWrong(Refusal):
    """The attachment {position} has no possible {field}."""

    remedy = "Give a plain file name such as invoice.pdf, and a media type such as application/pdf."


class TooManyAttachments(Refusal):
    """The message has {count} attachments."""

    remedy = "At most {most} are possible."


class AttachmentMissing(Refusal):
    """The attachment {file_name} is not there any more."""

    remedy = "Compose the message anew, with a file that exists."


class LegalEntityOfMessageUnknown(Refusal):
    """There is no legal entity {legal_entity_id}."""


class CustomerOfMessageUnknown(Refusal):
    """There is no customer {customer_id}."""


class CustomerOfMessageMerged(Refusal):
    """The customer {customer_id} was merged into {into_customer_id}."""

    remedy = "Write to that one instead."


class ContactOfMessageUnknown(Refusal):
    """The customer has no contact {contact_id}."""

    remedy = "Choose a person of this customer who was not removed."


class MessageUnknown(Refusal):
    """There is no message {message_id}."""


class MessageIsNotUncertain(Refusal):
    """The message is {state}: there is no doubt about it."""


class SafeModeIsOn(Refusal):
    """The organization is in safe mode: nothing is sent outside."""

    remedy = "Leave safe mode first, then release what is held."


class SafeModeUnchanged(Refusal):
    """Safe mode is {state} already."""


class SuppressionReasonUnknown(Refusal):
    """An address cannot be suppressed for {reason}."""

    remedy = "Choose one of: {known}."


class SuppressionUnknown(Refusal):
    """The address is not suppressed for {reason}."""


class ReasonMissing(Refusal):
    """A reason is needed."""

    remedy = "Say in a few words why; whoever looks for the message later will read it."


class MailServerUnknown(Refusal):
    """No mail server is configured, so nothing can be sent."""

    remedy = "Set OPENBILL_SMTP_URL and OPENBILL_MAIL_FROM, and start the worker again."


class MailNotConnected(Refusal):
    """This process has no connection between messages and a mail server."""

    remedy = "Send from a worker: openbill worker."


class SendingInsideACommand(Refusal):
    """Mails are not sent inside of a transaction: nobody could take them back with it."""

    remedy = "Queue them there, and send after the commit."
