"""A few rows of one unit and one person, explained by the real code: for pages and sentences."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd

from dashboard.method import Almanac, Method, Rebasing
from dashboard.texts import LANGUAGES
from dashboard.why import Circumstances, Why
from scoring.absence import standing_of
from scoring.cases import cases_of
from scoring.discipline import STEPS
from scoring.explain import changes, explained
from scoring.goals import Goal
from scoring.indication import Thresholds, judgement_of, voices_by_role, voices_on
from scoring.look import Look
from scoring.plans import forecasts, items_of
from scoring.rules import Discipline, Limits, Programme, Rules, Survey
from scoring.service import service_of
from scoring.standing import COLUMNS
from tests.dashboard import weeks
from tests.scoring import builders as small

RULES = Rules(
    limits=(
        Limits(answer={"default": 7}, finish={"default": 20}),
        Limits(
            forward={"default": 3}, answer={"default": 5},
            finish={"information": 5, "complaint": 14, "default": 14}, since=date(2025, 1, 1),
        ),
    ),
    survey=Survey(population={"aceh": 4000, "dinkes": 200}),
    discipline=Discipline(steps=tuple((float(s.days), s.code) for s in STEPS)),
    programmes={"umkm": Programme(services=("izin usaha",)), "izin": Programme()},
)  # fmt: skip
NOW = "2026-11-24 14:05"


@cache
def look_of(unit: str, person: str) -> Look:
    """A look at November 2026: one unit, one person, and what they did."""
    who = {"person": person}
    times = (
        {"complaint_id": "ADU-1", "first_answer": "2026-11-03 09:00",
         "resolved": "2026-11-05 10:00"},
        {"complaint_id": "ADU-2", "first_answer": "2026-11-12 09:00"},
        {"complaint_id": "ADU-3", "waiting": "2026-11-03T02:00:00Z/2026-11-06T02:00:00Z"},
        {"complaint_id": "ADU-4", "received": "2026-11-23 10:00"},
        {"complaint_id": "ADU-5", "status": "archived"},
        *(
            {"complaint_id": f"ADU-{n}", "first_answer": "2026-11-04 09:00"}
            for n in range(10, 20)
        ),
    )  # fmt: skip
    cases = small.complaints(*({"unit": unit, "officer": person, "rating": 4} | t for t in times))
    done = small.activities(
        *(
            who | {"activity_id": f"AK-{day}-{n}", "unit": unit, "day": f"2026-11-{day:02d}",
                   "title": "Verifikasi berkas", "minutes": 100.0,
                   "status": "pending" if day == 20 else "approved",
                   "recorded_at": f"2026-11-{day:02d} 16:00"}
            for day in (2, 3, 4, 5, 6, 9, 10, 20) for n in (1, 2, 3)
        )
    )  # fmt: skip
    items = small.frame(
        "targets",
        who | {"target_id": "RHK-1", "period": "2026", "title": "Berkas diverifikasi",
               "aspect": "quantity", "pattern": "count", "target": 240.0, "realised": 190.0,
               "quantity_unit": "berkas"},
        who | {"target_id": "RHK-2", "period": "2026", "title": "Indeks layanan", "main": False,
               "aspect": "quality", "pattern": "release", "target": 88.0},
    )  # fmt: skip
    voices = small.frame(
        "feedback",
        *(
            who | {"feedback_id": f"UB-{n}", "given_at": "2026-11-05 10:00", "value": "loyal",
                   "giver_role": role, "level": level}
            for n, (role, level) in enumerate(
                (("leader", "above"), ("peer", "meets"), ("peer", "meets"), ("self", "above"))
            )
        ),
    )  # fmt: skip
    away = small.frame(
        "absences",
        who | {"absence_id": "K-1", "first_day": "2026-11-16", "last_day": "2026-11-18",
               "kind": "leave"},
        who | {"absence_id": "K-2", "first_day": "2026-11-19", "last_day": "2026-11-20",
               "kind": "unexcused"},
    )  # fmt: skip
    rated = small.frame(
        "ratings",
        who | {"rating_id": "P-1", "period": "2026-Q3", "results": "meets", "behaviour": "meets",
               "predicate": "good", "predicate_found": "Baik", "rated_on": "2026-10-12"},
    )  # fmt: skip
    here = {"unit_id": unit, "name": "Bidang Pelayanan", "level": "office"}
    frames = {
        "units": small.frame("units", here),
        "people": small.people({"person_id": person, "unit": unit, "kind": "pns"}),
        "complaints": cases,
        "activities": done,
        "targets": items,
        "feedback": voices,
        "absences": away,
        "ratings": rated,
    }
    told = {name: _read(name, rows) for name, rows in frames.items()}
    return small.look(NOW, rules=RULES, **told)


def _read(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    labels = [f"{name}-2026-11.csv:{line}" for line in range(2, len(rows) + 2)]
    return rows.assign(source=name, label=labels)


def why(
    kind: str, subject: str, goals: Mapping[str, Goal], goal: str | None = None,
    *, persons: bool = True,
) -> Why:  # fmt: skip
    """The explanation of a subject, as the command line's functions make it."""
    unit, person = (subject, "P") if kind == "unit" else ("dinkes-1", subject)
    look = look_of(unit, person)
    since = look.today - pd.Timedelta(days=2)
    earlier = replace(look, now=look.moment(since + pd.Timedelta(days=1)))
    after, before = (explained(seen, kind, subject, goals, 0.5, goal) for seen in (look, earlier))
    rows = {"complaints": look.once(cases_of).set_index("complaint_id")}
    if persons or kind == "person":
        rows |= {
            "activities": look.rows("activities").set_index("activity_id"),
            "targets": look.once(items_of).set_index("target_id"),
            "feedback": look.rows("feedback").set_index("feedback_id"),
            "absences": look.rows("absences").set_index("absence_id"),
        }
    return Why(
        name="Bidang Pelayanan" if kind == "unit" else "Cut Meutia",
        explanation=after,
        rows=rows,
        standing=_standing(),
        signals=weeks.signals(kind, [subject]).set_index("indicator"),
        changed=changes(before, after),
        since=since,
        min_evidence=0.5,
        circumstances=circumstances(subject) if kind == "person" and not goal else None,
    )


