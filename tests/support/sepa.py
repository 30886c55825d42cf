"""Files for banks, and what banks answer to them, as tests need them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from openbill.direct_debits.types import (
    AccountHolder,
    Amendment,
    Collection,
    CollectionFile,
    PostalAddress,
    Scheme,
    SequenceType,
    Transfer,
    TransferFile,
)
from openbill.primitives.money import Money

CREDITOR_IBAN = "DE02120300000000202051"
DEBTOR_IBAN = "DE02500105170137075030"
OTHER_IBAN = "AT611904300234573201"
SWISS_IBAN = "CH9300762011623852957"
CREDITOR_IDENTIFIER = "DE98ZZZ09999999999"
OTHER_CREDITOR_IDENTIFIER = "AT61ZZZ01234567890"

MADE_AT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


def a_collection(number: int = 1, minor: int = 100_00, **details: object) -> Collection:
    """A debit of a file."""
    values = {
        "end_to_end_id": f"DD-000001-{number}",
        "amount": Money(minor, "EUR"),
        "mandate_reference": f"M-{number}",
        "signed_on": date(2026, 1, 2),
        "debtor": AccountHolder("Anna Ltd", DEBTOR_IBAN),
        "text": "INV-000001",
        **details,
    }
    return Collection(**values)  # type: ignore[arg-type]


def a_collection_file(collections: Sequence[Collection] = (), **details: object) -> CollectionFile:
    """A file with debits, one where nothing is said."""
    values = {
        "message_id": "MSG-DD-000001",
        "made_at": MADE_AT,
        "payment_information_id": "DD-000001",
        "scheme": Scheme.CORE,
        "sequence_type": SequenceType.RECURRENT,
        "collection_date": date(2026, 12, 15),
        "creditor": AccountHolder("Müller & Söhne", CREDITOR_IBAN, "BYLADEM1001"),
        "creditor_identifier": CREDITOR_IDENTIFIER,
        "is_batch_booked": True,
        "collections": tuple(collections) or (a_collection(),),
        **details,
    }
    return CollectionFile(**values)  # type: ignore[arg-type]


def a_swiss_collection(number: int = 2) -> Collection:
    """A debit of an account outside of the European Economic Area, whose mandate was amended in every way."""
    address = PostalAddress("Bahnhofstraße 1", "8001", "Zürich", "CH")
    return a_collection(
        number,
        debtor=AccountHolder("Čapek Ελλάς Ѣ", SWISS_IBAN, "POFICHBEXXX", address),
        amendment=Amendment("OLD-1", OTHER_CREDITOR_IDENTIFIER, "Müller alt", has_other_account=True),
    )


def a_transfer_file(*minors: int, **details: object) -> TransferFile:
    """A file with transfers over these amounts."""
    values = {
        "message_id": "MSG-RF-000001",
        "made_at": MADE_AT,
        "payment_information_id": "RF-000001",
        "execution_date": date(2026, 11, 30),
        "payer": AccountHolder("Müller & Söhne", CREDITOR_IBAN),
        "transfers": tuple(
            Transfer(f"RF-000001-{number}", Money(minor, "EUR"), AccountHolder("Anna", OTHER_IBAN, bic), "REF-000001")
            for number, (minor, bic) in enumerate(zip(minors, ["", "BKAUATWW"] * len(minors), strict=False), start=1)
        ),
        **details,
    }
    return TransferFile(**values)  # type: ignore[arg-type]


def a_status(payments: str = "", *, batch: str = "", group: str = "", message_id: str = "MSG-DD-000001") -> bytes:
    """A pain.002 over a file; the parts are XML."""
    in_batch = f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>DD-000001</OrgnlPmtInfId>{batch}{payments}</OrgnlPmtInfAndSts>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-11-28T06:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{message_id}</OrgnlMsgId><OrgnlMsgNmId>pain.008</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>
{in_batch if payments or batch else ""}
</CstmrPmtStsRpt></Document>""".encode()


def a_payment_status(end_to_end_id: str, status: str, reason: str = "") -> str:
    """What a bank says of one payment, as a part of `a_status`."""
    told = f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn><AddtlInf>see contract</AddtlInf></StsRsnInf>" if reason else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{end_to_end_id}</OrgnlEndToEndId><TxSts>{status}</TxSts>{told}</TxInfAndSts>"
