"""Which paragraphs of two texts belong together, by their words alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from missions.text.differences import common

Group = tuple[tuple[int, ...], tuple[int, ...]]  # places in the old text, and in the new one
Bag = tuple[Counter, Counter]  # words, and neighbouring words


def matched(olds: Sequence[str], news: Sequence[str]) -> list[Group]:
    """Return which paragraphs became which, each in one group; a side is empty where they came or went.

    The same words belong together first, wherever they stand; then what is alike, near before far; then what is left
    alone between the same neighbours. Several stand on a side where one was divided, or some were joined.
    """
    kept = common(olds, news)
    groups: list[Group] = [((i,), (j,)) for i, j in kept]
    left = Left(set(range(len(olds))), set(range(len(news))))
    left.take(groups)
    gaps = [
        (range(i + 1, next_i), range(j + 1, next_j))
        for (i, j), (next_i, next_j) in pairwise([(-1, -1), *kept, (len(olds), len(news))])
    ]
    groups += left.take(unchanged(olds, news, *left.all()))
    for was, now in gaps:
        groups += left.take(alike(olds, news, *left.within(was, now)))
    groups += left.take(alike_in_pairs(olds, news, *left.all()))
    for was, now in gaps:
        alone = left.within(was, now)
        if len(alone[0]) == len(alone[1]) == 1:
            groups += left.take([(tuple(alone[0]), tuple(alone[1]))])
    was_left, now_left = left.all()
    return groups + [((i,), ()) for i in was_left] + [((), (j,)) for j in now_left]


class Left:
    """The paragraphs of both texts that belong to nothing yet."""

    def __init__(self, olds: set[int], news: set[int]):
        self.olds, self.news = olds, news

    def take(self, groups: Iterable[Group]) -> list[Group]:
        taken = list(groups)
        for was, now in taken:
            self.olds.difference_update(was)
            self.news.difference_update(now)
        return taken

    def all(self) -> tuple[list[int], list[int]]:
        return sorted(self.olds), sorted(self.news)

    def within(self, was: range, now: range) -> tuple[list[int], list[int]]:
        return [i for i in was if i in self.olds], [j for j in now if j in self.news]


def unchanged(olds: Sequence[str], news: Sequence[str], was: list[int], now: list[int]) -> Iterator[Group]:
    """Yield those that stand elsewhere in the same words."""
    places: dict[str, list[int]] = {}
    for j in reversed(now):
        places.setdefault(news[j], []).append(j)
    for i in was:
        if places.get(olds[i]):
            yield (i,), (places[olds[i]].pop(),)


def alike(olds: Sequence[str], news: Sequence[str], was: list[int], now: list[int]) -> Iterator[Group]:
    """Yield those that became each other between the same neighbours: reworded, divided or joined."""
    if not was or not now:
        return
    if len(was) * len(now) > MOST_PAIRS:
        yield tuple(was), tuple(now)
        return
    likeness = {(i, j): like for i, j, like in likenesses(olds, news, was, now)}
    pairs = {max(((i, j) for j in now), key=lambda pair: likeness[pair]) for i in was}
    pairs |= {max(((i, j) for i in was), key=lambda pair: likeness[pair]) for j in now}
    together: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(pair for pair in pairs if likeness[pair] >= ALIKE):
        touching = [group for group in together if i in group[0] or j in group[1]]
        together = [group for group in together if group not in touching]
        together.append(({i}.union(*(group[0] for group in touching)), {j}.union(*(group[1] for group in touching))))
    for before, after in together:
        yield tuple(sorted(before)), tuple(sorted(after))


def alike_in_pairs(olds: Sequence[str], news: Sequence[str], was: list[int], now: list[int]) -> Iterator[Group]:
    """Yield those that were moved and reworded, the most alike first."""
    if len(was) * len(now) > MOST_PAIRS:
        return
    found = sorted(likenesses(olds, news, was, now), key=lambda one: (-one[2], one[:2]))
    olds_taken, news_taken = set(), set()
    for i, j, like in found:
        if like >= ALIKE and i not in olds_taken and j not in news_taken:
            olds_taken.add(i)
            news_taken.add(j)
            yield (i,), (j,)


def likenesses(
    olds: Sequence[str], news: Sequence[str], was: list[int], now: list[int]
) -> Iterator[tuple[int, int, float]]:
    before, after = {i: bag(olds[i]) for i in was}, {j: bag(news[j]) for j in now}
    for i in was:
        for j in now:
            yield i, j, likeness_of(before[i], after[j])


def bag(words: str) -> Bag:
    listed = words.split()
    return Counter(listed), Counter(pairwise(listed))


def likeness_of(one: Bag, other: Bag) -> float:
    """Return how alike two wordings are: 1 for the same words, or for one that the other holds whole."""
    both = 2 * shared(one[0], other[0]) / max(1, one[0].total() + other[0].total())
    least = min(one[1].total(), other[1].total())
    return max(both, shared(one[1], other[1]) / least if least >= FEWEST else 0)


def shared(one: Counter, other: Counter) -> int:
    return (one & other).total()


ALIKE = 0.5
FEWEST = 4  # neighbouring words that a paragraph needs to be found in a larger one
MOST_PAIRS = 2_500  # comparisons of paragraphs with each other; between more, all is one change
