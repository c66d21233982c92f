"""An invented office that lives (the demo): no real person, no real case.

``build`` makes the office, ``write_history`` its past, ``run`` lets it go on. All of it is written
into files as an agency would export them, so that the demo comes in by the same door as real data.
"""

from data.simulate.history import history_is_there, write_history, write_references
from data.simulate.office import Office, build
from data.simulate.run import run

__all__ = ["Office", "build", "history_is_there", "run", "write_history", "write_references"]
