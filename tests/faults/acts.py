"""What is killed: a load, a publication, an export, and the server while somebody saves and publishes at the desk.

Each act is prepared, done in a process that may be killed, and looked at: `faults` says what is neither as it was
before nor as it is after, and what was confirmed and is not there.
"""

import gzip
import http.client
import json
import time
from contextlib import suppress
from pathlib import Path

import brotli
from django.core.management import call_command
from django.test import Client

from missions.files.kept_folder import checksum, read_manifest
from missions.files.load import load
from missions.models import Edition, Initiative, Mission, Phase, Source
from missions.public.site_files import export
from tests.admin.browser_form import all_open, sent_back
from tests.faults.killed import killed, run, start
from tests.faults.served import Visitor, saved_as, serve, served, wait_for
from tests.files.texts import RECORD, SOURCES
from tests.makers import make_edition, make_initiative, make_mission, make_phase, make_user
from tests.ports import free_port
from tests.public.exported import PACKED, files_of

TEXT = "State {} of it. [@nato-start]"
MANY = 4
BY_THE_CLOCK = {".well-known/security.txt"}


class Act:
    """Something that is done again and again, and killed; `longest` is how many seconds it takes when it is not."""

    longest = 0.0

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0

    def prepare(self) -> None:
        """Make something to do."""
        self.number += 1

    def work(self) -> None:
        raise NotImplementedError

    def faults(self, *, is_done: bool) -> list[str]:
        raise NotImplementedError

    def faults_at_end(self) -> list[str]:
        """Say what all kills together have left wrong."""
        return []

    def once(self) -> None:
        """Do it here, where everything is compiled then, and once more to know how long it takes."""
        for _ in range(2):
            self.prepare()
            started = time.monotonic()
            self.work()
            self.longest = time.monotonic() - started

    def killed(self, part: float) -> bool:
        """Kill it when this part of its time is over; return whether it was still at work."""
        return killed(start(self.work), after=self.longest * part)


class Loading(Act):
    """Files whose every row is new are loaded and published, in one transaction."""

    def prepare(self):
        super().prepare()
        head, phase = RECORD.split("- model: missions.phase")
        text = f"Loaded {self.number}."
        texts = {"sources": SOURCES.replace("NATO starts", text)}
        for place in range(MANY):
            phases = (phase.replace("key: start", f"key: start-{row}").replace("It grew.", text) for row in range(8))
            record = head + "".join(f"- model: missions.phase{one}" for one in phases)
            texts[f"m{place}"] = record.replace("nmi", f"m{place}").replace("nato-mission-iraq", f"m{place}")
        # A source of their own: others publish what cites the usual one.
        self.files = [self.folder / f"{name}.yaml" for name in texts]
        for file, words in zip(self.files, texts.values(), strict=True):
            file.write_text(words.replace("nato-start", "loaded"))
        self.before = self.state()

    def work(self):
        load(self.files)

    def state(self) -> list:
        mine = Mission.objects.filter(key__regex="^m[0-9]$")
        drafts = [*Phase.objects.filter(mission__in=mine).values_list("text", flat=True)]
        drafts += Source.objects.filter(key="loaded").values_list("title", flat=True)
        shown = [json.dumps(edition.document) for edition in Edition.objects.newest().filter(mission__in=mine)]
        count = Edition.objects.filter(mission__in=mine).count()
        return [self.numbers_in(drafts), self.numbers_in(shown), count]

    def numbers_in(self, texts: list[str]) -> list[int]:
        return [number for number in range(1, self.number + 1) if any(f"Loaded {number}." in text for text in texts)]

    def faults(self, *, is_done):
        done = [[self.number], [self.number], self.before[2] + MANY]
        return whole_or_not("load", self.state(), before=self.before, after=done, is_done=is_done)


class Publishing(Act):
    """Several missions are published in one step."""

    def __init__(self, folder):
        super().__init__(folder)
        self.missions = [make_mission(f"p{place}", name=f"Mission {place}") for place in range(MANY)]
        for mission in self.missions:
            make_phase(mission)
            make_edition(mission)

    def prepare(self):
        super().prepare()
        self.before = self.state()
        Phase.objects.filter(mission__in=self.missions).update(text=TEXT.format(self.number))

    def work(self):
        keys = [mission.key for mission in self.missions]
        call_command("publish", *keys, reason=f"State {self.number}", verbosity=0)

    def state(self) -> list:
        editions = Edition.objects.filter(mission__in=self.missions)
        shown = editions.filter(pk__in=Edition.objects.newest().values("pk"))
        return [sorted({edition.document["phases"][0]["text"] for edition in shown}), editions.count()]

    def faults(self, *, is_done):
        done = [[TEXT.format(self.number)], self.before[1] + MANY]
        return whole_or_not("publication", self.state(), before=self.before, after=done, is_done=is_done)


