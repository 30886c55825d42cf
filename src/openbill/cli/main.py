"""The program `openbill`: finds the command, runs it, and says in words what went wrong."""

import sys
from collections.abc import Sequence

import click

from openbill.cli.commands import COMMANDS
from openbill.cli.failures import READER_GONE, failure_of, tell
from openbill.cli.lazy_group import LazyGroup
from openbill.cli.watch_output import ReaderGone, watched_output


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="openbill", message="openbill %(version)s")
@click.option("--debug", is_flag=True, help="Log everything, and show where an unexpected error came from.")
def openbill(debug: bool) -> None:
    """Openbill: who owes what, since when, and what came in.

    Without DATABASE_URL it keeps its data in a PostgreSQL of its own under OPENBILL_HOME.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 done; 1 refused, or something found wrong; 2 asked or configured wrongly; 130 and 143 interrupted;
    141 nobody read the answer to its end.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with watched_output():
            answer = openbill.main(words, prog_name="openbill", standalone_mode=False)
    except ReaderGone:
        return READER_GONE
    except click.Abort as error:
        # Click turns Ctrl-C, and our SIGTERM, into an Abort; the true reason stands behind it.
        return tell(failure_of(error.__cause__ or error), words)
    except Exception as error:
        is_asked = "--debug" in words and not isinstance(error, click.ClickException)
        return tell(failure_of(error), words, trace=error if is_asked else None)
    except KeyboardInterrupt as interruption:
        return tell(failure_of(interruption), words)
    return answer if isinstance(answer, int) else 0


if __name__ == "__main__":
    sys.exit(main())
