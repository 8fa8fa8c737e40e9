"""The whole site as files: every public address as the application answers it, and only what has changed anew."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from missions.files.kept_folder import KeptFolder
from missions.files.snapshot import snapshot
from missions.public import encodings, host_rules
from missions.public.alone import alone
from missions.public.answers import ExportFailed, answers
from missions.public.asking import Answer
from missions.public.everything import ALWAYS, NOT_FOUND, Everything, mark

# Answers that wait to be packed and written, for each processor.
WAITING = 8
ENDINGS = {"gzip": ".gz", "br": ".br"}
# What an address may answer: a withdrawn record's page says so.
EXPECTED = {200, 410}

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did: how many addresses it holds, asked anew, and files written and removed."""

    addresses: int
    asked: int
    written: int
    removed: int


def export(
    target: Path,
    *,
    is_alone: bool = False,
    quality: int = encodings.AT_ONCE,
    processes: int = 1,
    tell: Tell | None = None,
) -> Exported:
    """Write the site into a folder, with `is_alone` as pages that need no server, asked by so many processes at most.

    Raises FolderRefused, ExportFailed and OSError; what was written before is whole, and the next run goes on from it.
    """
    apart_from = (Path(settings.BASE_DIR), Path(settings.VAR_DIR))
    with snapshot() as can_be_shared, KeptFolder(target, apart_from=apart_from) as folder:
        processes = processes if can_be_shared else 1
        run = Export(folder, Everything.now(), is_alone=is_alone, quality=quality, processes=processes)
        return run.all(tell or (lambda _done, _of: None))


class Export:
    """One run; it is given what there is, and a folder that is its own."""

    def __init__(
        self, folder: KeptFolder, everything: Everything, *, is_alone: bool, quality: int, processes: int
    ) -> None:
        self.folder, self.everything = folder, everything
        self.is_alone, self.quality, self.processes = is_alone, quality, processes
        left_out = {"/search/"} if is_alone else set()
        self.addresses = {
            group.name: [address for address in group.addresses if address not in left_out]
            for group in everything.groups
        }
        self.files = {address: file_of(address) for group in self.addresses.values() for address in group}
        self.leads = self.files | dict(leading_on(everything, self.files)) if is_alone else {}

    def all(self, tell: Tell) -> Exported:
        marks = {group.name: self.mark_of(group.mark) for group in self.everything.groups if group.name != ALWAYS}
        kept = {name for name, mark in marks.items() if self.folder.marks.get(name) == mark and self.keep(name)}
        anew = [address for name, group in self.addresses.items() if name not in kept for address in group]
        self.folder.claim(
            [*(self.files[address] for address in anew), host_rules.FILE], marks={name: marks[name] for name in kept}
        )
        self.write_all(anew, tell)
        self.write(host_rules.FILE, host_rules.redirects(self.everything).encode(), is_packable=False)
        self.folder.close(marks)
        return Exported(len(self.files), len(anew), self.folder.written, self.folder.removed)

    def mark_of(self, mark_of_group: str) -> str:
        """Return what a group's files depend on: alone, a page knows which addresses of others have a file."""
        return (
            mark(mark_of_group, self.quality, sorted(self.leads))
            if self.is_alone
            else mark(mark_of_group, self.quality)
        )

    def keep(self, name: str) -> bool:
        return self.folder.keep(self.files[address] for address in self.addresses[name])

    def write_all(self, addresses: Sequence[str], tell: Tell) -> None:
        """Have all addresses asked; pack and write what they answer in threads beside it."""
        workers = os.cpu_count() or 1
        waiting: list[Future] = []
        with answers(addresses, processes=self.processes) as found, ThreadPoolExecutor(workers) as pool:
            try:
                for done, (address, answer) in enumerate(found, 1):
                    waiting.append(pool.submit(self.write_answer, address, answer))
                    while len(waiting) > WAITING * workers:
                        waiting.pop(0).result()
                    tell(done, len(addresses))
                for left in waiting:
                    left.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def write_answer(self, address: str, answer: Answer) -> None:
        if answer.status not in EXPECTED and (address, answer.status) != (NOT_FOUND, 404):
            words = _("%(address)s answered with status %(status)d. Nothing was removed; mend that and run this again.")
            raise ExportFailed(words % {"address": address, "status": answer.status})
        file, body = self.files[address], answer.body
        if self.is_alone and answer.content_type.startswith("text/html"):
            body = alone(body.decode(), file=file, files=self.leads, site_url=settings.SITE_URL).encode()
        is_packable = encodings.is_packable(body, answer.content_type)
        self.write(file, body, is_packable=is_packable, at=answer.changed_at)

    def write(self, file: str, body: bytes, *, is_packable: bool, at: int | None = None) -> None:
        if self.folder.is_same(file, body):
            return
        for encoding, ending in ENDINGS.items() if is_packable else ():
            self.folder.put(file + ending, encodings.packed(body, encoding, quality=self.quality), at=at)
        self.folder.put(file, body, at=at)


def file_of(address: str) -> str:
    """Return where an address lies: the names that web servers look for by themselves."""
    if address.endswith("/feed/"):
        return f"{address[1:]}index.xml"
    return f"{address[1:]}index.html" if address.endswith("/") else address[1:]


def leading_on(everything: Everything, files: dict[str, str]) -> Iterable[tuple[str, str]]:
    """Yield earlier addresses of pages with the files of the present ones."""
    for nouns, moved in (("missions", everything.slugs), ("sources", everything.keys)):
        for old, new in moved.items():
            yield f"/{nouns}/{old}/", files[f"/{nouns}/{new}/"]
