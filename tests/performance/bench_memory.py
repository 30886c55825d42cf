"""The memory of an import does not grow with the file."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.performance.bench_import import a_firm
from tests.performance.figures import Figure
from tests.performance.ledger_files import write_invoices

SCRIPT = """
import sys, resource
from pathlib import Path
from uuid import UUID
import django
django.setup()
from openbill.organizations.commands.create_organization import OrganizationCreated
from tests.performance.bench_import import bring_in
bring_in(Path(sys.argv[1]), OrganizationCreated(UUID(sys.argv[2]), UUID(sys.argv[3])))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def bench_memory() -> Iterator[Figure]:
    """The peak of an import of 1,000,000 rows against one of 100,000."""
    with tempfile.TemporaryDirectory() as folder:
        small = _peak_megabytes(Path(folder) / "small.csv", 100_000)
        large = _peak_megabytes(Path(folder) / "large.csv", 1_000_000)
    yield Figure("memory: import of 100,000 rows", small, "MB")
    yield Figure("memory: import of 1,000,000 rows", large, "MB")
    yield Figure("memory: ratio", large / small, "x", limit=1.2)


def _peak_megabytes(path: Path, rows: int) -> float:
    write_invoices(path, rows, customers=rows // 20)
    firm = a_firm()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), str(firm.organization_id), str(firm.legal_entity_id)],
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout) / 1024
