"""Which build of Pantau runs: a page that was opened on another one loads itself anew."""

import hashlib
from importlib.metadata import version
from pathlib import Path

PAGES = Path(__file__).parents[1]
MADE_OF = frozenset({".py", ".js", ".css", ".html", ".yaml", ".svg"})


def build_of(folder: Path = PAGES) -> str:
    """The version, and a digest of the files that pages are made of."""
    digest = hashlib.blake2b(digest_size=6)
    for path in sorted(p for p in folder.rglob("*") if p.suffix in MADE_OF):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{version('pantau')}-{digest.hexdigest()}"
