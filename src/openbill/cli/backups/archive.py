"""The file of a backup: a tar with a manifest that names every part, its size and its digest.

    manifest.json      what was backed up, when, by which version; the parts with their SHA-256
    manifest.sha256    the digest of the manifest
    database.dump      pg_dump in its custom format
    keys/...           the key files, only where they were asked for

The digests find a file that was cut or changed by accident. They are no signature: who can write the file can
write other digests into it.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from openbill.cli.backups.errors import BackupDamaged, NoBackup

FORMAT = 1
MANIFEST = "manifest.json"
DIGEST_OF_MANIFEST = "manifest.sha256"
DUMP = "database.dump"
_AT_ONCE = 1024 * 1024
_LARGEST_MANIFEST = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    version: str
    made_at: str
    postgres_major: int
    roles: Mapping[str, str]
    migrations: Sequence[str]
    organizations: int
    commands: int
    key_ids: Sequence[str]
    has_keys: bool
    format: int = FORMAT
    parts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def write_archive(file: BinaryIO, manifest: Manifest, parts: Mapping[str, Path]) -> None:
    """Write manifest and parts as a tar."""
    described = {name: {"bytes": path.stat().st_size, "sha256": _digest_of_file(path)} for name, path in parts.items()}
    text = json.dumps({**asdict(manifest), "parts": described}, indent=2, sort_keys=True).encode()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, MANIFEST, text)
        _add(tar, DIGEST_OF_MANIFEST, hashlib.sha256(text).hexdigest().encode())
        for name, path in parts.items():
            with path.open("rb") as content:
                member = tarfile.TarInfo(name)
                member.size, member.mode = path.stat().st_size, 0o600
                tar.addfile(member, content)


def read_manifest(path: Path) -> Manifest:
    """The manifest of a backup, after every part was read and proven.

    Raises NoBackup and BackupDamaged.
    """
    try:
        with tarfile.open(path, mode="r:") as tar:
            manifest = _manifest(path, tar)
            for name, described in manifest.parts.items():
                _prove(path, tar, name, described)
    except tarfile.ReadError as error:
        if path.stat().st_size > 0 and path.open("rb").read(len(MANIFEST)) == MANIFEST.encode():
            raise BackupDamaged(path=path, reason=str(error)) from error
        raise NoBackup(path=path, reason=str(error)) from error
    except OSError as error:
        raise NoBackup(path=path, reason=error.strerror or str(error)) from error
    return manifest


def extract_part(path: Path, name: str, target: Path, manifest: Manifest) -> None:
    """Write one part into a file of its own, and prove it once more while it is written."""
    with tarfile.open(path, mode="r:") as tar, target.open("wb") as file:
        target.chmod(0o600)
        _prove(path, tar, name, manifest.parts[name], copy_to=file)


def _manifest(path: Path, tar: tarfile.TarFile) -> Manifest:
    text, digest = _small(tar, MANIFEST), _small(tar, DIGEST_OF_MANIFEST)
    if text is None:
        raise NoBackup(path=path, reason="it has no manifest")
    if digest is None or digest.decode(errors="replace") != hashlib.sha256(text).hexdigest():
        raise BackupDamaged(path=path, reason="the manifest was changed")
    try:
        manifest = Manifest(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise NoBackup(path=path, reason="its manifest is of another kind") from error
    if manifest.format != FORMAT or DUMP not in manifest.parts:
        raise NoBackup(path=path, reason="its manifest is of another kind")
    return manifest


def _small(tar: tarfile.TarFile, name: str) -> bytes | None:
    try:
        content = tar.extractfile(name)
    except KeyError:
        return None
    return content.read(_LARGEST_MANIFEST) if content is not None else None


def _prove(
    path: Path,
    tar: tarfile.TarFile,
    name: str,
    described: Mapping[str, Any],
    *,
    copy_to: BinaryIO | None = None,
) -> None:
    try:
        content = tar.extractfile(name)
    except KeyError:
        content = None
    if content is None:
        raise BackupDamaged(path=path, reason=f"{name} is missing")
    digest = hashlib.sha256()
    size = 0
    while chunk := content.read(_AT_ONCE):
        digest.update(chunk)
        size += len(chunk)
        if copy_to is not None:
            copy_to.write(chunk)
    if size != described["bytes"]:
        raise BackupDamaged(path=path, reason=f"{name} has {size} bytes instead of {described['bytes']}")
    if digest.hexdigest() != described["sha256"]:
        raise BackupDamaged(path=path, reason=f"{name} was changed")


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
