"""How long hostile texts take. Each should stay under a second."""

from time import perf_counter

from missions.text.markdown import Rendering, problems_of, render, statements
from tests.text.test_hostile import HOSTILE


def seconds(use, text):
    start = perf_counter()
    use(text)
    return perf_counter() - start


def main():
    page = Rendering({"a": 1})
    print(f"{'text':28}{'characters':>11}{'render':>9}{'statements':>12}{'problems':>10}")
    for name, (longest, write) in HOSTILE.items():
        text = write(longest)[:200_000]
        taken = [seconds(use, text) for use in (lambda text: render(text, page), statements, problems_of)]
        print(f"{name:28}{len(text):>11,}{taken[0]:>9.2f}{taken[1]:>12.2f}{taken[2]:>10.2f}")
