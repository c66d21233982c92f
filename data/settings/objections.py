"""The ``objections`` of config.yaml: how long one may object, and by when it is decided."""

from typing import Annotated

from pydantic import Field

from data.settings.values import Cited, Section


class Objections(Section):
    """Time limits of objections (keberatan).

    ``file_within``: calendar days after the end of the period that a record counts in.
    ``decide_within``: working days after it was filed, by the calendar of the person's unit.
    ``files``: how many may be handed in with one as evidence; ``file_size``: of each, in MB (10^6).
    ``near``: share of that time after which whoever decides is told that it runs out.
    """

    file_within: Annotated[int, Field(ge=0, le=366)] = 14
    decide_within: Annotated[int, Field(ge=1, le=366)] = 14
    near: Annotated[float, Field(gt=0, lt=1)] = 0.8
    files: Annotated[int, Field(ge=0, le=20)] = 3
    file_size: Annotated[float, Field(gt=0, le=50)] = 5.0
    source: Cited = Cited()
