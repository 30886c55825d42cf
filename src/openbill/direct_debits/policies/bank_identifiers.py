"""What files, batches and payments are called at banks."""


def message_id(number: str) -> str:
    """The name of the file of a batch: DD-000012 is MDD000012. No name is a part of another one that a bank tells."""
    return f"M{_bare(number)}"


def batch_id(number: str) -> str:
    """The name of the batch in its file: PDD000012."""
    return f"P{_bare(number)}"


def end_to_end_id(number: str, position: int) -> str:
    """The name of the payment at a position of a batch, from 1: EDD000012N0003."""
    return f"E{_bare(number)}N{position:04d}"


def _bare(number: str) -> str:
    return number.replace("-", "")
