"""A source as it is used: what its kind brings along, and what it can tell made explicit."""

from collections.abc import Mapping

from data.settings import AnySource, Mapped, Settings
from data.sources.kinds import with_defaults

TRACKED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "complaints": {
        "forward_tracked": ("forwarded",),
        "answer_tracked": ("first_answer",),
        "finish_tracked": ("resolved", "closed"),
    },
    "activities": {"status_tracked": ("status",)},
}
"""Of each frame: the flag, and the columns one of which a source must tell to set it."""


def effective(settings: Settings, name: str) -> AnySource:
    """Source ``name`` with the columns it has by its kind.

    Complaints also say whether forwarding, first answer and completion are recorded at all,
    activities whether they are verified: by this source or by a partial one beside it. Where not,
    the measures that rest on it are unavailable, never 0.
    """
    source = with_defaults(settings.sources[name])
    if source.frame not in TRACKED or source.partial:
        return source
    beside = [s for s in settings.sources.values() if s.frame == source.frame and s.partial]
    told = {column for s in (source, *beside) for column in s.columns}
    flags = {
        flag: Mapped(value=any(column in told for column in columns))
        for flag, columns in TRACKED[source.frame].items()
        if flag not in source.columns
    }
    return source.model_copy(update={"columns": {**source.columns, **flags}})
