"""Pin every package with its hashes: pyproject.toml -> requirements*.txt (`make lock`).

Each direct dependency keeps, above its pin, the reason that stands behind it in pyproject.toml.
The files name no index: hashes are the same on every mirror.
"""

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"

COMMON = [
    "--universal",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-python-downloads",
]
FILES = {
    "requirements.txt": (
        "What the site needs to run, pinned with hashes.",
        ["pyproject.toml", "--python-version=3.11"],
    ),
    "requirements-dev.txt": (
        "What the site needs to run and to be tested, pinned with hashes.",
        ["pyproject.toml", "--python-version=3.11", "--group=dev", "--constraints=requirements.txt"],
    ),
    "requirements-next.txt": (
        "The same names as requirements-dev.txt on the Django that comes next (Python 3.12 or newer).",
        ["pyproject.toml", "--python-version=3.12", "--group=dev", "--overrides=next.in"],
    ),
    "requirements-audit.txt": (
        "What `make audit` needs to look for known weaknesses, pinned with hashes.",
        ["--group=audit", "--python-version=3.11"],
    ),
}
NEXT = "Django~=6.1\n"


def main() -> None:
    """Write the four requirements files, the newest releases that pyproject.toml allows."""
    reasons = read_reasons((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        overrides = Path(scratch, "next.in")
        overrides.write_text(NEXT, encoding="utf-8")
        uv = install_uv(Path(scratch, "venv"))
        for name, (what, options) in FILES.items():
            options = [option.replace("next.in", str(overrides)) for option in options]
            run = [uv, "pip", "compile", *COMMON, *options]
            pins = subprocess.run(run, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
            header = f"# {what}\n# Made by `make lock` from pyproject.toml; change it there.\n\n"
            (ROOT / name).write_text(header + with_reasons(pins, reasons), encoding="utf-8")


def install_uv(place: Path) -> str:
    """Return the path of a uv installed into a new environment at `place`."""
    venv.create(place, with_pip=True)
    subprocess.run([place / "bin/python", "-m", "pip", "install", "--quiet", UV], check=True)
    return str(place / "bin/uv")


def read_reasons(pyproject: str) -> dict[str, str]:
    """Return {normalised package name: reason} from the dependency lines; a line without one is an error."""
    reasons = {}
    for name, reason in re.findall(r'^ {4}"([A-Za-z0-9-]+)[^"]*~=[^"]*",(?:  # (.+))?$', pyproject, re.MULTILINE):
        if not reason:
            sys.exit(f"pyproject.toml: add the reason for {name} behind it: # why the project needs it")
        reasons[name.lower()] = reason
    return reasons


def with_reasons(pins: str, reasons: dict[str, str]) -> str:
    """Put the reason of each direct dependency above its pin."""
    return re.sub(
        r"^([a-z0-9-]+)(\[[a-z,]+\])?==",
        lambda pin: f"# {reasons[pin[1]]}\n{pin[0]}" if pin[1] in reasons else pin[0],
        pins,
        flags=re.MULTILINE,
    )


if __name__ == "__main__":
    main()
