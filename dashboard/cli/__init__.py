"""The ``pantau`` command. The only place that reads the clock and touches ``data``.

The commands register themselves when they are imported.
"""

from dashboard.cli import (
    alerts,  # noqa: F401
    channels,  # noqa: F401
    demo,  # noqa: F401
    explain,  # noqa: F401
    frames,  # noqa: F401
    replay,  # noqa: F401
    rows,  # noqa: F401
    serving,  # noqa: F401
    users,  # noqa: F401
    whatif,  # noqa: F401
)
from dashboard.cli.app import app

__all__ = ["app"]
