"""Pure decisions about credits nobody claims."""
