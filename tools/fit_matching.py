"""Fit the weights of the matching on generated bank days: python tools/fit_matching.py [--write].

A logistic regression by Newton's method with a small penalty; the days and ledgers that it sees are none of those that
`openbill bench matching` measures with.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

from openbill.cash_application.measuring.evaluate import is_right  # noqa: E402
from openbill.cash_application.measuring.generate_bank_day import generate_bank_day  # noqa: E402
from openbill.cash_application.measuring.generate_ledger import generate_ledger  # noqa: E402
from openbill.cash_application.measuring.known_in_memory import KnownInMemory  # noqa: E402
from openbill.cash_application.policies.match_line import match_line  # noqa: E402
from openbill.cash_application.policies.score_match import features  # noqa: E402

WEIGHTS = ROOT / "src/openbill/cash_application/policies/match_weights.py"
SEEDS = range(9_001, 9_005)
CUSTOMERS, INVOICES, LINES = 4_000, 80_000, 6_000
PENALTY, ROUNDS = 0.5, 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    seen, right = _proposals()
    names = sorted({name for each in seen for name in each})
    weights = _fitted(np.array([[each.get(name, 0.0) for name in names] for each in seen]), np.array(right))
    text = "".join(
        f"    {name!r}: {weight:.2f},\n".replace("'", '"') for name, weight in zip(names, weights, strict=True)
    )
    if asked.write:
        head = WEIGHTS.read_text().partition("WEIGHTS")[0]
        WEIGHTS.write_text(f"{head}WEIGHTS: dict[str, float] = {{\n{text}}}\n")
    print(text)
    return 0


def _proposals() -> tuple[list[dict[str, float]], list[float]]:
    """The features of every proposal for the days of all seeds, and whether each is right."""
    seen, right = [], []
    for seed in SEEDS:
        ledger = generate_ledger(CUSTOMERS, INVOICES, seed)
        known = KnownInMemory(ledger)
        for line in generate_bank_day(ledger, LINES, seed + 500):
            for proposal in match_line(line.receipt, known):
                seen.append(features(proposal.evidence))
                right.append(float(proposal.customer == line.customer and is_right(proposal, line, known)))
    return seen, right


def _fitted(seen: np.ndarray, right: np.ndarray) -> np.ndarray:
    weights = np.zeros(seen.shape[1])
    for _ in range(ROUNDS):
        expected = 1 / (1 + np.exp(-np.clip(seen @ weights, -30, 30)))
        slope = seen.T @ (right - expected) - PENALTY * weights
        bend = (seen * (expected * (1 - expected))[:, None]).T @ seen + PENALTY * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    return weights


if __name__ == "__main__":
    sys.exit(main())
