"""Compile the console's stylesheet, collect its icons and the script that it borrows; or check that all is current.

Needs Node.js with npm, and brings the packages that styles/package.json names into styles/node_modules.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CONSOLE = Path(__file__).parent.parent / "src" / "openbill" / "console"
STYLES = CONSOLE / "styles"
PACKAGES = STYLES / "node_modules"
STYLESHEET = CONSOLE / "static" / "console" / "console.css"
ICONS = CONSOLE / "icons.json"
TINYKEYS = CONSOLE / "static" / "console" / "tinykeys.js"

MOST_TRIES = 6

_ICON = re.compile(r"""(?:\{% icon |icon=)["']([a-z0-9-]+)["']""")


def main(arguments: list[str]) -> int:
    """Write what is out of date; with --check only say so, by the exit code."""
    _bring_packages()
    wanted = {STYLESHEET: _stylesheet(), ICONS: _icons(), TINYKEYS: _tinykeys()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path} is out of date. Run: make fix\n")
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    return 0


def _bring_packages() -> None:
    wanted = json.loads((STYLES / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    if all(_version(name) == version for name, version in wanted.items()):
        return
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("Node.js with npm is needed to compile the stylesheet. On Debian: apt-get install nodejs npm")
    options = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
    subprocess.run([npm, "install", *options], cwd=STYLES, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _version(package: str) -> str | None:
    path = PACKAGES / package / "package.json"
    return json.loads(path.read_text(encoding="utf-8"))["version"] if path.exists() else None


def _stylesheet() -> str:
    """What came twice: on a busy machine Tailwind 4.3.5 leaves rules out, about once in fifteen times."""
    seen: set[str] = set()
    for _ in range(MOST_TRIES):
        compiled = _compiled()
        if compiled in seen:
            return compiled
        seen.add(compiled)
    sys.exit("Tailwind compiles another stylesheet each time. Let the machine come to rest, and try again.")


def _compiled() -> str:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "console.css"
        command = ["node", PACKAGES / "@tailwindcss" / "cli" / "dist" / "index.mjs"]
        subprocess.run(  # noqa: S603 - our own command
            [*command, "--input", STYLES / "console.css", "--output", target, "--minify"],
            cwd=STYLES,
            check=True,
            stderr=subprocess.DEVNULL,
        )
        return target.read_text(encoding="utf-8").rstrip() + "\n"


def _icons() -> str:
    """The shapes of the icons that templates and pages name."""
    files = [*CONSOLE.rglob("*.html"), *CONSOLE.rglob("*.py")]
    own = (path for path in files if PACKAGES not in path.parents)
    names = sorted({name for path in own for name in _ICON.findall(path.read_text(encoding="utf-8"))})
    return json.dumps({name: _shape(name) for name in names}, indent=1) + "\n"


def _shape(name: str) -> str:
    path = PACKAGES / "lucide-static" / "icons" / f"{name}.svg"
    if not path.exists():
        sys.exit(f"There is no icon {name} in lucide.")
    inside = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s*/>", "/>", re.sub(r"\s*\n\s*", "", inside))


def _tinykeys() -> str:
    text = (PACKAGES / "tinykeys" / "dist" / "tinykeys.module.js").read_text(encoding="utf-8")
    return re.sub(r"\n?//# sourceMappingURL=.*\n?", "\n", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
