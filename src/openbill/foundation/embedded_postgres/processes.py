"""Which process is the server of a data folder, and how it is signalled without ever hitting a stranger."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

_HAS_PROC = Path("/proc/self/stat").exists()


def noted_pid(data: Path) -> int | None:
    """The pid in postmaster.pid: only a hint, as the file outlives a killed server."""
    try:
        first_line = (data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").split("\n", 1)[0]
        return abs(int(first_line)) or None
    except (FileNotFoundError, ValueError):
        return None


def running_postmaster(data: Path) -> int | None:
    """The pid of the server of this data folder where it is alive and proven to be ours."""
    pid = noted_pid(data)
    return pid if pid is not None and is_postmaster_of(pid, data) else None


def is_postmaster_of(pid: int, data: Path) -> bool:
    """Whether the process is a PostgreSQL server that works in exactly this data folder."""
    words = _command_line(pid)
    if not words or Path(words[0]).name not in ("postgres", "postmaster") or not _is_alive(pid):
        return False
    with suppress(OSError):
        return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    # Not Linux, or a container whose root may not look: the server keeps its arguments, its children do not.
    return any(words[at : at + 2] in (["-D", str(data)], ["-D", str(data.resolve())]) for at in range(len(words)))


def signal_postmaster(data: Path, wish: signal.Signals) -> int | None:
    """Send the signal to the server of this data folder; answers its pid, or None where none is proven to
    run.

    On Linux the process is held by a descriptor first and proven then, so that no other can take its pid
    between.
    """
    pid = noted_pid(data)
    if pid is None or not is_postmaster_of(pid, data):
        return None
    held = _hold(pid)
    try:
        if held is None:
            os.kill(pid, wish)
        elif is_postmaster_of(pid, data):
            signal.pidfd_send_signal(held, wish)
        else:
            return None
    except ProcessLookupError:
        return None
    finally:
        if held is not None:
            os.close(held)
    return pid


def has_ended(pid: int, *, within_seconds: float) -> bool:
    """Wait for the process to end; one that ended and that its parent has not collected yet has ended."""
    give_up_at = time.monotonic() + within_seconds
    held = _hold(pid) if _is_alive(pid) else None
    if held is not None:
        watch = select.poll()
        watch.register(held, select.POLLIN)
        try:
            return bool(watch.poll(within_seconds * 1000))
        finally:
            os.close(held)
    while _is_alive(pid):
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.02)
    return True


def _hold(pid: int) -> int | None:
    """A descriptor that stays with this process; None where the system has none or the process is gone."""
    if sys.platform != "linux":
        return None
    try:
        return os.pidfd_open(pid)
    except OSError:
        return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return _state(pid) not in ("Z", "X", "")


def _state(pid: int) -> str:
    if _HAS_PROC:
        try:
            after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        except OSError:
            return ""
        return after_name.split()[0]
    return _asked_of_ps(pid, "stat=")[:1]


def _command_line(pid: int) -> list[str]:
    if _HAS_PROC:
        try:
            raw = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return []
        return [os.fsdecode(word) for word in raw.rstrip(b"\0").split(b"\0")]
    program, _, folder = _asked_of_ps(pid, "command=").partition(" -D ")
    return [program, "-D", folder]


def _asked_of_ps(pid: int, what: str) -> str:
    answer = subprocess.run(  # noqa: S603 - our own program and arguments, no shell
        ["/bin/ps", "-ww", "-o", what, "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()
