"""Which customer stands for one that was merged, as SQL."""


def shown_as(customer: str) -> str:
    """The identifier of the customer under whose name a row of `customer` is shown: itself, or the surviving one.

    By CASE, which the database knows to tell nothing: under row-level security a join by `coalesce` meets no index.
    """
    return f"CASE WHEN {customer}.merged_into_id IS NULL THEN {customer}.id ELSE {customer}.merged_into_id END"
