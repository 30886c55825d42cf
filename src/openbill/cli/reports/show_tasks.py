"""How tasks are shown."""

from collections.abc import Sequence

import click

from openbill.cli.output import console, new_table, shown, write_json
from openbill.collections.queries.open_tasks import OpenTask


def show_tasks(tasks: Sequence[OpenTask], *, form: str) -> None:
    """Print the tasks, an identifier each."""
    if form == "json":
        write_json([_plain(task) for task in tasks])
        return
    if not tasks:
        click.echo("Nothing waits for a person.")
        return
    table = new_table("Tasks", ["task", "due", "customer", "what"], [])
    for task in tasks:
        customer = f"{task.customer_number} {task.customer_name}".strip()
        table.add_row(str(task.id), task.due_date.isoformat(), shown(customer), shown(task.reason))
    console().print(table)


def _plain(task: OpenTask) -> dict[str, object]:
    customer_id = str(task.customer_id) if task.customer_id else None
    return {**task._asdict(), "id": str(task.id), "due_date": task.due_date.isoformat(), "customer_id": customer_id}
