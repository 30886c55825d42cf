"""Real files to test against, which lie beside the project and not in it."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def shared_folder(*names: str) -> Path:
    """A folder of the shared data set; it may be absent, as on a user's machine."""
    return SHARED.joinpath(*names)


def needs(folder: Path) -> pytest.MarkDecorator:
    """Skip, and say so, where the folder is absent."""
    return pytest.mark.skipif(
        not folder.is_dir(), reason=f"the shared data set is not at {folder}: put it beside the project's folder"
    )
