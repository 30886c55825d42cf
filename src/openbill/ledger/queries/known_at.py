"""What was known at a place of the command log, as a condition of SQL."""


def known_at(entry: str, sequence: int | None) -> str:
    """The condition that an entry was sealed by %(known_at)s; true where no place is asked for.

    Needs %(organization)s.
    """
    if sequence is None:
        return "true"
    return (
        f"{entry}.command_id IN (SELECT id FROM command_log"
        " WHERE organization_id = %(organization)s AND sequence <= %(known_at)s)"
    )
