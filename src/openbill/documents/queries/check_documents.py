"""Proof that kept files are what was kept: the documents' part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "kept_files_are_unchanged": """
        SELECT format('The content of %%s is not the one that was kept.', file_name), format('stored file %%s', id)
        FROM stored_file
        WHERE organization_id = %(organization)s AND (sha256 <> sha256(content) OR size <> octet_length(content))
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold."""


def check_documents() -> Iterator[Finding]:
    """Every kept file of the organization in force whose content is not the one that its digest was made of.

    The database checks the same when a file is written; this reads all of them, and finds what a disk, or a hand in
    the database, did later.
    """
    return prove(INVARIANTS)
