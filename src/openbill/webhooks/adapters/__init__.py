"""How webhooks go out."""
