"""Servers for a benchmark: started as production starts them, driven by wrk, watched in /proc (Linux)."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from missions.management.starting.server import ENVIRONMENT, command
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
SITE = "nmi_site.wsgi:application"
WORKERS = 2
CLIENTS = 16
PATIENCE = 60
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Leg:
    """What one drive of wrk found: requests a second, milliseconds, server CPU in microseconds a request, failures."""

    rate: float
    p50: float
    p99: float
    cpu: float
    errors: int


class Running:
    """A server that answers, with all its processes."""

    def __init__(self, process: subprocess.Popen, port: int) -> None:
        self.process, self.port = process, port
        self.host = f"localhost:{port}"

    def processes(self) -> list[int]:
        own = self.process.pid
        return [own, *map(int, Path(f"/proc/{own}/task/{own}/children").read_text().split())]

    def cpu(self) -> float:
        """Return the seconds of processor that it took so far."""
        spent = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in self.processes())
        return sum(int(fields[11]) + int(fields[12]) for fields in spent) / TICK

    def memory(self) -> float:
        """Return the megabytes that it holds, those that several programs share counted in parts (PSS)."""
        parts = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in self.processes())
        return sum(int(part.partition("\nPss:")[2].split()[0]) for part in parts) / 1024

    def drive(self, address: str, *, seconds: float = 2, clients: int = CLIENTS, headers: Iterable[str] = (),
              addresses: Path | None = None) -> Leg:  # fmt: skip
        """Ask for an address, or for those of a file in turn, as fast as it answers."""
        words = ["wrk", "-t2", f"-c{clients}", f"-d{seconds}s", "-s", str(ROOT / "benchmarks" / "wrk.lua")]
        words += [word for header in headers for word in ("-H", header)]
        words += [f"http://{self.host}{address}", *(["--", str(addresses)] if addresses else [])]
        before = self.cpu()
        ran = subprocess.run(words, capture_output=True, text=True, check=False)
        if ran.returncode:
            sys.exit(f"wrk ended with {ran.returncode}: {ran.stderr or ran.stdout}")
        found = json.loads(ran.stdout.splitlines()[-1])
        cpu = (self.cpu() - before) / max(found["requests"], 1) * 1e6
        return Leg(found["requests"] / found["seconds"], found["p50"], found["p99"], cpu, found["errors"])

    def get(self, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", address, headers={"Host": self.host, **headers})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def wait(self) -> None:
        """Wait for the first answer, whatever it says."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                self.get("/healthz")
            except OSError:
                time.sleep(0.01)
            else:
                return
        sys.exit("A server that was to be measured gave no answer; the lines above say why.")


def environment(var: Path, **more: str) -> dict[str, str]:
    """Return the environment of a site whose files are in a folder; SQLite, unless a DATABASE_URL is added."""
    # Without bytecode, a server would compile all of it at each start.
    left_out = ("SITE_URL", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | ENVIRONMENT | {"VAR_DIR": str(var), "SECRET_KEY": "benchmark"} | more


@contextmanager
def serving(application: str, var: Path, *, python: str = sys.executable, **more: str) -> Iterator[Running]:
    """Serve an application with the settings of production, if need be from another environment's Python."""
    port = free_port()
    words = [python, *command(port, workers=WORKERS, application=application)[1:]]
    with started(words, port, environment(var, SITE_URL=f"http://localhost:{port}", **more)) as running:
        yield running


@contextmanager
def started(words: list[str], port: int, environment: dict[str, str]) -> Iterator[Running]:
    process = subprocess.Popen(words, cwd=ROOT, env=environment)
    try:
        running = Running(process, port)
        running.wait()
        yield running
    finally:
        process.terminate()
        process.wait(PATIENCE)


def prepare(var: Path, *, content: str = "shipped") -> None:
    """Make a site in a folder as `make run` makes one, up to the server."""
    words = [sys.executable, "manage.py", "start", "--no-server", "--content", content]
    subprocess.run(words, cwd=ROOT, env=environment(var), stdout=subprocess.DEVNULL, check=True)


def manage(var: Path, *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment(var), check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip


def program(name: str, package: str) -> str:
    """Return where a program is. Raises SystemExit with the package that holds it."""
    return shutil.which(name) or sys.exit(f"{name} is not here (Debian: apt-get install {package}).")


def told(values: Iterable[float], form: str = ",.0f") -> str:
    """Return the median of some values and what they spread over."""
    values = sorted(values)
    return f"{median(values):{form}} ({values[0]:{form}}-{values[-1]:{form}})"
