"""What tests share: a real PostgreSQL server and a real browser, started when first asked for."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect

from tests.postgres import new_database, postgres_server
from tests.running import chromium

settings.register_profile(
    "house", deadline=None, max_examples=50
)  # machines are shared: no test of time
settings.load_profile("house")
expect.set_options(timeout=20_000)  # a page may wait for a busy machine


@pytest.fixture(scope="session")
def postgres_running() -> Iterator[str]:
    """URL of the maintenance database of a server of this test process alone."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url(postgres_running: str) -> Iterator[str]:
    """URL of one database that all tests of this process share."""
    with new_database(postgres_running) as url:
        yield url


@pytest.fixture
def fresh_postgres_url(postgres_running: str) -> Iterator[str]:
    """URL of an empty database for one test alone."""
    with new_database(postgres_running) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests of this process."""
    with chromium() as browser:
        yield browser
