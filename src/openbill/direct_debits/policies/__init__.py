"""Pure decisions of direct debits and transfers."""