def _standing() -> pd.DataFrame:
    row = (24, 0.88, 0.86, 0.74, 0.94, 5, 17, 0.01, 0.99, "low", 0.85)
    return pd.DataFrame([row], columns=list(COLUMNS), index=["answered_in_time"])


def circumstances(person: str) -> Circumstances:
    """What a person's score must be read with."""
    look = look_of("dinkes-1", person)
    service = look.once(service_of).assign(unit_name="Bidang Pelayanan")
    standing = standing_of(look, pd.Series([person]), 2026)
    return Circumstances(
        service=service[service["person"] == person],
        absences=pd.DataFrame({"kind": ["leave", "unexcused"], "days": [3.0, 2.0]}),
        plan=look.once(items_of).join(forecasts(look)),
        discipline={str(k): v for k, v in standing.iloc[0].to_dict().items()},
        judgement=judgement_of(look, person, 97.0, Thresholds(min_feedback=1)),
        voices=voices_by_role(look, person),
        entries=voices_on(look, person),
    )


def method(goals: Mapping[str, Goal]) -> Method:
    """How this office measures."""
    calendar = small.calendar(holidays=("2026-08-17",), extra=("2026-08-22",))
    old = Goal("answered_in_time", 0.8, until=date(2025, 12, 31), weight=1)
    off = {date(2026, 8, 17): {"id": "Hari Kemerdekaan", "en": "Independence Day"}}
    extra = {date(2026, 8, 22): "Pengganti"}
    return Method(
        goals={**goals, "answered_before": old},
        rules=RULES,
        almanacs=(
            Almanac(calendar, 2026, holidays=off, extra_workdays=extra,
                    source=dict.fromkeys(LANGUAGES, "Perpres 21/2023")),
            Almanac(calendar, 2026, units=("Rumah sakit",)),
        ),
        min_evidence=0.5,
        thresholds=Thresholds(),
        budget=0.01,
        programmes={
            "umkm": {"id": "Izin UMKM", "en": "Permits of small firms"},
            "izin": {"id": "Izin bangunan", "en": "Building permits"},
        },
        sources={
            "limits.1": dict.fromkeys(LANGUAGES, "SP4N-LAPOR!"),
            "goals.answered_in_time": {"id": "contoh", "en": "example"},
        },
        unverified=(
            ("config.yaml: calendar.source", {"id": "Jam Jumat [?].", "en": "Friday hours [?]."}),
        ),
        rebasings=(Rebasing(date(2026, 7, 1), "Sistem baru", "Kepala Dinas", None, None),),
    )  # fmt: skip
