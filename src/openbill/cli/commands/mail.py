"""`openbill mail`: the table of what can be done with messages."""

import click

from openbill.cli.lazy_group import Entry, LazyGroup

ACTS = (
    Entry("status", "openbill.cli.commands.mail_status:status", "How many messages are where, and safe mode."),
    Entry("list", "openbill.cli.commands.mail_list:list_", "The messages in one state."),
    Entry("show", "openbill.cli.commands.mail_show:show", "One message with its attempts."),
    Entry("safe-mode", "openbill.cli.commands.mail_safe_mode:safe_mode", "Switch safe mode on or off."),
    Entry("release", "openbill.cli.commands.mail_release:release", "Let held messages go."),
    Entry("discard", "openbill.cli.commands.mail_discard:discard", "Give held messages up."),
    Entry("send-again", "openbill.cli.commands.mail_send_again:send_again", "Queue a message anew."),
    Entry("confirm", "openbill.cli.commands.mail_confirm:confirm", "Say that an uncertain message was sent."),
)


@click.group(cls=LazyGroup, table=ACTS)
def mail() -> None:
    """See what goes out to customers, and let it go or keep it back."""
