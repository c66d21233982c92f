"""The pages. A page is one module with PATH, TITLE, PERMISSION, layout() and register()."""

from types import ModuleType

from dashboard.pages import data, metodologi, pegawai, peringatan, ringkasan, unit

PAGES: tuple[ModuleType, ...] = (ringkasan, unit, pegawai, peringatan, metodologi, data)
"""In the order of the navigation."""
