"""Files for banks are valid against the schemas of ISO 20022."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.support.sepa import (
    CREDITOR_IBAN,
    a_collection,
    a_collection_file,
    a_swiss_collection,
    a_transfer_file,
)
from tests.support.shared_data import needs, shared_folder

from openbill.direct_debits.types import (
    AccountHolder,
    Amendment,
    DebitVersion,
    Scheme,
    SequenceType,
    TransferVersion,
)
from openbill.direct_debits.writing.pain001 import write_pain001
from openbill.direct_debits.writing.pain008 import write_pain008

FOLDER = shared_folder("payments", "sepa-xsd")

pytestmark = needs(FOLDER)


@cache
def schema(version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(FOLDER / f"{version}.xsd")))


def check(content: bytes, version: str) -> None:
    schema(version).assertValid(etree.fromstring(content))


@pytest.mark.parametrize("version", DebitVersion)
@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("sequence", SequenceType)
def test_collections_of_every_kind(version, scheme, sequence):
    amended = [
        a_collection(number, amendment=amendment)
        for number, amendment in enumerate(
            [
                Amendment(reference="OLD-1"),
                Amendment(creditor_name="Müller alt"),
                Amendment(has_other_account=True),
            ],
            start=10,
        )
    ]
    file = a_collection_file(
        [a_collection(), a_swiss_collection(), a_collection(3, text=""), *amended],
        scheme=scheme,
        sequence_type=sequence,
    )
    check(write_pain008(file, version), version.value)


@pytest.mark.parametrize("version", TransferVersion)
def test_transfers(version):
    check(write_pain001(a_transfer_file(1, 99_999_999_99), version), version.value)


@settings(max_examples=40, deadline=None)
@given(
    name=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.strip()),
    text=st.text(st.characters(exclude_categories=("Cs",))),
    minor=st.integers(1, 99_999_999_999),
    version=st.sampled_from(DebitVersion),
)
def test_whatever_is_written_in_names_and_texts(name, text, minor, version):
    file = a_collection_file(
        [a_collection(minor=minor, debtor=AccountHolder(name, CREDITOR_IBAN), text=text)],
        creditor=AccountHolder(name, CREDITOR_IBAN),
    )
    check(write_pain008(file, version), version.value)
