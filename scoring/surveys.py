"""Answer sheets of the satisfaction survey, and whom they count for."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.cases import programmes_of
from scoring.columns import DTYPES
from scoring.look import Look
from scoring.records import Records

ELEMENTS = tuple(f"u{number}" for number in range(1, 10))


def surveys_of(look: Look) -> pd.DataFrame:
    """Sheets filled in before ``look.now``, with their programmes and service.

    The service is told apart by unit: ``unit/service``.
    """
    surveys = look.rows("surveys")
    surveys = surveys[surveys["taken_at"] < look.now].reset_index(drop=True)
    unit, service = (surveys[c].astype(DTYPES["text"]) for c in ("unit", "service"))
    service = (unit + "/" + service).where(service.notna())
    return surveys.assign(
        of_service=service, programme=programmes_of(surveys, look, "service", "services")
    )


def answers_of(look: Look) -> npt.NDArray[np.float64]:
    """The answers of each sheet (line) to each element (column), NaN where there is none."""
    return np.asarray(look.once(surveys_of)[list(ELEMENTS)].to_numpy(dtype=np.float64))


def survey_records(look: Look) -> Records:
    """Every sheet, for its unit, its service and its programmes."""
    surveys = look.once(surveys_of)
    return look.records(
        "surveys", surveys["survey_id"],
        unit=surveys["unit"], service=surveys["of_service"], programme=surveys["programme"],
    )  # fmt: skip
