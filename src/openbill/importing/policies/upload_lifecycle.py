"""The states of an uploaded file."""

from openbill.primitives.lifecycle import Lifecycle

UPLOAD = Lifecycle(
    name="upload",
    initial="uploaded",
    transitions={
        ("uploaded", "check"): "checking",
        ("checked", "check"): "checking",
        ("failed", "check"): "checking",
        ("waiting", "check"): "checking",
        ("checking", "end_check"): "checked",
        ("checking", "fail"): "failed",
        ("checked", "bring_in"): "running",
        ("waiting", "bring_in"): "running",
        ("running", "finish"): "finished",
        ("running", "wait"): "waiting",
        ("running", "fail"): "failed",
    },
)
"""A file is tried out first, and brought in when a person has seen what would happen."""
