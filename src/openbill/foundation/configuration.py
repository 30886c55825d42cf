"""The typed configuration of an installation: environment, then openbill.toml in the home, then defaults."""

import base64
import binascii
import difflib
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from openbill.foundation.mail_settings import MailFromText, SmtpUrl
from openbill.foundation.url_without_password import url_without_password
from openbill.foundation.web_addresses import HostAndPort, Issuer, WebAddress
from openbill.primitives.errors import Refusal

PREFIX = "OPENBILL_"
FILE_NAME = "openbill.toml"
_LEFT_TO_TESTS = "OPENBILL_TEST_"
_WITHOUT_PREFIX = {"database_url": "DATABASE_URL", "database_admin_url": "DATABASE_ADMIN_URL"}
_NEVER_SHOWN = {"secret_key", "encryption_keys", "oidc_client_secret"}
_SHOWN_WITHOUT_PASSWORD = {*_WITHOUT_PREFIX, "smtp_url"}
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class ConfigurationRefused(Refusal):
    """The configuration is wrong: {listing}"""

    remedy = "Correct all of them, then start again."


@dataclass(frozen=True)
class WrongValue:
    name: str
    value: str
    """As it was given; hidden where it is a secret."""
    wrong: str
    right: str
    where: str

    def __str__(self) -> str:
        return f"{self.name} = {self.value} ({self.where}): {self.wrong} {self.right}".rstrip()


def _database_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "postgresql":
        raise ValueError(f"the scheme is {parts.scheme or 'missing'!r}.")
    if not parts.path.strip("/"):
        raise ValueError("the name of the database is missing.")
    return url


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        near = difflib.get_close_matches(name, available_timezones(), n=1)
        raise ValueError("there is no such time zone." + (f" Did you mean {near[0]}?" if near else ""))
    return name


def _key_with_id(key: SecretStr) -> SecretStr:
    name, _, secret = key.get_secret_value().partition(":")
    try:
        is_key = len(base64.urlsafe_b64decode(secret.encode())) == 32
    except (binascii.Error, ValueError):
        is_key = False
    if not (_KEY_ID.fullmatch(name) and is_key):
        raise ValueError("a key is not of the form id:key.")
    return key


def _different_ids(keys: tuple[SecretStr, ...] | None) -> tuple[SecretStr, ...] | None:
    names = [key.get_secret_value().partition(":")[0] for key in keys or ()]
    if len(set(names)) < len(names):
        raise ValueError("two keys have the same id.")
    return keys


