"""The other end of `tests.support.forge`: orders acts in children that can be killed."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass
class Forge:
    """The process that forks one child per act."""

    environment: dict[str, str]
    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.forge"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=self.environment,
        )

    def begin(self, act: str, **order: Any) -> tuple[int, Path]:
        """Start a child; its pid and the file of its answer."""
        answer = self.folder / f"answer {next(self.numbers)}.json"
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"act": act, "answer": str(answer), **order}) + "\n")
        self.process.stdin.flush()
        return self._hear()["pid"], answer

    def end(self) -> int:
        """Wait for the child's end: its exit code, negative where a signal killed it."""
        return self._hear()["exit"]

    def do(self, act: str, **order: Any) -> Any:
        _, answer = self.begin(act, **order)
        code = self.end()
        told = json.loads(answer.read_text())
        assert code == 0, told
        return told

    def _hear(self) -> dict[str, int]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "The forge has gone out."
        return json.loads(line)
