"""Many updates of a wall display, as fast as it takes them, and what its tab then holds."""

from playwright.sync_api import CDPSession, Page

from tests.dashboard.fakes import Office


def news(page: Page, office: Office, number: int) -> None:
    """One figure changes, and the display shows it."""
    office.bump("dinkes", "answered_in_time", 0.95 if number % 2 else 0.5)
    page.evaluate(
        "told => window.dash_clientside.set_props('shell-revision', {data: told})", office.revision
    )
    page.wait_for_function(
        "told => document.querySelector('[data-shown]').dataset.revision === told",
        arg=str(office.revision),
    )


def weighed(probe: CDPSession) -> dict[str, float]:
    """What the tab holds after garbage has been collected."""
    probe.send("HeapProfiler.enable")
    probe.send("HeapProfiler.collectGarbage")
    probe.send("HeapProfiler.collectGarbage")
    probe.send("Performance.enable")
    found = probe.send("Performance.getMetrics")["metrics"]
    return {line["name"]: line["value"] for line in found}
