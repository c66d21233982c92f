"""How all subjects of a kind stand among their peers: worked out once, and only what changed."""

from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd

from dashboard.cli import concerned
from dashboard.cli.around import peer_groups
from dashboard.questions import SubjectKind
from dashboard.remember import Remembered
from dashboard.spliced import Spliced
from data.store import queries, state
from data.store.engine import Connection, Engine
from scoring.scope import EVERYTHING, Scope
from scoring.shapes import SHAPES
from scoring.standing import COLUMNS, compared

KEPT = 60.0
FEW = 16
STOOD = 3600.0
"""Seconds for which it is known how figures stand among one another while none of them changes."""

MOST = 128
"""Indicators of which that is known: each holds a line of every subject."""

DIGEST = "digest"
"""Tells a score from any other: indicators whose scores are the same are not compared again."""


@dataclass(frozen=True)
class Peers:
    """The kept scores of all, compared. The caller minds the scope: nobody is shown them all."""

    engine: Engine

    def stand(
        self, connection: Connection, kind: SubjectKind, period: str,
        indicators: tuple[str, ...] | None,
    ) -> pd.DataFrame:  # fmt: skip
        """How all subjects of a kind stand among their peers, by these indicators or by all."""
        at = (state.live(connection)[0], kind, period)
        every = self._among.under(at, connection, *at)
        wanted = [i for i in every if indicators is None or i in indicators]
        parts = [self._stood.under((*at, i), every[i]) for i in wanted]
        blank = pd.DataFrame(columns=["indicator", "subject_id", *COLUMNS])
        return pd.concat(parts, ignore_index=True) if parts else blank

    @cached_property
    def _among(self) -> Remembered[..., dict[str, pd.DataFrame]]:
        """Scores by indicator with what their peers have in common, once per revision."""
        return Remembered(self._grouped, KEPT, most=FEW)

    def _grouped(
        self, connection: Connection, revision: int, kind: SubjectKind, period: str
    ) -> dict[str, pd.DataFrame]:
        scores = self._scores(revision, EVERYTHING, kind, period)
        among = scores.assign(group=scores["subject_id"].map(peer_groups(connection, kind)))
        among[DIGEST] = pd.util.hash_pandas_object(among, index=False)
        return {str(name): part for name, part in among.groupby("indicator")}

    @cached_property
    def _stood(self) -> Remembered[[pd.DataFrame], pd.DataFrame]:
        """How they stand by one indicator, once per revision; what did not change is known."""
        same = Remembered(_stands, STOOD, most=MOST)

        def stood(part: pd.DataFrame) -> pd.DataFrame:
            return same.under(part[DIGEST].to_numpy().tobytes(), part)

        return Remembered(stood, KEPT, most=MOST)

    @cached_property
    def _scores(self) -> Spliced:
        """The kept scores of all, of which only those whom news concern are read again."""
        news, placed = partial(concerned.news, self.engine), partial(concerned.placed, self.engine)
        return Spliced(self._read, news, placed, lambda _: SHAPES, KEPT)

    def _read(
        self, scope: Scope, subject_kind: str, period: str, *, unit: str | None = None,
        subjects: tuple[str, ...] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        with self.engine.connect() as connection:
            return queries.scores(connection, scope, subject_kind, period, unit, subjects)


def _stands(part: pd.DataFrame) -> pd.DataFrame:
    """How the subjects of one indicator stand among their peers."""
    found = compared(part.drop(columns=["group", DIGEST]), part["group"])
    return found[["indicator", "subject_id", *COLUMNS]]
