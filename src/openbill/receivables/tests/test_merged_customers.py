"""Customers that were merged are one: a credit of either settles the debts of both."""

from tests.support.organizations import an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, open_amount

from openbill.customers.commands.merge_customers import merge_customers
from openbill.receivables.commands.allocate_credit import allocate_credit


def test_credits_settle_debts_across_a_merge_in_both_directions():
    firm = an_organization()
    anna, ben = a_customer(firm, "Anna"), a_customer(firm, "Ben")
    bens_debt, annas_debt = a_debit(firm, ben, "10.00"), a_debit(firm, anna, "20.00", on="2026-02-01")
    annas_credit, bens_credit = a_credit(firm, anna, "15.00"), a_credit(firm, ben, "15.00")

    merge_customers(customer_id=anna, into_customer_id=ben, context=firm.context())
    allocate_credit(credit_item_id=annas_credit, context=firm.context())
    allocate_credit(credit_item_id=bens_credit, context=firm.context())

    assert (open_amount(firm, bens_debt), open_amount(firm, annas_debt)) == ("0.00", "0.00")
