"""A source as it is used: what its kind brings along, and what it can tell made explicit."""

from data.settings import AnySource, Mapped, Settings
from data.sources.kinds import with_defaults

TRACKED = {"answer_tracked": ("first_answer",), "finish_tracked": ("resolved", "closed")}


def effective(settings: Settings, name: str) -> AnySource:
    """Source ``name`` with the columns it has by its kind.

    Complaints also say whether their first answer and completion are recorded at all: by this
    source or by a partial one beside it. Where not, those measures are unavailable, never 0.
    """
    source = with_defaults(settings.sources[name])
    if source.frame != "complaints" or source.partial:
        return source
    beside = [s for s in settings.sources.values() if s.frame == "complaints" and s.partial]
    told = {column for s in (source, *beside) for column in s.columns}
    flags = {
        flag: Mapped(value=any(column in told for column in columns))
        for flag, columns in TRACKED.items()
        if flag not in source.columns
    }
    return source.model_copy(update={"columns": {**source.columns, **flags}})
