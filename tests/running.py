"""A real Pantau: worker and web as processes of their own, and a real browser before it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(
    (p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), "chromium"
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PASSWORD = "rahasia-untuk-uji"
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Running:
    """A Pantau that runs: where it answers, where it keeps things, and its first process."""

    address: str
    folder: Path
    process: "subprocess.Popen[bytes]"

    @property
    def inbox(self) -> Path:
        """Where its files arrive."""
        return self.folder / "var" / "inbox"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def pantau(*words: str | Path, at: Path = ROOT, **environment: str) -> "subprocess.Popen[bytes]":
    """Start a command of the code that lies ``at`` a folder, in a process group of its own."""
    command = [sys.executable, "-m", "dashboard.cli", *map(str, words)]
    return subprocess.Popen(command, cwd=at, env=os.environ | environment, start_new_session=True)


@contextmanager
def demo(folder: Path, *options: str, wait: float = 60) -> Iterator[Running]:
    """The demo in ``folder``; ended, with all it has started, at the end."""
    port = free_port()
    words = ("demo", "--folder", folder, "--port", str(port), *options)
    process = pantau(*words, PANTAU_DEMO_PASSWORD=PASSWORD)
    try:
        address = f"http://127.0.0.1:{port}"
        until_healthy(address, wait)
        yield Running(address, folder, process)
    finally:
        end(process)


@contextmanager
def small_demo(folder: Path, *options: str) -> Iterator[Running]:
    """The demo of 60 people, of whose year the three newest months are scored."""
    config = (ROOT / "config.yaml").read_text(encoding="utf-8")
    said = folder / "config.yaml"
    said.write_text(re.sub(r"(?m)^history: \d+", "history: 3", config), encoding="utf-8")
    with demo(folder / "demo", "-c", str(said), "--people", "60", *options) as running:
        yield running


def until_healthy(address: str, wait: float) -> None:
    """Return as soon as ``address`` answers; TimeoutError after ``wait`` seconds."""
    deadline = time.monotonic() + wait
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address}: does not answer after {wait:.0f} s")


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask it to stop; kill the whole group if it does not."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A real browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def enter(page: Page, address: str, account: str = "pimpinan") -> None:
    """Log in."""
    page.goto(f"{address}/masuk")
    page.locator("form input:not([type=hidden]):not([type=password])").first.fill(account)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/masuk" not in url)
