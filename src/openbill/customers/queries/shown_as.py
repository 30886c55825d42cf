"""Which customer stands for one that was merged, as SQL."""


def shown_as(customer: str) -> str:
    """The identifier of the customer under whose name a row of `customer` is shown: itself, or the surviving one.

    By CASE, which the database knows to tell nothing: under row-level security a join by `coalesce` meets no index.
    """
    return f"CASE WHEN {customer}.merged_into_id IS NULL THEN {customer}.id ELSE {customer}.merged_into_id END"


def is_shown_as(customer: str) -> str:
    """Whether a row of `customer` is shown under the name of %(customer)s: it, or one that was merged into it.

    The same as comparing with `shown_as`, in a form that is met by indexes.
    """
    itself = f"{customer}.id = %(customer)s AND {customer}.merged_into_id IS NULL"
    return f"({itself} OR {customer}.merged_into_id = %(customer)s)"
