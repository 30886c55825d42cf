"""What is encrypted comes back with its key only; keys are made once, kept private and never shown."""

import os
import pickle
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet

from openbill.foundation.configuration import load_configuration
from openbill.foundation.secrets import (
    CiphertextDamaged,
    CiphertextMalformed,
    KeyFileDamaged,
    KeyFileUnsafe,
    KeyFileUnusable,
    KeyRing,
    KeyUnknown,
    django_secret_key,
    hash_token,
    new_random_token,
)

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def configuration(tmp_path):
    return load_configuration({"OPENBILL_HOME": str(tmp_path)})


def a_ring(*ids):
    keys = {"old": OLD, "new": NEW}
    return KeyRing([(key_id, keys[key_id]) for key_id in ids], source="the test")


def test_what_was_encrypted_comes_back_and_names_its_key():
    text = a_ring("new", "old").encrypt("Grüße".encode())

    assert text.startswith("new:")
    assert a_ring("new").decrypt(text) == "Grüße".encode()


def test_an_old_key_still_decrypts_and_rotation_goes_to_the_newest():
    text = a_ring("old").encrypt(b"IBAN")
    ring = a_ring("new", "old")

    rotated = ring.rotate(text)

    assert ring.decrypt(text) == b"IBAN"
    assert rotated.startswith("new:")
    assert a_ring("new").decrypt(rotated) == b"IBAN"
    assert ring.rotate(rotated) == rotated


def test_an_unknown_key_is_named_with_where_keys_lie():
    text = a_ring("old").encrypt(b"IBAN")

    with pytest.raises(KeyUnknown, match="the key old, which is not among the keys of the test"):
        a_ring("new").decrypt(text)
    with pytest.raises(KeyUnknown):
        a_ring("new").rotate(text)


def test_a_changed_value_is_refused():
    ring = a_ring("new", "old")
    text = ring.encrypt(b"IBAN")
    changed = text[:30] + ("A" if text[30] != "A" else "B") + text[31:]

    for damaged in (changed, text[:-4], text.replace("new:", "old:")):
        with pytest.raises(CiphertextDamaged):
            ring.decrypt(damaged)
        with pytest.raises(CiphertextDamaged):
            ring.rotate(damaged)


@pytest.mark.parametrize("text", ["", "new", "new:", ":token", "new:ü"])
def test_what_is_no_encrypted_value_is_refused(text):
    with pytest.raises(CiphertextMalformed):
        a_ring("new").decrypt(text)


def test_digests_differ_by_purpose_and_stay_when_a_key_is_put_in_front():
    digest = a_ring("old").digest(b"data", purpose="one")

    assert len(digest) == 32
    assert a_ring("new", "old").digest(b"data", purpose="one") == digest
    assert a_ring("old").digest(b"data", purpose="two") != digest
    assert a_ring("new").digest(b"data", purpose="one") != digest
    assert a_ring("old").digest(b"other", purpose="one") != digest


def test_digest_is_hmac_sha256_with_a_key_by_hkdf():
    zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    ring = KeyRing([("zeros", zeros)], source="the test")

    assert (
        ring.digest(b"data", purpose="test").hex() == "a81e337e1459231a60d4df34622cb606860304a77d0ed73853d60d95c2a7d713"
    )


def test_a_key_file_is_made_once_private_and_used_again(configuration, tmp_path):
    text = KeyRing.load(configuration).encrypt(b"IBAN")

    path = tmp_path / "keys" / "encryption.keys"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["encryption.keys"]
    assert KeyRing.load(configuration).decrypt(text) == b"IBAN"


def test_a_key_file_with_comments_and_several_keys_is_read_newest_first(configuration, tmp_path):
    KeyRing.load(configuration)
    (tmp_path / "keys" / "encryption.keys").write_text(f"# rotated in May\nnew:{NEW}\n\nold:{OLD}\n")

    ring = KeyRing.load(configuration)

    assert ring.primary_id == "new"
    assert ring.decrypt(a_ring("old").encrypt(b"IBAN")) == b"IBAN"


def test_configured_keys_need_no_file(tmp_path):
    configuration = load_configuration(
        {"OPENBILL_HOME": str(tmp_path / "home"), "OPENBILL_ENCRYPTION_KEYS": f"new:{NEW},old:{OLD}"}
    )

    assert KeyRing.load(configuration).primary_id == "new"
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_file_that_others_may_read_is_refused_with_the_remedy(configuration, tmp_path, mode):
    KeyRing.load(configuration)
    path = tmp_path / "keys" / "encryption.keys"
    path.chmod(mode)

    with pytest.raises(KeyFileUnsafe, match=f"chmod 600 {path}"):
        KeyRing.load(configuration)


@pytest.mark.parametrize(
    ("content", "line"),
    [("", 1), (f"new:{NEW}\nold\n", 2), (f"new:{NEW}\nnew:{OLD}\n", 2), (f":{NEW}\n", 1)],
    ids=["empty", "no key", "same id twice", "no id"],
)
def test_a_damaged_key_file_is_named_with_the_line_and_never_replaced(configuration, tmp_path, content, line):
    KeyRing.load(configuration)
    path = tmp_path / "keys" / "encryption.keys"
    path.write_text(content)

    with pytest.raises(KeyFileDamaged, match=f"line {line}:") as refused:
        KeyRing.load(configuration)
    assert NEW not in str(refused.value)
    assert path.read_text() == content


def test_a_key_file_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "keys").write_text("a file, not a folder")

    with pytest.raises(KeyFileUnusable, match="keys"):
        KeyRing.load(load_configuration({"OPENBILL_HOME": str(tmp_path)}))


def test_processes_that_make_the_key_file_at_once_get_one_key(tmp_path):
    script = (
        "from openbill.foundation.configuration import load_configuration as load\n"
        "from openbill.foundation.secrets import KeyRing\n"
        "print(KeyRing.load(load()).primary_id)"
    )
    environment = {"OPENBILL_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    started = [
        subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]

    answers = {process.communicate()[0] for process in started}

    assert len(answers) == 1
    assert answers != {""}


def test_the_secret_key_of_django_is_configured_or_made_once(configuration, tmp_path):
    made = django_secret_key(configuration)

    assert len(made) >= 50
    assert django_secret_key(configuration) == made
    assert (tmp_path / "keys" / "django.key").stat().st_mode & 0o777 == 0o600
    told = load_configuration({"OPENBILL_HOME": str(tmp_path), "OPENBILL_SECRET_KEY": "s" * 40})
    assert django_secret_key(told) == "s" * 40


def test_a_ring_shows_ids_only_and_is_never_pickled():
    ring = a_ring("new", "old")

    assert repr(ring) == "KeyRing(new, old of the test)"
    with pytest.raises(TypeError):
        pickle.dumps(ring)


def test_tokens_are_random_and_kept_as_hashes():
    assert len(new_random_token()) == 43
    assert new_random_token() != new_random_token()
    assert hash_token("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
