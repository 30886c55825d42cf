"""Payment gateways: what customers are asked to pay by a link, each try of theirs, and what gateways pay out.

Responsible for what is between a payer and the money: requests, tries, notices, payouts, saved methods. Not for the
payment itself once it is there (payments), nor for the bank line of a payout (cash application).
"""
