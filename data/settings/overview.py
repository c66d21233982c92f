"""What the overview shows beside the scores."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from data.settings.values import Days, Duration, Section


def _code(found: str) -> str:
    if not re.fullmatch(r"11\.\d\d", found):
        raise ValueError(
            f"{found!r} is no code of a regency or city of Aceh; write one like '11.71', in quotes"
        )
    return found


RegionCode = Annotated[str, AfterValidator(_code)]


class Overview(Section):
    """Page Ringkasan.

    ``near``: working days before its limit a complaint stands as near it. ``visit_gap``: who comes
    back after so long begins a new visit. ``flow``: calendar days over which complaints that came
    and were finished are counted. ``regions``: unit by code of Kemendagri, where its name does not
    tell which regency or city it is.
    """

    near: Days = 3.0
    visit_gap: Duration = timedelta(minutes=30)
    flow: Annotated[int, Field(ge=1, le=366)] = 7
    regions: Mapping[RegionCode, str] = {}
