"""Asks a server and, where a failure may pass, asks again, ever more slowly."""

import logging
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)

from data.settings import Http
from data.sources import SourceError

LONGEST_WAIT = 60.0
SHORTEST_WAIT = 0.5
_OWN_FAULTS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)

for chatty in ("httpx", "httpcore"):  # they would write addresses, and the keys in them, to logs
    logging.getLogger(chatty).setLevel(logging.WARNING)


class PassingError(Exception):
    """A failure that may pass; ``wait`` is how long the server asks to wait, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Client:
    """Asks as the settings of a source say: headers, time-out, retries.

    No redirect is followed: the headers, and the keys in them, would go along.
    """

    def __init__(self, source: Http, sleep: Callable[[float], None] = time.sleep) -> None:
        self._source = source
        self._sleep = sleep
        try:
            self._client = httpx.Client(
                headers=dict(source.headers), timeout=source.timeout.total_seconds()
            )
        except (ValueError, TypeError):
            raise SourceError("cannot be asked so; correct `headers`") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def answer(self, address: httpx.URL) -> httpx.Response:
        """What the server answers; SourceError when it does not, or refuses."""
        tries = self._source.retries + 1
        retrying = Retrying(
            stop=stop_after_attempt(tries),
            wait=_wait,
            retry=retry_if_exception_type(PassingError),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, address)
        except PassingError as error:
            raise SourceError(f"{error}, tried {tries} times; correct `url` or wait") from None

    def _once(self, address: httpx.URL) -> httpx.Response:
        try:
            answer = self._client.get(address)
        except httpx.TimeoutException:
            seconds = self._source.timeout.total_seconds()
            raise PassingError(f"does not answer within {seconds:g} s") from None
        except (*_OWN_FAULTS, httpx.InvalidURL):
            raise SourceError("cannot be asked so; correct `url` or `headers`") from None
        except httpx.TransportError as error:
            raise PassingError(f"cannot be reached ({type(error).__name__})") from None
        except httpx.RequestError as error:
            raise SourceError(f"answers nonsense ({type(error).__name__}); ask its owner") from None
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
            raise PassingError(f"answers {answer.status_code}", _asked_to_wait(answer))
        if not answer.is_success:
            raise SourceError(f"answers {answer.status_code}; {_remedy(answer)}")
        return answer


def shown(url: str) -> str:
    """The address without user, password and parameters."""
    try:
        found = httpx.URL(url)
    except httpx.InvalidURL:
        return "`url`"
    return str(found.copy_with(userinfo=b"", query=None, fragment=None))


def _remedy(answer: httpx.Response) -> str:
    if answer.is_redirect:
        return f"write {shown(answer.headers.get('location', ''))} in `url`"
    if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return "correct the key in `headers` or `params`"
    return "correct `url` or `params`"


def _asked_to_wait(answer: httpx.Response) -> float | None:
    """Seconds in Retry-After, a number or a date (by the server's own clock), within reason."""
    asked = answer.headers.get("retry-after", "")
    try:
        if asked.isdecimal():
            seconds = float(asked)
        else:
            until, at_server = map(parsedate_to_datetime, (asked, answer.headers.get("date", "")))
            seconds = (until - at_server).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _wait(state: RetryCallState) -> float:
    failure = state.outcome.exception() if state.outcome else None
    asked = failure.wait if isinstance(failure, PassingError) else None
    return _backing_off(state) if asked is None else asked


_backing_off = wait_exponential(SHORTEST_WAIT, LONGEST_WAIT / 2) + wait_random(0, SHORTEST_WAIT)
