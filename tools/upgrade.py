"""Bring the site to the newest version, and back to what it was if that version does not answer: `make upgrade`.

It fetches the code (VERSION= names a tag or branch), stops the service, backs up, installs, migrates, collects, starts,
and asks /readyz. If the answer is no, code and database are put back. SERVICE= names the systemd unit, `record` if left
out; where there is none, the new version is started for a moment to be asked. As root, everything but the service is
done as the owner of the folder.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from ready import answer

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
PATIENCE = 90  # seconds


class UpgradeFailed(Exception):
    """A step did not succeed; the sentence says which."""


def main() -> int:
    before = words_of("git", "rev-parse", "HEAD")
    try:
        after = newest()
        if after == before:
            say("This is the newest version already.")
            return 0
        # From here on nobody writes what going back would lose.
        service("stop")
        backup = back_up()
    except UpgradeFailed as fault:
        service("start")
        say(f"Nothing was upgraded. {fault}")
        return 1
    say(f"Backed up to {backup}.")
    try:
        run("git", "reset", "--quiet", "--keep", after)
        run("make", "setup")
        run(PYTHON, "manage.py", "start", "--no-server")
        refuse_unready()
    except UpgradeFailed as fault:
        say(f"{fault} Going back to {before[:10]}.")
        try:
            go_back(before, backup)
        except UpgradeFailed as second:
            say(f"{second} The site has to be put back by hand: the code to {before}, the database from {backup}.")
            return 2
        say("The site is as it was before. What was tried can be looked at with: git log HEAD..@{1}")
        return 1
    say(f"Upgraded from {before[:10]} to {after[:10]}.")
    return 0


def newest() -> str:
    """Fetch, and return the commit of the version that is wanted."""
    run("git", "fetch", "--quiet", "--tags", "origin")
    wanted = os.environ.get("VERSION")
    # A branch of this checkout stands where it stood when it was made.
    names = [f"refs/tags/{wanted}", f"refs/remotes/origin/{wanted}", wanted] if wanted else ["@{upstream}"]
    for name in names[:-1]:
        if words_of("git", "for-each-ref", name):
            return words_of("git", "rev-parse", f"{name}^{{commit}}")
    return words_of("git", "rev-parse", "--verify", f"{names[-1]}^{{commit}}")


def back_up() -> str:
    """Return the backup that was made just now."""
    if is_postgresql():
        file = ROOT / "var" / "before-upgrade.dump"
        file.unlink(missing_ok=True)
        run("pg_dump", "--format=custom", f"--file={file}", os.environ["DATABASE_URL"], is_private=True)
        return str(file)
    said = words_of(PYTHON, "manage.py", "backup")
    return said.removeprefix("Wrote ").partition(" (")[0]


def go_back(before: str, backup: str) -> None:
    """Put code and database back. Raises UpgradeFailed where that fails: then a person has to look."""
    service("stop")
    run("git", "reset", "--quiet", "--keep", before)
    run("make", "setup")
    if is_postgresql():
        go_back_in_postgresql(os.environ["DATABASE_URL"], backup)
    else:
        run(PYTHON, "manage.py", "restore", backup)
    run(PYTHON, "manage.py", "start", "--no-server")
    service("start")


def go_back_in_postgresql(database: str, backup: str) -> None:
    """Put a dump in the place of all there is, in one step: tables that the newer version added would be in its way."""
    script = Path(backup).with_suffix(".sql")
    empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
    run("pg_restore", "--no-owner", f"--file={script}", backup, is_private=True)
    run("psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
        f"--command={empty}", f"--file={script}", database)  # fmt: skip
    script.unlink()


def refuse_unready() -> None:
    """Start the site and ask it until it is ready. Raises UpgradeFailed with what it said last."""
    port, trial = int(os.environ.get("PORT") or 8000), None
    if has_service():
        service("start")
    else:
        trial = subprocess.Popen(owned(PYTHON, "manage.py", "start", "--port", str(port)), cwd=ROOT)
    try:
        status, said = 0, ""
        end = time.monotonic() + float(os.environ.get("PATIENCE") or PATIENCE)
        while status != 200 and time.monotonic() < end and not (trial and trial.poll()):
            time.sleep(0.5)
            status, said = answer(port)
    finally:
        if trial:
            trial.terminate()
            trial.wait()
    if status != 200:
        raise UpgradeFailed(f"The new version is not ready ({said}).")


def has_service() -> bool:
    name = os.environ.get("SERVICE") or "record"
    if not shutil.which("systemctl"):
        return False
    return subprocess.run(["systemctl", "cat", name], capture_output=True, check=False).returncode == 0


def service(verb: str) -> None:
    if has_service():
        run("systemctl", verb, os.environ.get("SERVICE") or "record", as_owner=False)


def is_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def run(*words: str | Path, as_owner: bool = True, is_private: bool = False) -> None:
    command = owned(*words) if as_owner else [str(word) for word in words]
    # -1 leaves to the system who may read what is written.
    if subprocess.run(command, cwd=ROOT, check=False, umask=0o077 if is_private else -1).returncode:
        raise UpgradeFailed(f"“{' '.join(map(str, words))}” failed.")


def words_of(*words: str | Path) -> str:
    ran = subprocess.run(owned(*words), cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise UpgradeFailed(f"“{' '.join(map(str, words))}” failed: {ran.stderr.strip()}")
    return ran.stdout.strip()


def owned(*words: str | Path) -> list[str]:
    """Return a command that runs as the owner of the folder: root would leave files that the site cannot write."""
    command = [str(word) for word in words]
    is_foreign = os.getuid() == 0 and ROOT.stat().st_uid != 0
    return ["runuser", "-u", ROOT.owner(), "--", *command] if is_foreign else command


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
