"""How long a search takes through the page, among 10,000 made-up missions. SQLite, or where DATABASE_URL leads.

SEARCHED names another number; 2,500 missions have 100,000 lines. The missions are written straight into the index, as a
rebuild writes them; their words come from the shipped record, each as often as there, so that most of them stand in
most records. First comes a mix of questions as that for which the aims were set, then chosen ones, by kind. Times
are medians and 95th percentiles of whole requests, in milliseconds; of those, the database's part; and CPU of this
process, which says more on a busy machine (of PostgreSQL it leaves out the server). All are divided by how many times
as slow as that of the aims the machine was, before and after thirty requests or more; the median of it comes last.
"""

import os
import random
import re
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from django.db import connection, transaction
from django.test import Client

from benchmarks.database import empty_site, timed_database
from benchmarks.missions import COUNTRIES
from benchmarks.servers import told
from benchmarks.yardstick import Around
from missions.editions import search_index, search_words
from missions.editions.search_rows import Line, source_title, source_words
from missions.models import Edition, ListedLine, ListedMission, ListedSource, Mission
from missions.models.frozen import open_door
from missions.public import listing
from missions.text.asked import folded_line
from missions.text.folding import words_in

ROOT = Path(__file__).resolve().parent.parent
MISSIONS, LINES, WORDS_OF_A_LINE = int(os.environ.get("SEARCHED", "10000")), 40, 24
SOURCES = 2 * MISSIONS
AT_ONCE = 250
# Each question is asked about so often, and the machine looked at after so many requests or more.
REPEATS, IN_A_ROUND = 30, 30
ARABIC = (
    "حلف", "شمال", "الأطلسي", "بعثة", "العراق", "القوات", "المسلحة", "تدريب", "وزارة", "الدفاع",
    "المستشارين", "بغداد", "الأمن",
)  # fmt: skip
ORGANISATIONS = ("NATO", "United Nations", "European Union", "African Union", "OSCE")
KINDS = Mission.Kind.values

