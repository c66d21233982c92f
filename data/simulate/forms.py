"""The agency's forms: frames as the columns and words of the files that config.yaml maps."""

from collections.abc import Callable, Mapping

import pandas as pd

from data.simulate import public_forms, staff_forms
from data.simulate.office import Office

FORMS: Mapping[str, Callable[[Office, pd.DataFrame], pd.DataFrame]] = {
    form.__name__: form
    for form in (
        staff_forms.units,
        staff_forms.people,
        staff_forms.placements,
        staff_forms.activities,
        staff_forms.absences,
        staff_forms.targets,
        staff_forms.feedback,
        staff_forms.ratings,
        public_forms.complaints,
        public_forms.assignments,
        public_forms.surveys,
        public_forms.outcomes,
    )
}
"""By frame, what makes a file of its rows."""
