"""A JSON endpoint, asked page by page and, with ``since``, only for what is new."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

import httpx

from data.settings import Http
from data.sources import Batch, SourceError
from data.sources.asking import Client, shown
from data.sources.cells import as_text
from data.sources.records import Item, at, columns_of, list_in, objects
from data.sources.rows import essential, frame, kept, needs_of, no_rows, rejects

WATERMARK = "watermark"
LINK = "Link"
"""As ``next``: the next address stands in the Link header."""
MOST_PAGES = 10_000


class HttpReader:
    """Asks one endpoint. A label is ``name:page:item``, both counted from 1.

    ``next`` may be ``Link``: the address in the Link header with rel="next".
    """

    def __init__(self, source: Http, name: str, sleep: Callable[[float], None] = time.sleep):
        self.source = source
        self.name = name
        self._sleep = sleep
        needs = needs_of(source)
        self._needs = needs_of(source, frozenset(needs.columns) - essential(source))

    def fetch(self, seen: Mapping[str, str]) -> Iterator[Batch]:
        """Yield one batch per page, then the mark: the greatest watermark of all pages.

        Raises SourceError where the endpoint cannot be asked, does not answer with a list, lacks a
        column, or repeats its pages. Its text never holds a header, a parameter or a password.
        """
        greatest = before = seen.get(WATERMARK)
        try:
            with Client(self.source, self._sleep) as client:
                for number, items in self._pages(client, before):
                    found, places, others = objects(enumerate(items, 1))
                    greatest = self._greatest(found, greatest)
                    yield self._batch(number, found, places, others)
        except SourceError as error:
            raise SourceError(f"{self.name}: {shown(self.source.url)}: {error}") from None
        if greatest is not None and greatest != before:
            yield Batch(no_rows(self._needs), {WATERMARK: greatest})

    def _batch(
        self,
        number: int,
        items: list[Item],
        places: list[int],
        others: Sequence[tuple[int, str, str]],
    ) -> Batch:
        page = f"{self.name}:{number}"
        rows = frame(columns_of(items, self._needs), [f"{page}:{place}" for place in places])
        unreadable = rejects((f"{page}:{place}", why, what) for place, why, what in others)
        whole = (page,) if self.source.since is None else ()
        return Batch(kept(rows, self.source), {}, unreadable, whole)

    def _greatest(self, items: list[Item], before: str | None) -> str | None:
        if self.source.watermark is None:
            return None
        cells = (as_text(at(item, self.source.watermark)) for item in items)
        return max((text for text in (*cells, before) if text), key=_order, default=None)

    def _pages(self, client: Client, since: str | None) -> Iterator[tuple[int, list[object]]]:
        address = self._first(since)
        known: set[bytes] = set()
        longest = 0
        for number in range(1, MOST_PAGES + 1):
            answer = client.answer(address)
            document = _document(answer)
            items = list_in(document, self.source.records)
            if not items:
                return
            _insist_on_news(answer, known, number)
            yield number, items
            longest = longest or len(items)
            following = self._next(answer, document, number, short=len(items) < longest)
            if following is None:
                return
            address = following
        raise SourceError(f"does not end after {MOST_PAGES} pages; correct `page` or `next`")

    def _first(self, since: str | None) -> httpx.URL:
        params = dict(self.source.params)
        if self.source.since and since is not None:
            params[self.source.since] = since
        if self.source.page:
            params[self.source.page] = str(self.source.first_page)
        try:
            return httpx.URL(self.source.url).copy_merge_params(params)
        except (httpx.InvalidURL, ValueError):
            raise SourceError("is no address; correct `url`") from None

    def _next(
        self, answer: httpx.Response, document: object, number: int, *, short: bool
    ) -> httpx.URL | None:
        asked = answer.request.url
        if self.source.next:
            link = answer.links.get("next", {}).get("url")
            found = link if self.source.next == LINK else at(document, self.source.next)
            return self._followed(asked, str(found)) if found else None
        if self.source.page and not short:
            page = str(self.source.first_page + number)
            return asked.copy_set_param(self.source.page, page)
        return None

    def _followed(self, asked: httpx.URL, found: str) -> httpx.URL:
        """The next address: on the same server, for the headers go with it."""
        try:
            address = asked.join(found)
        except httpx.InvalidURL:
            raise SourceError("its next address is none; correct `next`") from None
        if (address.scheme, address.host, address.port) != (asked.scheme, asked.host, asked.port):
            raise SourceError(
                f"its next address is on another server, {shown(str(address))}; use `page`"
            )
        missing = {k: v for k, v in self.source.params.items() if k not in address.params}
        return address.copy_merge_params(missing)


def _document(answer: httpx.Response) -> object:
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError):
        kind = answer.headers.get("content-type", "nothing").split(";")[0]
        raise SourceError(f"does not answer with JSON but {kind}; correct `url`") from None


def _insist_on_news(answer: httpx.Response, known: set[bytes], number: int) -> None:
    digest = hashlib.sha256(answer.content).digest()
    if digest in known:
        raise SourceError(f"page {number} repeats an earlier one; correct `page` or `next`")
    known.add(digest)


def _order(text: str) -> tuple[int, Decimal | float | str]:
    """Numbers by size, times by when they are, all else by letters."""
    try:
        return 0, Decimal(text)
    except InvalidOperation:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return 2, text
    return 1, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
