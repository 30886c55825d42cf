"""Pure decisions of disputes."""
