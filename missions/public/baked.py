"""Finished pages, held in the process in front of Django: a page is a constant between two publications.

Only what everybody gets at an address without a query: the first reader's request goes through Django, and what it
answered is given to the others, in the encoding they read, for as long as `freshness` lets it stand.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import monotonic

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve

from missions.public import encodings
from missions.public.asking import Application, Environ, whole
from missions.public.baked_page import Page
from missions.public.freshness import SITE, Freshness
from missions.public.urls import urlpatterns

# What follows the clock, or has to be asked each time.
NEVER = {"on", "since", "changes-since", "changes-since-page", "security", "healthz", "readyz"}
BAKED = {pattern.name for pattern in urlpatterns} - NEVER
# What would make an answer fit for one reader only: it is left to this layer.
OWN = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH",
       "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_COOKIE")  # fmt: skip


class Turn:
    """Lets one reader ask Django for a page while all others who came to it wait for what it made."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.is_in_vain = False


class Baked:
    """A WSGI application in front of another, here Django; `most` is how many bytes of pages a process holds."""

    def __init__(self, application: Application, *, most: int) -> None:
        self.application, self.most = application, most
        # Read once: asking Django's settings takes as long as finding the page.
        self.is_developing, self.session = settings.DEBUG, f"{settings.SESSION_COOKIE_NAME}="
        self.proxy: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
        self.pages: OrderedDict[tuple, Page] = OrderedDict()
        self.size = 0
        self.lock = Lock()
        self.turns: dict[tuple, Turn] = {}
        self.freshness = Freshness()
        # One thread packs for all readers: each that ever did would keep the encoder's megabytes.
        self.packer, self.leisure = ThreadPoolExecutor(1), ThreadPoolExecutor(1)

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if not self.may_bake(environ):
            return self.application(environ, start_response)
        key = (self.scheme(environ), environ.get("HTTP_HOST", ""), environ["PATH_INFO"])
        page = self.pages.get(key)
        if page is None or page.mark is not self.freshness.mark(page.scope):
            return self.fill(key, environ, start_response)
        return self.give(key, page, environ, start_response)

    def may_bake(self, environ: Environ) -> bool:
        """Return whether a request asks for what everybody gets: an address alone, by nobody in particular."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and not environ.get("QUERY_STRING")
            and ("HTTP_COOKIE" not in environ or self.session not in environ["HTTP_COOKIE"])
            and not environ.get("SCRIPT_NAME")
            and not self.is_developing
        )

    def scheme(self, environ: Environ) -> str:
        """Return the scheme of a request as Django sees it: behind a proxy, a header says it."""
        if self.proxy:
            name, value = self.proxy
            return "https" if environ.get(name, "").split(",")[0].strip() == value else "http"
        return environ["wsgi.url_scheme"]

    def fill(self, key: tuple, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        """Ask Django, and keep the answer if it is one for everybody."""
        scope = scope_of(get_path_info(environ))
        if scope is None:
            return self.application(environ, start_response)
        with self.lock:
            turn = self.turns.setdefault(key, Turn())
        with turn.lock:
            if not turn.is_in_vain:
                try:
                    return self.fill_in_turn(turn, key, scope, environ, start_response)
                finally:
                    # Those who wait have this one still; who comes from now on begins anew.
                    with self.lock:
                        if self.turns.get(key) is turn:
                            del self.turns[key]
        # The first got an answer that is not for everybody: no use in waiting for one another.
        return self.application(environ, start_response)

    def fill_in_turn(
        self, turn: Turn, key: tuple, scope: str, environ: Environ, start_response: Callable
    ) -> Iterable[bytes]:
        # Taken first: what is published while Django answers makes the page an old one.
        mark = self.freshness.mark(scope)
        made = self.pages.get(key)
        if made is not None and made.mark is mark:
            return self.give(key, made, environ, start_response)
        turn.is_in_vain = True
        asked = {name: value for name, value in environ.items() if name not in OWN} | {"REQUEST_METHOD": "GET"}
        status, headers, body = whole(self.application, asked)
        if not status.startswith("200") or any(name.lower() == "set-cookie" for name, _value in headers):
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        page = Page(headers, body, scope=scope, mark=mark)
        if encoding := page.encoding_for(environ):
            self.packer.submit(page.pack, encoding).result()
            # Nobody else has this page yet.
            del page.answers[""]
        self.keep(key, page)
        given = self.give(key, page, environ, start_response)
        turn.is_in_vain = False
        return given

    def give(self, key: tuple, page: Page, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        is_known, encoding = page.is_known(environ), page.encoding_for(environ)
        if encoding not in page.answers and not is_known:
            self.packer.submit(page.pack, encoding).result()
            self.keep(key, page)
        else:
            self.touch(key)
            if page.due and page.due < monotonic():
                page.due = 0.0
                self.leisure.submit(self.pack_small, key, page)
        if is_known:
            start_response("304 Not Modified", page.headers)
            return []
        headers, body = page.answers[encoding]
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else body

    def pack_small(self, key: tuple, page: Page) -> None:
        """Pack a page that stands as small as can be, beside the readers, who get it as it is meanwhile."""
        for encoding in set(page.answers) - {""}:
            if self.pages.get(key) is page:
                page.pack(encoding, quality=encodings.AT_LEISURE)
                self.keep(key, page)

    def touch(self, key: tuple) -> None:
        try:  # noqa: SIM105  # `suppress` takes as long as all the rest
            self.pages.move_to_end(key)
        except KeyError:
            pass  # another thread has let go of it since

    def keep(self, key: tuple, page: Page) -> None:
        """Hold a page; the pages that were not asked for longest leave when there are too many bytes."""
        with self.lock:
            # A copy: another encoding may come meanwhile, and is counted by who packed it.
            size = sum(len(body[0]) for _headers, body in [*page.answers.values()])
            self.size += size - (self.pages[key].held if key in self.pages else 0)
            page.held = size
            self.pages[key] = page
            self.pages.move_to_end(key)
            while self.size > self.most and len(self.pages) > 1:
                _key, oldest = self.pages.popitem(last=False)
                self.size -= oldest.held


def scope_of(path: str) -> str | None:
    """Return whose publications change an address: a mission's, by its slug, or anybody's; None if it is not baked."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return found.kwargs.get("slug", SITE) if found.view_name in BAKED else None