QUESTIONS: dict[str, list[dict[str, str]]] = {
    "common word": [{"q": "mission"}, {"q": "training"}, {"q": "iraq"}],
    "two common words": [{"q": "training mission"}, {"q": "nato iraq"}],
    "rare word": [{"q": f"zyx{MISSIONS * 7 // 10}"}, {"q": "zyx12"}, {"q": f"zyx{MISSIONS - 79}"}],
    "phrase": [{"q": '"training mission"'}, {"q": '"nato mission iraq"'}],
    "beginning": [{"q": "logist*"}, {"q": "minis*"}, {"q": "tra*"}],
    "unfinished word": [{"q": "train"}, {"q": "command"}],
    "acronym": [{"q": "MSN77"}, {"q": f"MSN{MISSIONS // 2 + 3}"}],
    "Arabic": [{"q": "الاطلسي"}, {"q": "بعثه العراق"}, {"q": "تدريب"}],
    "none": [{"q": "xylophone"}, {"q": "quizzical zebra"}],
    "with filters": [
        {"q": "mission", "country": "Mali"}, {"q": "training", "organisation": "OSCE", "from": "2001"},
        {"q": '"training mission"', "from": "1990"},
    ],
    "page 5": [{"q": "training", "page": "5"}],
}  # fmt: skip
# Of each kind in the mix, as in that for which the aims were set: words, rare words, two words, two in a row.
OF_A_KIND = 15
# Seconds of one request.
Times = tuple[float, ...]
CATALOGUE: dict[str, list[dict[str, str]]] = {
    "the catalogue": [{}],
    "its last page": [{"page": str(MISSIONS // listing.CARDS)}],
    "filtered": [{"country": "Mali", "kind": "training"}, {"from": "2001", "to": "2003"}],
}


def main():
    with empty_site():
        taken = fill(random.Random(1))
        print(f"{MISSIONS:,} missions of {LINES} lines written in {taken:.0f} s, on {connection.vendor}\n")
        measure()


def mixed(chance: random.Random) -> list[dict[str, str]]:
    """Return questions of what the missions say: words come as often as there, rare ones are of few missions."""
    said = ListedLine.objects.filter(position__gt=1).order_by("pk")
    texts = [words_in(said[chance.randrange(MISSIONS * (LINES - 2))].text) for _one in range(3 * OF_A_KIND)]
    words = [chance.choice(text).folded for text in texts]
    in_a_row = [(text, chance.randrange(len(text) - 1)) for text in texts[:OF_A_KIND]]
    typed = [
        *words[:OF_A_KIND],
        *(f"zyx{chance.randint(1, MISSIONS)}" for _one in range(OF_A_KIND)),
        *(" ".join(pair) for pair in zip(words[OF_A_KIND : 2 * OF_A_KIND], words[2 * OF_A_KIND :], strict=True)),
        *(f'"{text[at].folded} {text[at + 1].folded}"' for text, at in in_a_row),
    ]
    return [{"q": question} for question in typed]


def fill(chance: random.Random) -> float:
    words = re.findall(r"\w+", (ROOT / "fixtures" / "nmi.yaml").read_text(encoding="utf-8"))
    now = datetime(2026, 3, 31, tzinfo=UTC)
    start = perf_counter()
    for first in range(0, MISSIONS, AT_ONCE):
        numbers = range(first + 1, min(first + AT_ONCE, MISSIONS) + 1)
        with transaction.atomic(), open_door():
            fields = {"organisation": "NATO", "dates": "2018", "summary": "Made up."}
            Mission.objects.bulk_create(
                Mission(pk=one, key=f"m{one}", slug=f"m{one}", name="", **fields) for one in numbers
            )
            Edition.objects.bulk_create(
                Edition(pk=one, mission_id=one, number=1, slug=f"m{one}", published_at=now, publisher="-", reason="-",
                        document={}, seal=str(one))
                for one in numbers
            )  # fmt: skip
            search_index.store((row_of(one, chance, now), lines_of(one, chance, words)) for one in numbers)
    write_sources(chance, words)
    with connection.cursor() as cursor:
        # PostgreSQL itself does so a minute later.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return perf_counter() - start


def row_of(number: int, chance: random.Random, now: datetime) -> ListedMission:
    country, organisation = chance.choice(COUNTRIES), chance.choice(ORGANISATIONS)
    first = chance.randrange(1990, 2024)
    name, acronym = f"{organisation} Mission {country} {number}", f"MSN{number}"
    return ListedMission(
        mission_id=number, edition_id=number, version=search_index.VERSION, organisation=organisation,
        host_country=country, kind=chance.choice(KINDS), first_year=first, last_year=chance.choice([first + 2, 9999]),
        slug=f"m{number}", name=name, acronym=acronym, folded_name=folded_line(name),
        folded_acronym=folded_line(acronym), dates=str(first), as_of="2026-03", summary=f"It is made up. {name}.",
        statements=LINES, sourced=LINES, changed_at=now,
    )  # fmt: skip


def lines_of(number: int, chance: random.Random, words: list[str]) -> list[Line]:
    texts = [" ".join(chance.choices(words, k=WORDS_OF_A_LINE)) for _line in range(LINES)]
    texts[0] += f" zyx{number}"
    if number % 5 == 0:
        texts[1] = " ".join(chance.choices(ARABIC, k=WORDS_OF_A_LINE))
    return [Line("phases", "text", f"phase-{place}.1", "A phase", text) for place, text in enumerate(texts)]


def write_sources(chance: random.Random, words: list[str]) -> None:
    kinds = ("official", "press", "analysis")
    for first in range(0, SOURCES, 1000):
        with transaction.atomic():
            rows = ListedSource.objects.bulk_create(
                ListedSource(
                    key=f"s{one}", edition_id=1, wording=wording(f"s{one}", chance, words, chance.choice(kinds))
                )
                for one in range(first, min(first + 1000, SOURCES))
            )
            search_words.table(search_index.SOURCES).put(
                (row.pk, source_title(row.wording), source_words(row.wording)) for row in rows
            )


def wording(key: str, chance: random.Random, words: list[str], kind: str) -> dict[str, str]:
    title, publisher = (" ".join(chance.choices(words, k=count)) for count in (8, 2))
    empty = dict.fromkeys(("authors", "url", "copies", "published", "accessed", "access", "note"), "")
    return {"key": key, "title": title, "publisher": publisher, "kind": kind, "language": "en", **empty}


def measure():
    of_machine: list[float] = []
    client = Client(headers={"host": "localhost"})
    titles = ("median", "p95", "database", "p95", "CPU", "p95", "trips", "bytes", "slow")
    print(" " * 24 + "".join(f"{title:>9}" for title in titles))
    tables = (("/search/", {"a mix": mixed(random.Random(2))}), ("/search/", QUESTIONS), ("/missions/", CATALOGUE))
    for path, questions in tables:
        everything: list[Times] = []
        for name, queries in questions.items():
            taken, slow, trips, body = timed(client, path, queries)
            of_machine += slow
            tell(name, taken, f"{trips:>9}{len(body):>9,}{median(slow):>9.1f}")
            everything += taken
        if len(questions) > 1:
            tell(f"all of {path}", everything, "\n")
    print(f"This machine beside that of the aims: {told(of_machine, '.1f')} times as slow.")


def timed(client: Client, path: str, queries: list[dict[str, str]]) -> tuple[list[Times], list[float], int, bytes]:
    """Return what each request took, how slow the machine was, and the trips of the last request with its body.

    Times are seconds, the database's and those of CPU, divided by how slow the machine was around them.
    """
    taken: list[Times] = []
    slow: list[float] = []
    with timed_database() as database:
        for query in queries:
            before = database.trips
            body = client.get(path, query).content
            trips = database.trips - before
        turns = max(IN_A_ROUND // len(queries), 1)
        for _round in range(REPEATS // turns):
            in_turn: list[Times] = []
            with Around() as machine:
                for query in queries * turns:
                    start = perf_counter(), database.taken, process_time()
                    client.get(path, query)
                    end = perf_counter(), database.taken, process_time()
                    in_turn.append(tuple(after - before for before, after in zip(start, end, strict=True)))
            slow.append(machine.slow)
            taken += (tuple(time / machine.slow for time in times) for times in in_turn)
    return taken, slow, trips, body


def tell(name: str, taken: list[Times], more: str) -> None:
    columns = ""
    for times in zip(*taken, strict=True):
        columns += f"{median(times) * 1000:>9.1f}{quantiles(times, n=20)[18] * 1000:>9.1f}"
    print(f"{name:24}{columns}{more}")


if __name__ == "__main__":
    main()
