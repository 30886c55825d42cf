"""The generator of ledgers and bank days: a seed is enough to have the same ones again."""

import subprocess
import sys

MADE = """
from openbill.cash_application.measuring.generate_bank_day import generate_bank_day
from openbill.cash_application.measuring.generate_ledger import generate_ledger
from openbill.cash_application.measuring.known_in_memory import KnownInMemory
from openbill.cash_application.policies.match_line import match_line
ledger = generate_ledger(200, 2000, 1)
known = KnownInMemory(ledger)
print(ledger.paid_from)
for line in generate_bank_day(ledger, 300, 2):
    print(line, match_line(line.receipt, known))
"""


def test_a_seed_makes_the_same_days_and_proposals_in_every_process():
    said = [
        subprocess.run(
            [sys.executable, "-c", MADE], env={"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0].count(b"\n") == 301
    assert said[0] == said[1]
