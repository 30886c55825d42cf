"""Keys, what is encrypted with them, digests and random tokens; nothing secret is ever shown or logged."""

import base64
import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from openbill.foundation.configuration import Configuration
from openbill.primitives.errors import Refusal

KEY_FILE = "encryption.keys"
DJANGO_KEY_FILE = "django.key"


class KeyUnknown(Refusal):
    """The value was encrypted with the key {key_id}, which is not among the keys of {source}."""

    remedy = "Bring that key back, behind the newest one: without it the value cannot be read."


class CiphertextDamaged(Refusal):
    """The value encrypted with the key {key_id} was changed or cut: it cannot be read."""

    remedy = "Restore it from a backup, or enter the value again."


class CiphertextMalformed(Refusal):
    """The value is not of the form keyid:token."""

    remedy = "Restore it from a backup, or enter the value again."


class KeyFileUnsafe(Refusal):
    """Others than its owner may read {path}."""

    remedy = "Run: chmod 600 {path}"


class KeyFileDamaged(Refusal):
    """{path} is damaged in line {line}: a line reads id:key, the newest key first."""

    remedy = "Restore the file from a backup. Do not remove it: what was encrypted with its keys would be lost."


class KeyFileUnusable(Refusal):
    """{path} cannot be read or made: {reason}."""

    remedy = "Run as the user who owns it, or give this user access."


class KeyRing:
    """The keys of an installation by id: the first encrypts, all decrypt, the last (oldest) makes digests.

    Digests are looked up, so they must not change when a new key is put in front; the oldest key may go
    only after what it encrypted was rotated and what it digested was digested again.
    """

    def __init__(self, keys: Iterable[tuple[str, str]], *, source: str) -> None:
        """Pairs of id and key (32 bytes in URL-safe base64), newest first; `source` says where they lie."""
        pairs = list(keys)
        assert pairs, "A key ring has at least one key."
        self._fernets = {key_id: Fernet(key) for key_id, key in pairs}
        assert len(self._fernets) == len(pairs), "Each key has an id of its own."
        self._digest_secret = base64.urlsafe_b64decode(pairs[-1][1])
        self._digest_keys: dict[str, bytes] = {}
        self._source = source
        self.primary_id = pairs[0][0]

    @classmethod
    def load(cls, configuration: Configuration) -> "KeyRing":
        """The configured keys, else those of keys/encryption.keys in the home, made on first use."""
        if configuration.encryption_keys is not None:
            lines = [key.get_secret_value() for key in configuration.encryption_keys]
            return cls((_pair(line) for line in lines), source="the setting encryption_keys")
        path = configuration.keys_folder / KEY_FILE
        text = _read_or_make(path, lambda: f"{_new_key_id()}:{Fernet.generate_key().decode()}\n")
        return cls(_pairs(text, path), source=str(path))

    def encrypt(self, plain: bytes) -> str:
        """`keyid:token`, encrypted and authenticated with the newest key."""
        return f"{self.primary_id}:{self._fernets[self.primary_id].encrypt(plain).decode()}"

    def decrypt(self, text: str) -> bytes:
        """The plain bytes; raises KeyUnknown, CiphertextDamaged or CiphertextMalformed."""
        key_id, token = self._parted(text)
        try:
            return self._fernets[key_id].decrypt(token)
        except InvalidToken:
            raise CiphertextDamaged(key_id=key_id) from None

    def rotate(self, text: str) -> str:
        """The same value encrypted with the newest key; unchanged where it already is."""
        key_id, token = self._parted(text)
        self.decrypt(text)
        if key_id == self.primary_id:
            return text
        ring = MultiFernet([self._fernets[self.primary_id], self._fernets[key_id]])
        return f"{self.primary_id}:{ring.rotate(token).decode()}"

    def digest(self, data: bytes, purpose: str) -> bytes:
        """32 bytes: HMAC-SHA256 with a key that HKDF (RFC 5869) derives for this purpose alone."""
        key = self._digest_keys.get(purpose)
        if key is None:
            key = HKDF(SHA256(), 32, salt=None, info=b"openbill digest " + purpose.encode()).derive(self._digest_secret)
            self._digest_keys[purpose] = key
        return hmac.digest(key, data, "sha256")

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(self._fernets)} of {self._source})"

    def __reduce__(self) -> str:
        raise TypeError("A key ring is never written anywhere: load it where it is needed.")

    def _parted(self, text: str) -> tuple[str, bytes]:
        key_id, separator, token = text.partition(":")
        if not (key_id and separator and token and text.isascii()):
            raise CiphertextMalformed
        if key_id not in self._fernets:
            raise KeyUnknown(key_id=key_id, source=self._source)
        return key_id, token.encode()


def django_secret_key(configuration: Configuration) -> str:
    """The configured secret key, else that of `keys/django.key` in the home, which is made on first use."""
    if configuration.secret_key is not None:
        return configuration.secret_key.get_secret_value()
    path = configuration.keys_folder / DJANGO_KEY_FILE
    key = _read_or_make(path, lambda: secrets.token_urlsafe(50) + "\n").strip()
    if len(key) < 32:
        raise KeyFileDamaged(path=path, line=1)
    return key


def new_random_token() -> str:
    """A token of 256 random bits, safe in addresses; show it once and keep only its hash."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """SHA-256 in hexadecimal: enough for a token of new_random_token(), never for a password."""
    return hashlib.sha256(token.encode()).hexdigest()


def _new_key_id() -> str:
    return f"k{secrets.token_hex(4)}"


def _pair(line: str) -> tuple[str, str]:
    key_id, _, key = line.strip().partition(":")
    return key_id, key


def _pairs(text: str, path: Path) -> list[tuple[str, str]]:
    pairs: dict[str, str] = {}
    number = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key_id, key = _pair(line)
        try:
            Fernet(key)
        except ValueError:
            raise KeyFileDamaged(path=path, line=number) from None
        if not key_id or key_id in pairs:
            raise KeyFileDamaged(path=path, line=number)
        pairs[key_id] = key
    if not pairs:
        raise KeyFileDamaged(path=path, line=number or 1)
    return list(pairs.items())


def _read_or_make(path: Path, new_content: Callable[[], str]) -> str:
    """The file's text; made with mode 0600 where it is missing, and by one of several processes only."""
    try:
        if not path.exists():
            _make(path, new_content())
        with path.open(encoding="utf-8") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise KeyFileUnsafe(path=path)
            return file.read()
    except OSError as error:
        raise KeyFileUnusable(path=error.filename or path, reason=error.strerror or error) from error
    except UnicodeDecodeError:
        raise KeyFileDamaged(path=path, line=1) from None


def _make(path: Path, content: str) -> None:
    path.parent.parent.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor, not a path
            file.write(content)
            file.flush()
            os.fsync(descriptor)
            if os.geteuid() == 0:
                _give_to_owner_of_home(descriptor, path.parent)
        # A link fails where another process was first, and then its file counts.
        try:
            os.link(unfinished, path)
        except FileExistsError:
            return
    finally:
        Path(unfinished).unlink()


def _give_to_owner_of_home(descriptor: int, folder: Path) -> None:
    owner = folder.parent.stat()
    os.fchown(descriptor, owner.st_uid, owner.st_gid)
    os.chown(folder, owner.st_uid, owner.st_gid, follow_symlinks=False)