def _split_list(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _split_settings(value: Any) -> Any:
    if isinstance(value, str):
        parts = [part.partition("=") for part in value.split(",") if part.strip()]
        if not all(name.strip() and sign for name, sign, _ in parts):
            raise ValueError("a setting is not of the form name=value.")
        return {name.strip(): setting.strip() for name, _, setting in parts}
    if isinstance(value, dict):
        words = {True: "on", False: "off"}
        return {name: words[given] if isinstance(given, bool) else str(given) for name, given in value.items()}
    return value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
KeyWithId = Annotated[SecretStr, AfterValidator(_key_with_id)]


class Configuration(BaseModel):
    """What an installation was told; each description says what a right value is."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    home: Annotated[Path, AfterValidator(_absolute)] = Field(description="a folder")
    database_url: DatabaseUrl | None = Field(
        default=None, repr=False, description="postgresql://openbill_app:password@host:5432/openbill"
    )
    database_admin_url: DatabaseUrl | None = Field(
        default=None, repr=False, description="postgresql://openbill_owner:password@host:5432/openbill"
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = Field(
        default="info", description="debug, info, warning or error"
    )
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = Field(
        default="text", description="text or json"
    )
    encryption_keys: Annotated[
        tuple[KeyWithId, ...] | None, BeforeValidator(_split_list), AfterValidator(_different_ids)
    ] = Field(
        default=None,
        min_length=1,
        description="id:key, several with commas, the newest first; a key is 32 bytes in URL-safe base64",
    )
    secret_key: SecretStr | None = Field(default=None, min_length=32, description="32 characters or more")
    worker_concurrency: int = Field(default=4, ge=1, le=64, description="a number from 1 to 64")
    embedded_postgres: Annotated[Mapping[str, str], BeforeValidator(_split_settings)] = Field(
        default_factory=dict, description="name=value, several with commas: shared_buffers=1GB,work_mem=64MB"
    )
    time_zone: Annotated[str, AfterValidator(_time_zone)] = Field(
        default="UTC", description="a name like Europe/Berlin"
    )

    url: WebAddress = Field(
        default="http://127.0.0.1:8000", description="https://billing.example.com, as people type it"
    )
    listen: HostAndPort = Field(default="127.0.0.1:8000", description="host:port, such as 0.0.0.0:8000")
    web_threads: int = Field(default=8, ge=1, le=64, description="a number from 1 to 64")

    oidc_url: Issuer | None = Field(
        default=None, description="https://id.example.com, the issuer of your identity provider"
    )
    oidc_name: str = Field(default="Company account", min_length=1, description="what the button says")
    oidc_client_id: str = Field(default="", description="as the identity provider gave it")
    oidc_client_secret: SecretStr | None = Field(default=None, description="as the identity provider gave it")

    webhooks_to_loopback: bool = Field(
        default=False, description="true lets webhooks go to programs on this machine, unencrypted: for tests only"
    )

    statements_folder: Annotated[Path, AfterValidator(_absolute)] | None = Field(
        default=None, description="a folder with one for each organization, in which bank files are laid"
    )

    smtp_url: SmtpUrl | None = Field(
        default=None, description="smtp://user:password@mail.example.com:587 or smtps://user:password@mail.example.com"
    )
    mail_from: MailFromText | None = Field(
        default=None, description="Anna Ltd <billing@example.com>, or the address alone"
    )

    @property
    def keys_folder(self) -> Path:
        """Where the keys lie that were not configured but made by Openbill."""
        return self.home / "keys"

    @property
    def uses_embedded_postgres(self) -> bool:
        return self.database_url is None

    @property
    def has_mail_server(self) -> bool:
        return self.smtp_url is not None


@dataclass(frozen=True)
class _Given:
    value: Any
    name: str
    where: str


def load_configuration(environ: Mapping[str, str] | None = None) -> Configuration:
    """The configuration from the environment (the process's own by default) and openbill.toml in the home.

    An empty variable counts as not set. Raises ConfigurationRefused, which lists every wrong value at once.
    """
    environment = {name: value for name, value in (os.environ if environ is None else environ).items() if value}
    wrong: list[WrongValue] = []
    home = environment.get("OPENBILL_HOME") or str(default_home(environment))
    given = {"home": _Given(home, "OPENBILL_HOME", "environment")}
    given |= _given_by_file(_absolute(Path(home)) / FILE_NAME, wrong)
    given |= _given_by_environment(environment, wrong)
    _require_both_urls(given, wrong)
    _require_an_address_to_mail_from(given, wrong)
    _require_a_client_of_the_identity_provider(given, wrong)
    configuration = None
    try:
        configuration = Configuration.model_validate({field: each.value for field, each in given.items()})
    except ValidationError as error:
        wrong.extend(_explained(error, given))
    if wrong or configuration is None:
        listing = "".join(f"\n  - {each}" for each in wrong) + "\n"
        raise ConfigurationRefused(listing=listing, wrong_values=tuple(wrong))
    return configuration


def default_home(environment: Mapping[str, str]) -> Path:
    """The user's data folder, as the platform wants it."""
    user = Path(environment.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return user / "Library" / "Application Support" / "openbill"
    data = Path(environment.get("XDG_DATA_HOME", ""))
    return (data if data.is_absolute() else user / ".local" / "share") / "openbill"


def variable_of(field: str) -> str:
    """The environment variable that sets a field."""
    return _WITHOUT_PREFIX.get(field, PREFIX + field.upper())


def _given_by_environment(environment: Mapping[str, str], wrong: list[WrongValue]) -> dict[str, _Given]:
    fields = {variable_of(field): field for field in Configuration.model_fields}
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in fields and not name.startswith(_LEFT_TO_TESTS):
            wrong.append(_unknown(name, fields, "environment"))
    return {
        field: _Given(environment[name], name, "environment") for name, field in fields.items() if name in environment
    }


def _given_by_file(path: Path, wrong: list[WrongValue]) -> dict[str, _Given]:
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        wrong.append(WrongValue(FILE_NAME, "…", f"it cannot be read: {reason}.", "", str(path)))
        return {}
    fields = {field: field for field in Configuration.model_fields if field != "home"}
    given: dict[str, _Given] = {}
    for name, value in content.items():
        where = f"{path}, line {_line_of(name, text)}"
        if name == "home":
            wrong.append(
                WrongValue(name, repr(value), "the file lies in the home.", "Set OPENBILL_HOME instead.", where)
            )
        elif name not in fields:
            wrong.append(_unknown(name, fields, where))
        else:
            given[name] = _Given(value, name, where)
    return given


def _line_of(name: str, text: str) -> int:
    beginning = re.compile(rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[=.\]]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if beginning.match(line)), 1)


def _unknown(name: str, known: Mapping[str, str], where: str) -> WrongValue:
    near = difflib.get_close_matches(name, known, n=1)
    right = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(sorted(known))}."
    return WrongValue(name, "…", "there is no such setting.", right, where)


