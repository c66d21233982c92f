"""The pages. A page is one module with PATH, TITLE, PERMISSION, layout() and register()."""

from types import ModuleType

from dashboard.pages import (
    data,
    dinding,
    keberatan,
    metodologi,
    pegawai,
    peringatan,
    ringkasan,
    saya,
    unit,
    verifikasi,
)

PAGES: tuple[ModuleType, ...] = (
    saya,
    ringkasan,
    unit,
    pegawai,
    verifikasi,
    peringatan,
    keberatan,
    metodologi,
    data,
)
"""In the order of the navigation."""

ASIDE: tuple[ModuleType, ...] = (dinding,)
"""Pages that are not in the navigation; what lies below their path is theirs as well."""
