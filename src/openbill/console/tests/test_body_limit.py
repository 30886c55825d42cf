"""Nobody fills the disk: what is larger than its page takes is refused before it is read."""

import pytest
from django.conf import settings
from django.test import Client
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import a_visitor, at_work

from openbill.console.pages.imports.list_imports import MOST_BYTES_OF_A_FORM

MOST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class Unread:
    """A body that says how long it is, and of which nothing can be read."""

    def __init__(self, length: int) -> None:
        self._length = length

    def __len__(self) -> int:
        return self._length

    def read(self, _size: int = -1) -> bytes:
        raise AssertionError("Nothing of the body is to be read.")

    readline = read


def send(client: Client, path: str, length: int) -> tuple[int, str]:
    answer = client.generic(
        "POST",
        path,
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(length), "CONTENT_LENGTH": str(length)},
    )
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/password/reset/", "/imports", "/settings/firm", "/nowhere"]
)
def test_a_stranger_sends_nothing_large_anywhere(path: str):
    status, page = send(a_visitor(), path, 120 * 2**20)

    assert status == 413
    assert "Up to 5 MB are taken here" in page


def test_who_is_signed_in_sends_a_large_file_only_where_files_are_brought_in():
    firm = an_organization()
    client = at_work(firm)
    with nothing_changes(firm.id):
        assert send(client, "/settings/firm", MOST + 1)[0] == 413
        assert send(client, "/drafts", MOST + 1)[0] == 413
        status, page = send(client, "/imports", MOST_BYTES_OF_A_FORM + 1)
        assert (status, "Up to 80 MB are taken here" in page) == (413, True)
        assert send(client, "/imports", MOST + 1)[0] == 422


def test_what_is_small_is_read():
    answer = a_visitor().post("/account/login/", {"login": "x@example.com", "password": "x" * 1_000})
    assert answer.status_code == 200


def test_the_page_speaks_the_readers_language():
    assert "Das ist zu groß" in send(a_visitor(language="de"), "/account/login/", MOST + 1)[1]


def test_the_api_says_so_in_its_own_way():
    status, said = send(a_visitor(), "/api/v1/customers", 120 * 2**20)
    assert (status, "key_missing" in said) == (401, True)
