"""Whether a number that a bank writes is that of an own account."""

SHORTEST_END = 4
"""Letters of a number that tell an account which was chosen already."""


def is_number_of(told: str, iban: str, account_number: str) -> bool:
    """Whether a number is an account's IBAN or number, or the end of one: grouped or not, with zeros before or not."""
    bare = bare_number(told)
    numbers = [bare_number(each) for each in (iban, account_number) if each]
    return bare in numbers or (len(bare) >= SHORTEST_END and any(number.endswith(bare) for number in numbers))


def bare_number(number: str) -> str:
    """Its letters and digits alone, without zeros before them."""
    return "".join(letter for letter in number.upper() if letter.isalnum()).lstrip("0")
