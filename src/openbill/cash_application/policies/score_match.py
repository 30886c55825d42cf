"""How sure it is that a receipt pays what is proposed: a sum of weights, and the probability that it stands for."""

import math
from typing import NamedTuple

from openbill.cash_application.policies.match_weights import WEIGHTS

SAME_NAME = 0.985
"""From this likeness on a payer is called like the customer: what is less are other spellings, and other people."""
WHOLE = 0.999
"""From this share of its amount on all that is paid is named."""
ROUND = 1_000
"""Amounts of whole tens come often: part payments, flat rates."""


class Evidence(NamedTuple):
    """What speaks for a proposal and against it.

    `strong` and `weak` are the shares of the paid amount whose numbers stand in the text whole, or shortened and
    mistyped; `left_out` counts debts of the customer that are named and not paid, `others_named` those of other
    customers, `settled` numbers of documents of which nothing is open, `strange` numbers like the customer's that are
    none of them. `account` is the share in which the account
    has paid for the customer, `name` how like the names are. `alternatives` and `rivals` count other ways and other
    customers that fit.
    """

    kind: str
    difference: str = ""
    strong: float = 0.0
    weak: float = 0.0
    left_out: int = 0
    others_named: int = 0
    settled: int = 0
    strange: int = 0
    account: float = 0.0
    account_of_another: float = 0.0
    name: float = 0.0
    is_numbered: bool = False
    alternatives: int = 0
    alike: int = 0
    rivals: int = 0
    debts: int = 0
    paid: int = 0
    amount: int = 0


def features(evidence: Evidence) -> dict[str, float]:
    """The figures that are weighed, by name; those that are zero are left out."""
    figures = {
        "always": 1.0,
        f"kind {evidence.kind}": 1.0,
        f"less a {evidence.difference}" if evidence.difference else "exact": 1.0,
        "strong share": evidence.strong,
        "weak share": evidence.weak,
        "account": evidence.account,
        "account of another": evidence.account_of_another,
    }
    named = evidence.strong + evidence.weak
    if named > WHOLE:
        figures["all named"] = 1.0
    else:
        figures["settled named, nothing else"] = float(bool(evidence.settled))
        figures["account, nothing named"] = evidence.account
        figures["many debts, nothing named"] = math.log1p(evidence.debts)
        figures["many paid, nothing named"] = math.log1p(evidence.paid)
        figures["small, nothing named"] = max(0.0, 10.0 - math.log1p(evidence.amount))
        figures["round, nothing named"] = float(evidence.amount % ROUND == 0)
        figures["strange, some named" if named else "strange, nothing named"] = float(min(evidence.strange, 2))
    if evidence.left_out or evidence.others_named or evidence.settled:
        figures["named and left out"] = float(min(evidence.left_out, 3))
        figures["others named"] = float(min(evidence.others_named, 3))
        figures["settled named"] = float(min(evidence.settled, 2))
    if evidence.name:
        figures["name"] = max(evidence.name - 0.7, 0.0) / 0.3
        figures["same name"] = float(evidence.name > SAME_NAME)
    if evidence.is_numbered:
        figures["customer number"] = 1.0
    elif not evidence.account and not evidence.name:
        figures["nobody but the text"] = 1.0
    if evidence.alternatives or evidence.alike or evidence.rivals > 1:
        figures["alternatives"] = math.log1p(evidence.alternatives)
        figures["alike"] = math.log1p(evidence.alike)
        figures["rivals"] = math.log1p(max(evidence.rivals - 1, 0))
    return {name: value for name, value in figures.items() if value}


def log_odds(evidence: Evidence) -> float:
    """The sum of the weights of what is there."""
    return sum([WEIGHTS.get(name, 0.0) * value for name, value in features(evidence).items()])


def probability(evidence: Evidence) -> float:
    """How probable it is that the proposal is right in every line, from 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds(evidence)))))
