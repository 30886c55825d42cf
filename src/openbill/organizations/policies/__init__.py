"""Pure decisions about organizations."""
