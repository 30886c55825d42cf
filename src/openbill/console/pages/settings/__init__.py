"""The settings: what is decided once, and holds for all that follows."""
