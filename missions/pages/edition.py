"""An edition without its document, as pages and lists name it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EditionHead:
    """Who published which edition when, at which address, and why. `published_at` is UTC."""

    slug: str
    number: int
    published_at: datetime
    publisher: str
    reason: str
    minor: bool = False
