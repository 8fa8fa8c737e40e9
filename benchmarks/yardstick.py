"""How slow this machine is: work of Django's own, beside what it took where the aims were set.

An aim in milliseconds says nothing on another machine; divided by what is printed here, it does.
"""

from collections.abc import Callable
from datetime import date
from statistics import median
from time import process_time

from django.template import engines
from django.urls import reverse

REPEATS = 25
DATES = [date(2018, 7, day) for day in range(1, 29)]
# Milliseconds of CPU of the same work on the machine where the aims were set: two cores, CPython 3.11.
THERE = {"200 addresses reversed": 2.1, "70 dates through a template": 1.3}


def main():
    for name, here in works().items():
        print(f"{name:30}{here:6.2f} ms, where the aims were set {THERE[name]:.2f}: {here / THERE[name]:.1f} times")


def slowness() -> float:
    """Return how many times as long as there work takes at this moment."""
    return sum(here / THERE[name] for name, here in works().items()) / len(THERE)


class Around:
    """How slow this machine was before and after what was done within: the mean, as `slow`."""

    def __enter__(self) -> "Around":
        self.slow = slowness()
        return self

    def __exit__(self, *_fault):
        self.slow = (self.slow + slowness()) / 2


def works() -> dict[str, float]:
    """Return what each work takes here, in milliseconds of CPU."""
    template = engines["django"].from_string("{% for day in days %}{{ day|date:'j F Y' }}{% endfor %}")
    return {
        "200 addresses reversed": cost(lambda: [reverse("home") for _one in range(200)]),
        "70 dates through a template": cost(lambda: template.render({"days": (DATES * 3)[:70]})),
    }


def cost(work: Callable[[], object]) -> float:
    taken = []
    for _repeat in range(REPEATS):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return median(taken) * 1000
