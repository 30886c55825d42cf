"""Every wrong value is named at once, with its place and what would be right; secrets are never shown."""

import pytest
from pydantic import ValidationError

from openbill.foundation.configuration import ConfigurationRefused, default_home, load_configuration

KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


def wrong_values(environ):
    with pytest.raises(ConfigurationRefused) as refused:
        load_configuration(environ)
    return {each.name: each for each in refused.value.facts["wrong_values"]}, str(refused.value)


def test_defaults_need_nothing_but_a_home(tmp_path):
    configuration = load_configuration({"OPENBILL_HOME": str(tmp_path), "PATH": "/bin"})

    assert configuration.home == tmp_path
    assert configuration.uses_embedded_postgres
    assert configuration.database_url is None
    assert configuration.log_level == "info"
    assert configuration.log_format == "text"
    assert configuration.worker_concurrency == 4
    assert configuration.time_zone == "UTC"
    assert configuration.encryption_keys is None
    assert configuration.embedded_postgres == {}


def test_default_home_is_the_data_folder_of_the_user(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert str(default_home({"HOME": "/home/ada"})) == "/home/ada/.local/share/openbill"
    assert str(default_home({"HOME": "/home/ada", "XDG_DATA_HOME": "/data"})) == "/data/openbill"
    assert str(default_home({"HOME": "/home/ada", "XDG_DATA_HOME": "data"})) == "/home/ada/.local/share/openbill"
    monkeypatch.setattr("sys.platform", "darwin")
    assert str(default_home({"HOME": "/Users/ada"})) == "/Users/ada/Library/Application Support/openbill"


def test_environment_wins_over_the_file_and_the_file_over_defaults(tmp_path):
    (tmp_path / "openbill.toml").write_text(
        'log_level = "warning"\ntime_zone = "Europe/Berlin"\n'
        '[embedded_postgres]\nshared_buffers = "1GB"\nmax_connections = 50\njit = true\n'
    )

    configuration = load_configuration({"OPENBILL_HOME": str(tmp_path), "OPENBILL_LOG_LEVEL": "DEBUG"})

    assert configuration.log_level == "debug"
    assert configuration.time_zone == "Europe/Berlin"
    assert configuration.embedded_postgres == {"shared_buffers": "1GB", "max_connections": "50", "jit": "on"}


def test_lists_are_written_with_commas_in_the_environment(tmp_path):
    configuration = load_configuration(
        {
            "OPENBILL_HOME": str(tmp_path),
            "OPENBILL_ENCRYPTION_KEYS": f"new:{KEY}, old:{KEY}",
            "OPENBILL_EMBEDDED_POSTGRES": "shared_buffers=1GB, work_mem=64MB",
        }
    )

    assert [key.get_secret_value() for key in configuration.encryption_keys] == [f"new:{KEY}", f"old:{KEY}"]
    assert configuration.embedded_postgres == {"shared_buffers": "1GB", "work_mem": "64MB"}


def test_an_empty_variable_counts_as_not_set(tmp_path):
    configuration = load_configuration({"OPENBILL_HOME": str(tmp_path), "OPENBILL_LOG_LEVEL": "", "DATABASE_URL": ""})

    assert configuration.log_level == "info"


def test_the_object_is_frozen_and_its_text_shows_no_secret(tmp_path):
    configuration = load_configuration(
        {
            "OPENBILL_HOME": str(tmp_path),
            "DATABASE_URL": "postgresql://app:hunter2@db/openbill",
            "DATABASE_ADMIN_URL": "postgresql://owner:hunter3@db/openbill",
            "OPENBILL_SECRET_KEY": "s" * 40,
            "OPENBILL_ENCRYPTION_KEYS": f"one:{KEY}",
        }
    )

    assert configuration.database_url == "postgresql://app:hunter2@db/openbill"
    for secret in ("hunter", "ssss", KEY):
        assert secret not in repr(configuration)
        assert secret not in str(configuration)
    with pytest.raises(ValidationError):
        configuration.log_level = "debug"


def test_every_wrong_value_is_listed_with_its_place_and_what_is_right(tmp_path):
    (tmp_path / "openbill.toml").write_text('\nlog_format = "xml"\nworker_concurrency = 1000\nlog_levle = "info"\n')

    wrong, message = wrong_values(
        {"OPENBILL_HOME": str(tmp_path), "OPENBILL_TIME_ZONE": "Europe/Berln", "OPENBILL_LOGFORMAT": "json"}
    )

    file = tmp_path / "openbill.toml"
    assert set(wrong) == {
        "log_format",
        "worker_concurrency",
        "log_levle",
        "OPENBILL_TIME_ZONE",
        "OPENBILL_LOGFORMAT",
    }
    assert (wrong["log_format"].value, wrong["log_format"].where) == ("'xml'", f"{file}, line 2")
    assert wrong["log_format"].right == "Right would be: text or json."
    assert wrong["worker_concurrency"].where == f"{file}, line 3"
    assert wrong["worker_concurrency"].right == "Right would be: a number from 1 to 64."
    assert wrong["log_levle"].right == "Did you mean log_level?"
    assert wrong["OPENBILL_TIME_ZONE"].where == "environment"
    assert wrong["OPENBILL_TIME_ZONE"].wrong == "there is no such time zone. Did you mean Europe/Berlin?"
    assert wrong["OPENBILL_LOGFORMAT"].right == "Did you mean OPENBILL_LOG_FORMAT?"
    assert all(str(each) in message for each in wrong.values())


@pytest.mark.parametrize(
    ("given", "missing"), [("DATABASE_URL", "DATABASE_ADMIN_URL"), ("DATABASE_ADMIN_URL", "DATABASE_URL")]
)
def test_both_database_addresses_or_neither(tmp_path, given, missing):
    wrong, _ = wrong_values({"OPENBILL_HOME": str(tmp_path), given: "postgresql://app@db/openbill"})

    assert wrong[given].wrong == f"it is set without {missing}."


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://app:hunter2@db/openbill", "the scheme is 'mysql'."),
        ("postgresql://app:hunter2@db", "the name of the database is missing."),
        ("app:hunter2@db/openbill", "the scheme is 'app'."),
        ("postgres://db/openbill?password=hunter2", "the scheme is 'postgres'."),
    ],
)
def test_a_wrong_database_address_is_named_without_its_password(tmp_path, url, reason):
    wrong, message = wrong_values(
        {
            "OPENBILL_HOME": str(tmp_path),
            "DATABASE_URL": url,
            "DATABASE_ADMIN_URL": "postgresql://owner:hunter2@db/openbill",
        }
    )

    assert wrong["DATABASE_URL"].wrong == reason
    assert "hunter2" not in message


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ("sesame", "a key is not of the form id:key."),
        ("one:sesame", "a key is not of the form id:key."),
        (f"one:{KEY},one:{KEY}", "two keys have the same id."),
        (f"a space:{KEY}", "a key is not of the form id:key."),
    ],
)
def test_wrong_keys_are_named_without_being_shown(tmp_path, keys, reason):
    wrong, message = wrong_values({"OPENBILL_HOME": str(tmp_path), "OPENBILL_ENCRYPTION_KEYS": keys})

    assert wrong["OPENBILL_ENCRYPTION_KEYS"].wrong == reason
    assert wrong["OPENBILL_ENCRYPTION_KEYS"].value == "***"
    assert "sesame" not in message
    assert KEY not in message


