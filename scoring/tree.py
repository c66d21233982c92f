"""The tree of units: which unit lies under which."""

import pandas as pd


def ancestors_of(units: pd.DataFrame) -> pd.DataFrame:
    """unit, ancestor, distance: every unit with itself and all units above it.

    A parent that does not exist, or a circle, ends the climb.
    """
    parents = units.set_index("unit_id")["parent"]
    step = pd.DataFrame({"unit": parents.index, "ancestor": parents.index, "distance": 0})
    steps = [step]
    while not step.empty and len(steps) <= len(parents):
        above = step["ancestor"].map(parents)
        climbed = step.assign(ancestor=above, distance=step["distance"] + 1)
        step = climbed[above.isin(parents.index) & (above != step["unit"])]
        steps.append(step)
    return pd.concat(steps, ignore_index=True).drop_duplicates(["unit", "ancestor"])