def _require_both_urls(given: Mapping[str, _Given], wrong: list[WrongValue]) -> None:
    for one, other in (("database_url", "database_admin_url"), ("database_admin_url", "database_url")):
        if one in given and other not in given:
            each = given[one]
            wrong.append(
                WrongValue(
                    each.name,
                    _shown(one, each.value),
                    f"it is set without {variable_of(other)}.",
                    "Set both to use a server of yours, or neither to use the embedded one.",
                    each.where,
                )
            )


def _require_an_address_to_mail_from(given: Mapping[str, _Given], wrong: list[WrongValue]) -> None:
    if "smtp_url" in given and "mail_from" not in given:
        each = given["smtp_url"]
        missing = f"it is set without {variable_of('mail_from')}."
        right = "Say which address mails come from, such as billing@example.com."
        wrong.append(WrongValue(each.name, _shown("smtp_url", each.value), missing, right, each.where))


def _require_a_client_of_the_identity_provider(given: Mapping[str, _Given], wrong: list[WrongValue]) -> None:
    if "oidc_url" in given and "oidc_client_id" not in given:
        each = given["oidc_url"]
        missing = f"it is set without {variable_of('oidc_client_id')}."
        right = "Register Openbill there, and say which client it is."
        wrong.append(WrongValue(each.name, _shown("oidc_url", each.value), missing, right, each.where))


def _explained(error: ValidationError, given: Mapping[str, _Given]) -> Iterator[WrongValue]:
    told: set[str] = set()
    for each in error.errors(include_url=False, include_input=False):
        field = str(each["loc"][0])
        if field in told:
            continue
        told.add(field)
        source = given[field]
        wrong = each["msg"].removeprefix("Value error, ")
        right = f"Right would be: {Configuration.model_fields[field].description}."
        wrong = wrong[0].lower() + wrong[1:].rstrip(".") + ("" if wrong.endswith("?") else ".")
        yield WrongValue(source.name, _shown(field, source.value), wrong, right, source.where)


def _shown(field: str, value: Any) -> str:
    if field in _NEVER_SHOWN:
        return "***"
    if field in _SHOWN_WITHOUT_PASSWORD and isinstance(value, str):
        return repr(url_without_password(value))
    return repr(value)