def test_a_short_secret_key_is_refused_without_being_shown(tmp_path):
    wrong, message = wrong_values({"OPENBILL_HOME": str(tmp_path), "OPENBILL_SECRET_KEY": "sesame"})

    assert wrong["OPENBILL_SECRET_KEY"].right == "Right would be: 32 characters or more."
    assert "sesame" not in message


def test_an_unknown_variable_does_not_show_its_value(tmp_path):
    wrong, message = wrong_values({"OPENBILL_HOME": str(tmp_path), "OPENBILL_SECRETKEY": "sesame"})

    assert wrong["OPENBILL_SECRETKEY"].right == "Did you mean OPENBILL_SECRET_KEY?"
    assert "sesame" not in message


def test_variables_of_the_test_run_are_left_alone(tmp_path):
    assert load_configuration({"OPENBILL_HOME": str(tmp_path), "OPENBILL_TEST_SERVER": "x"}).home == tmp_path


def test_the_home_is_not_set_in_the_file_that_lies_in_it(tmp_path):
    (tmp_path / "openbill.toml").write_text('home = "/elsewhere"\n')

    wrong, _ = wrong_values({"OPENBILL_HOME": str(tmp_path)})

    assert wrong["home"].right == "Set OPENBILL_HOME instead."


def test_a_file_that_is_no_toml_is_named_with_the_line(tmp_path):
    (tmp_path / "openbill.toml").write_text("log_level = debug\n")

    wrong, message = wrong_values({"OPENBILL_HOME": str(tmp_path), "OPENBILL_LOG_FORMAT": "xml"})

    assert "line 1" in wrong["openbill.toml"].wrong
    assert wrong["openbill.toml"].where == str(tmp_path / "openbill.toml")
    assert "OPENBILL_LOG_FORMAT" in message


def test_a_setting_of_the_embedded_server_without_a_value_is_refused(tmp_path):
    wrong, _ = wrong_values({"OPENBILL_HOME": str(tmp_path), "OPENBILL_EMBEDDED_POSTGRES": "shared_buffers"})

    assert wrong["OPENBILL_EMBEDDED_POSTGRES"].wrong == "a setting is not of the form name=value."


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("OPENBILL_URL", "billing.example.com", "it begins neither with http:// nor with https://."),
        ("OPENBILL_URL", "https:///", "the name of the host is missing."),
        ("OPENBILL_URL", "https://billing.example.com/app", "something stands beside scheme, host and port."),
        ("OPENBILL_LISTEN", "8000", "it is not host:port."),
        ("OPENBILL_LISTEN", "0.0.0.0:99999", "it is not host:port."),
        ("OPENBILL_OIDC_URL", "http://id.example.com", "it does not begin with https://."),
    ],
)
def test_a_wrong_address_of_the_web_is_named(tmp_path, name, value, reason):
    given = {"OPENBILL_HOME": str(tmp_path), name: value, "OPENBILL_OIDC_CLIENT_ID": "openbill"}

    wrong, _ = wrong_values(given)

    assert wrong[name].wrong == reason


def test_an_identity_provider_needs_a_client(tmp_path):
    wrong, _ = wrong_values({"OPENBILL_HOME": str(tmp_path), "OPENBILL_OIDC_URL": "https://id.example.com"})

    assert wrong["OPENBILL_OIDC_URL"].wrong == "it is set without OPENBILL_OIDC_CLIENT_ID."


def test_the_client_of_an_identity_provider_is_kept_secret(tmp_path):
    given = {
        "OPENBILL_HOME": str(tmp_path),
        "OPENBILL_URL": "https://billing.example.com/",
        "OPENBILL_OIDC_URL": "https://id.example.com/",
        "OPENBILL_OIDC_CLIENT_ID": "openbill",
        "OPENBILL_OIDC_CLIENT_SECRET": "not to be shown",
    }

    configuration = load_configuration(given)

    assert (configuration.url, configuration.oidc_url) == ("https://billing.example.com", "https://id.example.com")
    assert "not to be shown" not in repr(configuration)
