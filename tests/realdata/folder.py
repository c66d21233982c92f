"""Where the real data are: never in this repository."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
REALDATA = Path(os.environ.get("PANTAU_REALDATA", REPOSITORY.parent / "shared" / "realdata"))
