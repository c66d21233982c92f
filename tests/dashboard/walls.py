"""Invented wall displays, and what only they ask for."""

from collections.abc import Callable
from datetime import timedelta

import pandas as pd

from dashboard.walls import Wall
from scoring.scope import Scope

SINCE = pd.Timestamp("2026-11-10T02:00:00Z")
PAGES = (
    "headline", "attention", "goals", "units", "complaints", "satisfaction", "alerts", "good_news",
)  # fmt: skip
WALLS = {
    "lobi": Wall(
        "lobi", ("dinkes",), PAGES, {"id": "Layanan Kesehatan", "en": "Health services"},
        rhythm=timedelta(seconds=6), language="id", theme="light",
    ),
    "kendali": Wall("kendali", ("aceh",), PAGES, dark=(1080, 1830), rhythm=timedelta(seconds=6)),
    "tenang": Wall("tenang", ("dinkes",), PAGES, rhythm=timedelta(minutes=5)),
    "ringan": Wall("ringan", ("aceh",), ("units", "alerts", "good_news")),
    "hilang": Wall("hilang", ("tidak-ada",), PAGES),
}  # fmt: skip


def alerts_by_unit(reach: Callable[[str | None], set[str]], scope: Scope) -> pd.DataFrame:
    """Two rules fire in the same division, one of them urgent; one in an office."""
    rows = [
        ("dinkes-1", "Bidang Pelayanan Kesehatan", "late", "Pengaduan lewat tenggat",
         "Overdue complaint", True, 29, SINCE),
        ("dinkes-1", "Bidang Pelayanan Kesehatan", "missed", "Sasaran tidak tercapai",
         "Goal missed", False, 2, SINCE),
        ("disdik", "Dinas Pendidikan", "worse", "Memburuk dibandingkan dengan riwayatnya",
         "Worsening against its past", False, 1, SINCE),
    ]  # fmt: skip
    columns = ["unit", "unit_name", "rule", "title_id", "title_en", "urgent", "n", "since"]
    found = pd.DataFrame(rows, columns=columns)
    return found[found["unit"].isin(reach(scope.under))]


def streaks(
    reach: Callable[[str | None], set[str]],
    scope: Scope,
    span: timedelta,
) -> pd.DataFrame:
    """Long in one division, whole in another, too short to be news in a third."""
    rows = [("dinkes-2", 41, SINCE), ("disdik-1", 12, pd.NaT), ("dinkes-3", 3, SINCE)]
    found = pd.DataFrame(rows, columns=["unit", "kept", "since"])
    return found[found["unit"].isin(reach(scope.under))]
