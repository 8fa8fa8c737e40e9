"""Ask whether a pinned package has a known weakness: requirements*.txt against the advisories of PyPI (`make audit`).

Where nobody answers, on a train or behind a wall, it says so and ends well: a check that fails there is soon left out.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = ("requirements.txt", "requirements-dev.txt", "requirements-next.txt", "requirements-audit.txt")


def main() -> None:
    """Look through every file; end with status 1 where a package has a weakness."""
    weak = [name for name in FILES if tell(name, *asked(name))]
    if weak:
        sys.exit(f"Known weaknesses in {', '.join(weak)}: run `make lock`, or name a newer release in pyproject.toml.")


def asked(name: str) -> tuple[list[dict], str]:
    """Return what is known of each package of a file; or nothing, and why."""
    words = [
        "--requirement",
        name,
        "--require-hashes",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "--format",
        "json",
    ]
    run = subprocess.run(
        [sys.executable, "-m", "pip_audit", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    try:
        return json.loads(run.stdout)["dependencies"], ""
    except (ValueError, KeyError):
        return [], (run.stderr.strip().splitlines() or ["no answer"])[-1]


def tell(name: str, packages: list[dict], fault: str) -> bool:
    """Say what was found in a file; return whether a package in it has a known weakness."""
    weak = [package for package in packages if package.get("vulns")]
    unknown = [package for package in packages if "skip_reason" in package]
    if len(unknown) == len(packages):
        print(f"{name}: not audited, as the advisories of pypi.org cannot be read here. {fault}".rstrip())
        return False
    print(f"{name}: {len(packages) - len(unknown)} packages looked up, {len(weak)} with a known weakness", end="")
    print(f"; not known there: {', '.join(one['name'] for one in unknown)}" if unknown else "")
    for package in weak:
        for one in package["vulns"]:
            mended = " or ".join(one.get("fix_versions") or ["no release yet"])
            print(f"  {package['name']} {package['version']}: {one['id']}, mended in {mended}")
    return bool(weak)


if __name__ == "__main__":
    main()