class Exporting(Act):
    """A folder of files follows what was published."""

    def __init__(self, folder):
        super().__init__(folder)
        self.out, self.fresh = folder / "out", folder / "fresh"
        make_phase(mission := make_mission("e", name="Exported Force"))
        self.mission = mission

    def prepare(self):
        super().prepare()
        Phase.objects.filter(mission=self.mission).update(text=TEXT.format(self.number))
        make_edition(self.mission, reason=f"State {self.number}")
        self.before = files_of(self.out)

    def once(self):
        self.prepare()
        started = time.monotonic()
        self.work()
        # The first has static files to pack.
        self.longest = (time.monotonic() - started) / 2

    def work(self):
        export(self.out)

    def faults(self, *, is_done):
        left = files_of(self.out)
        found = [str(path) for path in self.out.rglob("*") if path.suffix in PACKED and not is_whole(path)]
        run(self.work)
        good = files_of(self.out)
        for name in left.keys() - BY_THE_CLOCK:
            found += [name] if left[name] not in (self.before.get(name), good.get(name)) else []
        sums = read_manifest(self.out)
        return found + [name for name, content in good.items() if sums[name] != checksum(content)]

    def faults_at_end(self):
        # As an export into an empty folder makes them.
        run(lambda: export(self.fresh))
        good, fresh = files_of(self.out), files_of(self.fresh)
        return [name for name in good.keys() | fresh if name not in BY_THE_CLOCK and good.get(name) != fresh.get(name)]


class Serving(Act):
    """Somebody saves a record of two tables at the desk and publishes it, over and over."""

    def __init__(self, folder):
        super().__init__(folder)
        self.mission = make_mission("s", name="Served Force")
        self.rows = (make_phase(self.mission), make_initiative(self.mission))
        self.user = make_user("server", is_superuser=True)
        self.saved = self.published = 0

    def prepare(self):
        """Do nothing: whoever works at the desk makes the states."""

    def once(self):
        with served(workers=1) as port:
            visitor, form, started = self.visitor(port), self.opened(), time.monotonic()
            self.save_and_publish(visitor, form)
            # Two rounds, so that the first is not always the one.
            self.longest = 2 * (time.monotonic() - started)

    def killed(self, part):
        port = free_port()
        child = start(lambda: serve(port, workers=1))
        wait_for(port)
        visitor, form = self.visitor(port), self.opened()
        return killed(child, after=self.longest * part, meanwhile=lambda: self.go_on(visitor, form))

    def visitor(self, port: int) -> Visitor:
        return Visitor(port, user=self.user)

    def opened(self) -> dict[str, str]:
        desk = Client()
        desk.force_login(self.user)
        return sent_back(desk.get(all_open(self.mission)))

    def go_on(self, visitor: Visitor, form: dict[str, str]) -> None:
        with suppress(OSError, http.client.HTTPException):
            while True:
                form = self.save_and_publish(visitor, form)

    def save_and_publish(self, visitor: Visitor, form: dict[str, str]) -> dict[str, str]:
        self.number += 1
        typed = dict.fromkeys(("phases-0-text", "initiatives-0-text"), TEXT.format(self.number))
        answer = visitor.post(all_open(self.mission), form | typed)
        assert answer.status == 302, answer.text
        self.saved = self.number
        assert visitor.publish(self.mission, reason=f"State {self.number}")
        self.published = self.number
        return saved_as(form, typed)

    def faults(self, *, is_done):
        draft = {row.text for model in (Phase, Initiative) for row in model.objects.filter(mission=self.mission)}
        newest = Edition.objects.filter(mission=self.mission).order_by("-number").first()
        shown = {row["text"] for name in ("phases", "initiatives") for row in newest.document[name]}
        # The one that was confirmed, or the one that was on its way.
        saved = [number for number in (self.saved, self.number) if draft == {TEXT.format(number)}]
        published = [number for number in (self.published, self.number) if shown == {TEXT.format(number)}]
        if not saved or not published:
            return [f"confirmed were {self.saved} and {self.published}; there are {draft} and {shown}"]
        self.saved, self.published = saved[0], published[0]
        return []


def whole_or_not(name: str, state: list, *, before: list, after: list, is_done: bool) -> list[str]:
    """Say what is wrong with a state that has to be the one before or after; after, where the work was done."""
    if state == after or (state == before and not is_done):
        return []
    return [f"the {name} made {state} of {before}"]


def is_whole(packed: Path) -> bool:
    """Return whether a packed file can be unpacked, and names nothing that is half."""
    unpack = gzip.decompress if packed.suffix == ".gz" else brotli.decompress
    try:
        return bool(unpack(packed.read_bytes()))
    except (OSError, EOFError, brotli.error):
        return False
