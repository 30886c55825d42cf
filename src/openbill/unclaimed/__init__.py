"""Credits that nobody claims: whose law they fall under, how long they rest, the letter, and the handing over.

Responsible for the clock on customers' credits and on cash of which nobody knows the owner, and for what is owed to a
state from then on. Not for what is owed to customers (receivables), nor for giving it back (payments). None of it
becomes income.
"""
