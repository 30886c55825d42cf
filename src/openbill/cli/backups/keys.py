"""The key files of a home, as far as a backup is concerned with them."""

import os
from pathlib import Path

from openbill.foundation.configuration import Configuration
from openbill.foundation.secrets import DJANGO_KEY_FILE, KEY_FILE


def key_files(configuration: Configuration) -> list[Path]:
    """The key files that are there; none where the keys are configured elsewhere."""
    folder = configuration.keys_folder
    return [folder / name for name in (KEY_FILE, DJANGO_KEY_FILE) if (folder / name).is_file()]


def key_ids(configuration: Configuration) -> list[str]:
    """The names of the encryption keys, the newest first; never the keys. None where none was made yet."""
    if configuration.encryption_keys is not None:
        lines = [key.get_secret_value() for key in configuration.encryption_keys]
    else:
        path = configuration.keys_folder / KEY_FILE
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [line.partition(":")[0].strip() for line in lines if line.strip() and not line.startswith("#")]


def put_keys_in_place(new_files: list[Path], configuration: Configuration) -> list[Path]:
    """Move restored key files into the home, and answer where those that were there before lie now."""
    configuration.keys_folder.mkdir(mode=0o700, exist_ok=True)
    set_aside = []
    for new in new_files:
        target = configuration.keys_folder / new.name
        if target.exists() and target.read_bytes() != new.read_bytes():
            number = 1
            while (aside := target.with_name(f"{target.name}.before-restore-{number}")).exists():
                number += 1
            target.rename(aside)
            set_aside.append(aside)
        new.chmod(0o600)
        new.replace(target)
        if os.geteuid() == 0:
            owner = configuration.home.stat()
            os.chown(target, owner.st_uid, owner.st_gid, follow_symlinks=False)
    return set_aside
