"""The pages. A page is one module with PATH, TITLE, PERMISSION, layout() and register()."""

from types import ModuleType

from dashboard.pages import (
    data,
    keberatan,
    metodologi,
    pegawai,
    peringatan,
    ringkasan,
    saya,
    unit,
)

PAGES: tuple[ModuleType, ...] = (
    saya,
    ringkasan,
    unit,
    pegawai,
    peringatan,
    keberatan,
    metodologi,
    data,
)
"""In the order of the navigation."""
