"""Mails and PDF files become advices; hostile ones are refused, soon and with a reason."""

import time
from contextlib import suppress
from datetime import date

import pytest
from tests.support.remittances import a_mail, a_pdf, an_820

from openbill.cash_application.errors import (
    RemittanceCannotBeRead,
    RemittanceIsNotRecognised,
    RemittanceIsTooLarge,
    RemittanceIsTruncated,
)
from openbill.cash_application.reading.remittances.recognise_remittance import recognise_remittance
from openbill.cash_application.types.remittances import RemittanceAdvice
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

TEXT = "Payer: Anna Ltd\nAccount: AN-10\nRemitting: $90.00\nInvoices: R-10\n"
LIST = b"Invoice,Amount paid\nR-10,40.00\nR-11,50.00\n"


def read(content: bytes, name: str = "mail.eml") -> tuple[RemittanceAdvice, ...]:
    return recognise_remittance(content, name, currency="USD")


def paid(advice: RemittanceAdvice) -> dict[str, int | None]:
    return {line.document_number: None if line.amount is None else line.amount.minor_units for line in advice.lines}


def test_the_words_of_a_mail():
    (advice,) = read(a_mail(TEXT))
    assert (advice.payer_name, advice.payer_number, advice.paid_date) == ("Anna Ltd", "AN-10", date(2026, 9, 18))
    assert paid(advice) == {"R-10": 90_00}


def test_a_mail_that_does_not_say_who_pays_is_its_senders():
    (advice,) = read(a_mail("Remitting: $5.00\n", subject="Short pay on INV-77", sender="Anna AP <a@anna.example>"))
    assert (advice.payer_name, paid(advice)) == ("Anna AP", {"INV-77": 5_00})


def test_a_mail_in_html_is_read_as_it_is_seen():
    table = "<table><tr><th>Invoice</th><th>Amount paid</th></tr><tr><td>R-10</td><td>40.00</td></tr></table>"
    html = f"<html><head><title>Invoice R-99</title></head><body><p>Payer: Anna &amp; Co</p>{table}</body></html>"
    (advice,) = read(a_mail(html=html))
    assert (advice.payer_name, paid(advice)) == ("Anna & Co", {"R-10": 40_00})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("advice.csv", LIST),
        ("advice.edi", an_820("ENT*1", "RMR*IV*R-10**40.00", "RMR*IV*R-11**50.00", amount="90.00").encode()),
        ("advice.pdf", a_pdf("Invoice  Amount paid", "R-10  40.00", "R-11  50.00")),
        ("advice.txt", b"R-10  40.00\nR-11  50.00\n"),
    ],
)
def test_a_file_of_a_mail_tells_the_documents_and_its_words_the_payer(name: str, content: bytes):
    (advice,) = read(
        a_mail("Payer: Anna Ltd\nAccount: AN-10\nSee attached.\nAmount: 90.00\n", files=((name, content),))
    )
    assert (advice.payer_name, advice.payer_number, advice.amount) == ("Anna Ltd", "AN-10", Money(90_00, "USD"))
    assert paid(advice) == {"R-10": 40_00, "R-11": 50_00}
    assert advice.place.startswith(f"{name}, ")


def test_a_file_that_cannot_be_read_is_a_warning_where_the_words_tell_enough():
    (advice,) = read(a_mail(TEXT, files=(("a.pdf", b"%PDF-1.4 broken"), ("logo.png", b"\x89PNG\0\0"))))
    assert paid(advice) == {"R-10": 90_00}
    assert advice.warnings == (
        "The content of a.pdf cannot be read: it is no whole PDF, or one that is too large or locked.",
    )
    with pytest.raises(RemittanceCannotBeRead, match=r"a\.pdf"):
        read(a_mail("See attached.", files=(("a.pdf", b"%PDF-1.4 broken"),)))


def test_a_charset_that_is_none_is_not_believed():
    for charset in ("no-such", "rot13", "zip", "utf-7", "idna"):
        mail = a_mail(TEXT).replace(b'charset="utf-8"', f'charset="{charset}"'.encode())
        assert charset.encode() in mail
        (advice,) = read(mail)
        assert paid(advice) == {"R-10": 90_00}


def test_a_pdf_with_text():
    (advice,) = read(a_pdf("Zahlungsavis", "Zahler: Müller GmbH", "Betrag: 90,00 EUR", "Rechnung: R-10"), "a.pdf")
    assert (advice.payer_name, advice.amount) == ("Müller GmbH", Money(90_00, "EUR"))


def test_a_pdf_without_text_says_so():
    with pytest.raises(RemittanceIsNotRecognised, match="pictures"):
        read(a_pdf(), "a.pdf")


def nested(depth: int) -> bytes:
    parts = [b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"]
    for level in range(depth):
        parts.append(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level))
    return b"".join(parts) + b"\nAmount: 5.00\n"


HOSTILE = {
    "nested parts": nested(5_000),
    "nested comments": b"From: " + b"(" * 9_000 + b"\nSubject: x\n\nAmount: 5\n",
    "a long header": b"From: a\nSubject: " + b"x" * 200_000 + b"\n\nAmount: 5.00\n",
    "many headers": b"From: a\nSubject: x\n" + b"X-A: 1\n" * 200_000 + b"\nnothing\n",
    "brackets": a_mail(html="<" * 900_000),
    "open comments": a_mail(html="<!--" * 200_000),
    "one line": b"Amount: " + b"1" * 240_000,
    "colons": (b"Payer:" * 300 + b"\n") * 130,
    "labels": b"Invoice No " * 22_000,
    "numbers": b"Invoices: " + b"R-1, " * 45_000,
    "amounts": b"1.1" * 80_000,
    "groups": b"1,111" * 45_000,
    "groups with spaces": (b"111 " * 490 + b"\n") * 125,
    "quotes": b'Invoice,Amount paid\n"' + b"x" * 900_000,
    "cells": b"Invoice,Amount paid\n" + b"," * 900_000,
    "blanks": b"Invoice:" + b" " * 240_000 + b"x",
    "segments": an_820().encode().replace(b"TRN*", b"TRN" + b"*" * 900_000),
    "a pdf of loops": a_pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
    "zeros": b"\0" * 1_000_000,
    "a zip": b"PK\x03\x04" + b"\0" * 1_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_do_harm_ends_soon(name: str):
    begin = time.process_time()
    with suppress(Refusal):
        read(HOSTILE[name], "advice")
    assert time.process_time() - begin < 10


def test_what_is_too_large_is_refused():
    with pytest.raises(RemittanceIsTooLarge, match="20 MB"):
        read(b"Amount: 5.00\n" + b" " * 20_000_000)


@pytest.mark.parametrize("content", [b"", b" \r\n"])
def test_what_is_empty_says_so(content: bytes):
    with pytest.raises(RemittanceIsTruncated):
        read(content)


def test_letters_that_no_database_keeps_are_left_out():
    (advice,) = read("Payer: An\x00na\u202e Ltd\x07\nAmount: 5.00\n".encode("utf-16"), "a.txt")
    assert advice.payer_name == "An na Ltd"
