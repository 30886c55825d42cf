"""What every domain counts and tells with: money, rates, days, lifecycles, identifiers, refusals.

Pure Python without side effects: nothing here knows Django, a database or the clock of the business.
"""
