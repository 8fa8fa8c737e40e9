"""Build the project's own environment: `python3 tools/bootstrap.py run`, `test`, `next` or `audit`.

run   .venv with requirements.txt: what the site needs
test  .venv with requirements-dev.txt: that and the tools
next  .venv-next with requirements-next.txt: the same on the Django that comes next
audit .venv-audit with requirements-audit.txt: what looks for known weaknesses

It needs nothing but the standard library and is written in words that any Python 3 reads, so that an old one
can say that it is too old. A stamp, written last, names the requirements that were installed: a set-up that
was interrupted has no stamp and is done again, one that is complete is left alone.
"""

import base64
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 12) if sys.argv[1:] == ["next"] else (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VAR = os.path.join(ROOT, os.environ.get("VAR_DIR") or "var")
# What requirements-dev.txt installs is all of requirements.txt, in the same versions.
ENVIRONMENTS = {
    "run": (".venv", ["requirements.txt"]),
    "test": (".venv", ["requirements-dev.txt", "requirements.txt"]),
    "next": (".venv-next", ["requirements-next.txt"]),
    "audit": (".venv-audit", ["requirements-audit.txt"]),
}
ASK = "import sys; print(sys.version_info[0], sys.version_info[1])"


def main(wanted):
    """Make what is missing of the environment, `var/` and the secret key."""
    os.makedirs(VAR, exist_ok=True)
    with open(os.path.join(VAR, "setup.lock"), "w") as lock:
        # `make run` and `make test` may start together on a fresh clone.
        fcntl.flock(lock, fcntl.LOCK_EX)
        write_secret_key(os.path.join(VAR, "secret-key"))
        folder, files = ENVIRONMENTS[wanted]
        build(os.path.join(ROOT, folder), folder, files)


def write_secret_key(path):
    """Write a random key that only its owner can read, once for all."""
    if os.path.exists(path) or os.environ.get("SECRET_KEY"):
        return
    beside = path + ".new"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(base64.urlsafe_b64encode(os.urandom(48)).decode() + "\n")
    os.rename(beside, path)


def build(place, folder, files):
    """Install the first of `files` into the environment at `place`, unless its stamp says that this is done."""
    stamp = os.path.join(place, "installed")
    python = os.path.join(place, "bin", "python")
    has_stamp = os.path.exists(stamp)
    if has_stamp and works(python) and fingerprint(files[0]) in read(stamp).split():
        return
    maker = None if has_stamp and works(python) else find_python()
    say("Setting up {}, this once: about half a minute ...".format(folder))
    if has_stamp:
        os.remove(stamp)
    if maker:
        run([maker, "-m", "venv", "--clear", place], "The environment {} could not be made".format(folder))
    pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run(
        pip + ["--require-hashes", "--requirement", os.path.join(ROOT, files[0])],
        "The packages could not be installed: check the connection to the internet, then run it again",
    )
    with open(stamp, "w") as file:
        file.write("\n".join(fingerprint(name) for name in files) + "\n")
    if sys.stdout.isatty():
        say("\033[1A\033[K", end="")


def find_python():
    """Return a Python that is new enough: the one that was asked for, or the one at hand, or the newest found."""
    names = [sys.executable] + ["python3.{}".format(minor) for minor in range(14, OLDEST[1] - 1, -1)]
    asked = os.environ.get("PYTHON", "python3")
    for name in names[:1] if asked != "python3" else names:
        if name == sys.executable or shutil.which(name):
            version = version_of(name)
            if version >= OLDEST:
                return with_venv(name, version)
    sys.exit(
        "Python {}.{} or newer is needed, and {} is {}.{}. Install one (Debian: apt-get install python3), "
        "or name one: make PYTHON=/path/to/python3.12".format(*(OLDEST + (asked,) + tuple(sys.version_info[:2])))
    )


def version_of(python):
    """Return (major, minor) of a Python, or (0, 0) where the name does not start one."""
    try:
        words = subprocess.check_output([python, "-c", ASK], stderr=subprocess.DEVNULL).split()
        return int(words[0]), int(words[1])
    except (OSError, subprocess.CalledProcessError, IndexError, ValueError):
        return 0, 0


def with_venv(python, version):
    """Return the same Python, or stop with the cure where its venv module is not complete."""
    if subprocess.call([python, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL) == 0:
        return python
    sys.exit(
        "Python {}.{} is here without its venv module: install that (Debian: apt-get install python3-venv), "
        "then run it again.".format(*version)
    )


def run(command, otherwise):
    """Run a command with its words kept for var/setup.log; stop with one sentence where it fails."""
    log = os.path.join(VAR, "setup.log")
    with open(log, "w") as words:
        if subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=words, stderr=words) == 0:
            return
    sys.exit("{} (details: {}).".format(otherwise, os.path.relpath(log, ROOT)))


def works(python):
    """Say whether the environment's own Python starts: it does not after the Python below it was removed."""
    return version_of(python) >= OLDEST


def fingerprint(name):
    """Return a hash of a requirements file and of the environment's place, which its scripts hold."""
    return hashlib.sha256((ROOT + read(os.path.join(ROOT, name))).encode()).hexdigest()


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def say(words, end="\n"):
    sys.stdout.write(words + end)
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit("\nStopped; run it again to finish the set-up.")
