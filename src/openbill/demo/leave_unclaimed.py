"""Some who bought from the invented group long ago never asked for what is theirs."""

from datetime import date, timedelta

from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.create_customer import create_customer
from openbill.customers.commands.set_address import set_address
from openbill.demo.play_story import Stage
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import NewPayment, Spread
from openbill.primitives.money import Money
from openbill.unclaimed.commands.set_clocks import set_all_clocks
from openbill.unclaimed.commands.set_holder_jurisdiction import set_holder_jurisdiction

LEFT: tuple[tuple[str, str, str, str, str, str, int, int], ...] = (
    ("Riverbend Fixtures LLC", "Dana Whitlock", "418 Juniper Street", "78701", "Austin", "TX", 1_400, 640_00),
    ("Cedar & Slate Interiors", "Morgan Pike", "77 Alder Way", "94103", "San Francisco", "CA", 950, 1_285_50),
    ("Northgate Garden Supply", "Robin Hale", "9 Fir Lane", "98101", "Seattle", "WA", 1_150, 212_75),
)
"""Name, person, street, postal code, city and state; days since the payment, and how much of it was too much."""


def leave_unclaimed(stage: Stage, today: date) -> None:
    """Record what they paid too much to the German company, and set the clocks of all credits."""
    for name, person, street, postal_code, city, state, days, minor in LEFT:
        customer = create_customer(name=name, country="US", language="en", context=stage.context).customer_id
        email = f"{person.split()[1].lower()}@{name.split()[0].lower()}.example"
        add_contact(customer_id=customer, name=person, email=email, context=stage.context)
        set_address(
            customer_id=customer,
            street=street,
            postal_code=postal_code,
            city=city,
            region=state,
            country="US",
            context=stage.context,
        )
        payment = NewPayment(
            customer,
            Money(minor, "EUR"),
            today - timedelta(days=days),
            legal_entity_id=stage.entities["MAIN"],
            spread=Spread.UNAPPLIED,
        )
        record_payments(payments=[payment], context=stage.context)
    set_holder_jurisdiction(legal_entity_id=stage.entities["MAIN"], jurisdiction="DE", context=stage.context)
    set_all_clocks(stage.context)
