"""Name the entities whose figures are too old to remind by, as tasks."""

from datetime import date

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.queries.stale_figures import stale_figures
from openbill.collections.queries.strategy import built_in_strategy
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="collections.run")
def name_stale_figures(*, day: date, context: Context) -> int:
    """Make a task for each entity whose list of open items is too old, once per list, and count the new ones."""
    stale = stale_figures(built_in_strategy(), day)
    return create_tasks(
        [
            NewTask(
                key=f"stale {entity_id} {figures.latest}",
                kind="stale_figures",
                legal_entity_id=entity_id,
                due_date=day,
                reason=f"{figures.reason[0].upper()}{figures.reason[1:]}. Bring the current list in.",
            )
            for entity_id, figures in stale.items()
        ],
        context=context,
    )
