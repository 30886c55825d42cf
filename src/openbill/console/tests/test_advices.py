"""Advices are brought in, read, unlinked and withdrawn in the console; what they say is posted as it is written."""

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.banking import booking
from tests.support.house_bank import a_firm, brought_in, matched
from tests.support.receivables import a_customer, an_item, open_amount
from tests.support.web import at_work

from openbill.cash_application.queries.remittances import remittances
from openbill.disputes.models import Dispute, DisputedItem
from openbill.foundation.tenancy import scope

ADVICE = b"""reference,payer,invoice,amount,discount,deduction,reason
TR-778812,Anna,RE-4711,85.00,,15.00,as discussed
TR-778812,Anna,RE-4711,0.00,,5.00,price
"""


def test_an_advice_is_brought_in_and_decides_a_line():
    firm = a_firm()
    item = an_item(firm, a_customer(firm), "105.00", document_number="RE-4711")
    client = at_work(firm)
    shown = client.post("/cash/advices/new", {"file": SimpleUploadedFile("a.csv", ADVICE)}, follow=True)
    assert "as discussed" in shown.content.decode()
    assert "1 new advice" in shown.content.decode()
    again = client.post("/cash/advices/new", {"file": SimpleUploadedFile("a.csv", ADVICE)}, follow=True)
    assert "0 new advices, 1 known" in again.content.decode()
    assert "Anna" in client.get("/cash/advices").content.decode()

    (line,) = brought_in(firm, booking("85.00", "TR-778812", name=""), closing="185.00")
    assert matched(firm).left == 1
    page = client.get(f"/cash/{line}").content.decode()
    assert "As the payer wrote" in page
    assert f'name="rest-{item}" value="dispute:other=1500 dispute:price=500"' in page

    form = {"item": str(item), f"part-{item}": "85.00", f"rest-{item}": "dispute:other=1500 dispute:price=500"}
    too_much = client.post(f"/cash/{line}/post", {**form, f"rest-{item}": "dispute:price=2001"})
    assert too_much.status_code == 422
    assert "is said to be let off or disputed" in too_much.content.decode()
    posted = client.post(f"/cash/{line}/post", form, follow=True).content.decode()
    assert f'action="/cash/{line}/undo"' in posted
    assert open_amount(firm, item) == "20.00"
    with scope(firm.id):
        assert sorted(DisputedItem.objects.values_list("dispute__reason", "amount_minor")) == [
            ("other", 15_00),
            ("price", 5_00),
        ]

    client.post(f"/cash/{line}/undo")
    assert open_amount(firm, item) == "105.00"
    with scope(firm.id):
        assert set(Dispute.objects.values_list("state", flat=True)) == {"withdrawn"}
        (advice,) = remittances()
    assert "It waits for its money" in client.post(f"/cash/advices/{advice.id}/unlink", follow=True).content.decode()
    client.post(f"/cash/advices/{advice.id}/withdraw", {"reason": "wrong firm"})
    assert "wrong firm" in client.get(f"/cash/advices/{advice.id}").content.decode()
    assert "No advices here" in client.get("/cash/advices").content.decode()


def test_what_is_no_advice_is_refused():
    answer = at_work(a_firm()).post("/cash/advices/new", {"file": SimpleUploadedFile("a.bin", b"\x00\x01\x02")})
    assert answer.status_code == 422


def test_what_is_hardly_likely_is_not_chosen_unasked():
    firm = a_firm()
    anna = a_customer(firm, "Anna Ltd")
    an_item(firm, anna, "100.00", document_number="RE-4711")
    an_item(firm, anna, "60.00", document_number="RE-4712")
    (line,) = brought_in(firm, booking("41.00", "thanks", name="Anna Ltd"), closing="141.00")
    matched(firm)
    client = at_work(firm)
    page = client.get(f"/cash/{line}").content.decode()
    assert "Nothing is chosen yet." in page
    assert 'aria-current="true"' in client.get(f"/cash/{line}?proposal=1").content.decode()
