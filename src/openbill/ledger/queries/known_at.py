"""What was known at a place of the command log, as a condition of SQL."""


def known_at(row: str, sequence: int | None) -> str:
    """The condition that the command of a row was sealed by %(known_at)s; true where no place is asked for.

    Needs %(organization)s.
    """
    if sequence is None:
        return "true"
    return (
        f"{row}.command_id IN (SELECT id FROM command_log"
        " WHERE organization_id = %(organization)s AND sequence <= %(known_at)s)"
    )
