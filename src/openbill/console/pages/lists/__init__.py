"""How a person wants to see lists: which columns, and views kept under names."""
