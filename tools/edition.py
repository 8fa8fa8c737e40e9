"""Publish what the content files say as a mission's next edition, kept beside them in editions/ (`make edition`).

The project's own commands do it, in an empty database: the history that is there is brought back, the files' draft is
published after it, and the longer history is exported. So number, time and seal are those of a publication.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mission", default="nmi", help="The key of the mission. Default: nmi")
    parser.add_argument("--reason", required=True, help="Why there is a new edition; readers see it.")
    parser.add_argument("--content", type=Path, default=ROOT / "fixtures", help="Their folder. Default: fixtures")
    given = parser.parse_args()
    if not given.reason.strip():
        parser.error('say why there is a new edition: make edition REASON="Corrected the date of the handover"')
    kept = given.content / "editions"
    before = [piece.read_bytes() for piece in pieces(kept, given.mission)]
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        manage(place, "migrate", "--verbosity=0")
        # A first load would publish; a history that is brought back leaves what follows it a draft.
        history = sorted(kept.glob("*.yaml")) or ["--no-publish"]
        manage(place, "loaddata", "--verbosity=0", *sorted(given.content.glob("*.yaml")), *history)
        # All missions in one step: a relation names a mission as readers know it.
        manage(place, "publish", "--verbosity=0", "--reason", given.reason)
        manage(place, "export_content", "--verbosity=0", "--editions", place / "out")
        kept.mkdir(exist_ok=True)
        for piece in pieces(place / "out" / "editions", given.mission):
            shutil.copy(piece, kept)
    after = [piece.read_bytes() for piece in pieces(kept, given.mission)]
    if after == before:
        sys.exit(f"No new edition: {given.mission} says what its newest edition says.")
    count = sum(piece.count(b"- model: missions.edition") for piece in after)
    print(f"{kept} holds edition {count} of {given.mission}.")


def pieces(folder: Path, mission: str) -> list[Path]:
    """Return the files of a mission's history: nmi.yaml, and nmi.51.yaml where it is long."""
    return [*folder.glob(f"{mission}.yaml"), *folder.glob(f"{mission}.[0-9]*.yaml")]


def manage(place: Path, *arguments: str | Path) -> None:
    """Run a command of the project with a database of its own, and end where it is refused."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{place / 'record.sqlite3'}"}
    done = subprocess.run([sys.executable, ROOT / "manage.py", *arguments], env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
