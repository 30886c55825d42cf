"""Django's view of the wiring."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "openbill.wiring"
    label = "wiring"

    def ready(self) -> None:
        """Connect events to commands, and ports to vendors, once every domain is there."""
        from openbill.wiring.adapters import connect_adapters
        from openbill.wiring.subscriptions import connect_subscriptions

        connect_subscriptions()
        connect_adapters()
