"""The public API: programs act and ask with keys; it translates and never decides."""
