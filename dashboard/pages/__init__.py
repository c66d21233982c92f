"""The pages. A page is one module with PATH, TITLE, PERMISSION, layout() and register()."""

from types import ModuleType

from dashboard.pages import (
    data,
    dinding,
    metodologi,
    pegawai,
    peringatan,
    ringkasan,
    unit,
    verifikasi,
)

PAGES: tuple[ModuleType, ...] = (
    ringkasan, unit, pegawai, verifikasi, peringatan, metodologi, data,
)  # fmt: skip
"""In the order of the navigation."""

ASIDE: tuple[ModuleType, ...] = (dinding,)
"""Pages that are not in the navigation; what lies below their path is theirs as well."""
