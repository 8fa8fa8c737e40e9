"""How fast addresses are asked: a few at once, and each host one question after the other, seldom."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Requests that run at once, whatever their hosts.
AT_ONCE = 6
# Seconds between two requests to one host.
PAUSE = 2.0


class Pace:
    """The pace of one round; `resting` are hosts that are left alone in it."""

    def __init__(self, resting: set[str]):
        self.resting = set(resting)
        self.room = asyncio.Semaphore(AT_ONCE)
        self.turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.next_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[bool]:
        """Wait for a turn at a host, and hold it while it is asked; what is given says whether it may be asked."""
        clock = asyncio.get_running_loop().time
        async with self.turns[host]:
            if host in self.resting:
                yield False
                return
            await asyncio.sleep(self.next_at.get(host, 0.0) - clock())
            async with self.room:
                try:
                    yield True
                finally:
                    self.next_at[host] = clock() + PAUSE

    def rest(self, host: str) -> None:
        self.resting.add(host)
