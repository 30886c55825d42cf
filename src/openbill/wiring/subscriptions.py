"""Which event starts which command."""


def connect_subscriptions() -> None:
    """Say who listens to what."""
