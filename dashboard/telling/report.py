"""A whole explanation as lines of text, and as plain data: what ``pantau explain`` prints."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dashboard.telling import whole
from dashboard.telling.parts import Told, told
from dashboard.telling.records import Line, lines
from dashboard.texts import Texts, missing
from dashboard.why import Age, Circumstances, Why
from scoring.explain import Part

LISTS = (
    ("moves", "moves"),
    ("changed_title", "changed"),
    ("past", "past"),
    ("standing", "standing"),
    ("left_out_title", "left_out"),
    ("rules", "rules"),
)
"""Phrase of the title, and field of Told, in the order of reading."""


def as_text(why: Why, shown: int, texts: Texts) -> str:
    """The explanation to be read; ``shown``: how many records of each goal, 0 for all."""
    return "\n".join(_lines(why, shown, texts)) + "\n"


def _lines(why: Why, shown: int, texts: Texts) -> Iterator[str]:
    found = why.explanation
    as_at = texts("why.as_at", moment=texts.moment(found.now.to_pydatetime()))
    yield f"{why.name} ({found.subject_id}) · {texts.period(found.period.name)}, {as_at}"
    yield ""
    yield from _score(why, texts)
    goals = [part for part in found.parts if part.goal is not None]
    yield from _titled(texts("why.parts"))
    for number, part in enumerate(goals, 1):
        yield from _part(number, part, why, shown, texts)
    if why.circumstances is not None:
        yield from _circumstances(why.circumstances, texts)
    yield from _others(why, texts)


def _titled(title: str) -> Iterator[str]:
    yield ""
    yield title.upper()


def _score(why: Why, texts: Texts) -> Iterator[str]:
    found = why.explanation
    goals = [part for part in found.parts if not missing(part.score.get("share"))]
    headline = whole.headline(found.composite, why.min_evidence, texts)
    known = not missing(found.composite.get("score"))
    yield f"{texts('why.score_title')} {headline} – {texts('why.label')}." if known else headline
    several = len(found.parts) > 1
    yield whole.evidence(found.composite, len(goals) if several else None, texts)
    yield "; ".join(f"{name} {score}" for name, score in whole.aspects(found.aspects, texts))
    if why.changed.empty:
        yield texts("why.nothing_changed", since=texts.day(why.since.date()))


def _part(number: int, part: Part, why: Why, shown: int, texts: Texts) -> Iterator[str]:
    said = told(part, why, texts)
    yield f"{number}. {said.name} [{texts.code('band', said.band)}]"
    yield from (f"   {line}" for line in (said.said, said.points, said.age) if line)
    for title, field in LISTS:
        items = getattr(said, field)
        if items:
            joined = "; ".join(items) if field == "left_out" else " ".join(items)
            yield f"   {texts(f'why.{title}')}: {joined}"
    yield from _records(part, why, shown, texts)


def _records(part: Part, why: Why, shown: int, texts: Texts) -> Iterator[str]:
    found = lines(part, why, texts)
    some = found[: shown or None]
    count = texts("why.records_more", n=texts.number(len(found)), shown=texts.number(len(some)))
    yield f"   {texts('why.records')}: {count}" if found else f"   {texts('why.no_records')}"
    for line in some:
        row = (line.key, line.day, line.said, line.detail, f"{line.where} ({line.source})")
        yield "     - " + " | ".join(cell for cell in row if cell)


def _circumstances(found: Circumstances, texts: Texts) -> Iterator[str]:
    yield from _titled(texts("why.circumstances"))
    yield from whole.service(found.service, texts, over=found.over)
    yield whole.absences(found.absences, texts)
    yield from whole.discipline(found.discipline, texts)
    for label, said in whole.judgement(found.judgement, texts):
        yield f"{label}: {said}"
    yield from whole.difference(found.judgement, texts)
    if not found.voices.empty:
        said = "; ".join(f"{role}: {text}" for role, text in whole.voices(found.voices, texts))
        yield f"{texts('rating.voices')}: {said}"
    for row in found.plan.to_dict("records"):
        title = texts("pegawai.untitled") if missing(row["title"]) else row["title"]
        ends = f"{texts('plan.forecast')} {whole.forecast(row, texts)}"
        yield f"{title}: {whole.plan_item(row, texts)} · {ends}"


def _others(why: Why, texts: Texts) -> Iterator[str]:
    """Figures that take no part, one line each."""
    plain = [part for part in why.explanation.parts if part.goal is None]
    if plain:
        yield from _titled(texts("why.other"))
    for part in plain:
        said = told(part, why, texts)
        more = "; ".join((*said.left_out, *said.standing))
        yield f"{said.name}: {said.said}" + (f" {more}" if more else "")


def as_data(why: Why, texts: Texts) -> dict[str, Any]:
    """The explanation as data: numbers as they are, and the sentences made of them."""
    found = why.explanation
    return {
        "subject_kind": found.subject_kind,
        "subject_id": found.subject_id,
        "name": why.name,
        "period": found.period.name,
        "now": found.now.isoformat(),
        "label": texts("why.label"),
        "composite": _plain(found.composite),
        "aspects": {name: _plain(row) for name, row in found.aspects.items()},
        "min_evidence": why.min_evidence,
        "parts": [_part_data(part, why, texts) for part in found.parts],
        "since": str(why.since.date()),
        "changed": [_plain(row) for row in why.changed.to_dict("records")],
        **({} if why.circumstances is None else _circumstances_data(why.circumstances)),
    }


def _part_data(part: Part, why: Why, texts: Texts) -> dict[str, Any]:
    said = told(part, why, texts)
    standing = why.standing
    known = part.indicator.id in standing.index
    return {
        "indicator": part.indicator.id,
        "goal": part.goal,
        "score": _plain(part.score),
        "band": said.band,
        "age": _age(why.ages.get(part.indicator.frame)),
        "needed": part.needed,
        "gap": part.gap,
        "rules": {name: _value(value) for name, value in part.rules.items()},
        "left_out": part.left_out,
        "standing": _plain(standing.loc[part.indicator.id].to_dict()) if known else None,
        "records": [_record(line) for line in lines(part, why, texts)],
        "said": _sentences(said),
    }


def _age(found: Age | None) -> dict[str, Any] | None:
    return None if found is None else _plain(vars(found))


def _sentences(said: Told) -> list[str]:
    listed = (item for _, field in LISTS for item in getattr(said, field))
    return [line for line in (said.said, said.points, said.age, *listed) if line]


def _record(line: Line) -> dict[str, str]:
    return dict(vars(line))


def _circumstances_data(found: Circumstances) -> dict[str, Any]:
    judgement = found.judgement
    return {
        "service": [_plain(row) for row in found.service.to_dict("records")],
        "absences": [_plain(row) for row in found.absences.to_dict("records")],
        "plan": [_plain(row) for row in found.plan.to_dict("records")],
        "discipline": _plain(found.discipline),
        "official": _plain(judgement.official),
        "indicated": {
            "results": judgement.results,
            "behaviour": judgement.behaviour,
            "predicate": judgement.predicate,
            "differs": judgement.differs,
            "voices": dict(judgement.voices),
        },
    }


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    """A value that JSON knows."""
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    if missing(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
