"""What each canonical frame looks like, column by column, with units and time zone.

Every row that is kept or scored has one of these shapes. Times (``moment``) are zone-aware
and in UTC; days are calendar days of the office; identifiers are always text.
``docs/frames.md`` is written from this module.
"""

from collections.abc import Mapping
from types import MappingProxyType

from scoring.columns import Column, Shape


def _text(meaning: str, **more: object) -> Column:
    return Column("text", meaning, **more)  # type: ignore[arg-type]


def _moment(meaning: str, **more: object) -> Column:
    return Column("moment", meaning, **more)  # type: ignore[arg-type]


UNKNOWN = "unknown"
UNIT_LEVELS = ("government", "office", "division", "section", "other")
PERSON_KINDS = ("pns", "pppk", "pppk_part_time", "other")
ACTIVITY_STATUSES = ("pending", "approved", "rejected", "returned", UNKNOWN)
COMPLAINT_KINDS = ("information", "aspiration", "complaint", "oversight", UNKNOWN)
COMPLAINT_STATUSES = ("received", "in_progress", "waiting", "closed", "archived", UNKNOWN)
CLOSERS = ("system", "admin", "reporter", UNKNOWN)
BERAKHLAK = (
    "service_oriented",
    "accountable",
    "competent",
    "harmonious",
    "loyal",
    "adaptive",
    "collaborative",
)
LEVELS = ("below", "meets", "above")
GIVER_ROLES = ("leader", "peer", "subordinate", "stakeholder", "self")
ASPECTS = ("quantity", "quality", "time", "cost")
PATTERNS = ("count", "position", "release")
ABSENCE_KINDS = ("leave", "sick", "duty_travel", "training", "secondment", "unexcused", "other")
PREDICATES = ("very_good", "good", "needs_improvement", "poor", "very_poor")

UNITS = Shape(
    "units",
    "The tree of organisational units (unit kerja).",
    key="unit_id",
    since=None,
    columns=MappingProxyType(
        {
            "unit_id": _text("identifier of the unit", required=True),
            "name": _text("official name", required=True),
            "parent": _text("the unit above; empty at the root"),
            "level": Column(
                "category",
                "government / office (dinas, badan) / division (bidang) / section (seksi)",
                values=UNIT_LEVELS,
                default="other",
                otherwise="other",
            ),
            "aliases": _text("other spellings, separated by `|`"),
        }
    ),
)
PEOPLE = Shape(
    "people",
    "Civil servants (ASN).",
    key="person_id",
    since=None,
    columns=MappingProxyType(
        {
            "person_id": _text("NIP, NI PPPK or the source's own identifier", required=True),
            "name": _text("full name", required=True),
            "position": _text("position (jabatan)"),
            "unit": _text("unit of placement", required=True, refers="units"),
            "supervisor": _text("person_id of the direct superior (atasan langsung)"),
            "kind": Column(
                "category",
                "PNS, PPPK, part-time PPPK, or other; NIP and NI PPPK are checked by it",
                values=PERSON_KINDS,
                default="other",
            ),
            "full_time": Column(
                "number", "share of full time, 0-1", low=0.0, high=1.0, default=1.0
            ),
            "active_from": Column("day", "first day in service here"),
            "active_to": Column("day", "last day in service here"),
        }
    ),
)
ACTIVITIES = Shape(
    "activities",
    "Daily activities (aktivitas harian) as reported and verified.",
    key="activity_id",
    since="day",
    columns=MappingProxyType(
        {
            "activity_id": _text("identifier of the activity", required=True),
            "person": _text("who did it", required=True, refers="people"),
            "unit": _text("unit it was done for; the person's own when empty", refers="units"),
            "day": Column("day", "day it was done", required=True),
            "start": _moment("start"),
            "end": _moment("end"),
            "minutes": Column("number", "effective minutes; end less start when empty"),
            "title": _text("what was done"),
            "target": _text("target_id of the SKP item it serves"),
            "quantity": Column("number", "amount produced"),
            "quantity_unit": _text("unit of the amount"),
            "evidence": _text("reference to evidence (bukti dukung)"),
            "status": Column(
                "category",
                "verification status; only approved minutes count as performed",
                values=ACTIVITY_STATUSES,
                otherwise=UNKNOWN,
                default="pending",
            ),
            "verifier": _text("person_id of who verified"),
            "verified_at": _moment("verified at"),
            "recorded_at": _moment("recorded in the source at"),
            "status_tracked": Column(
                "flag", "the source records verification; false: cannot be measured", default=True
            ),
        }
    ),
)
COMPLAINTS = Shape(
    "complaints",
    "Complaints, aspirations and requests of citizens (pengaduan).",
    key="complaint_id",
    since="received",
    columns=MappingProxyType(
        {
            "complaint_id": _text("identifier of the complaint", required=True),
            "unit": _text("unit it is assigned to; empty: not yet assigned", refers="units"),
            "officer": _text("person who handles it", refers="people"),
            "category": _text("subject category as found"),
            "kind": Column(
                "category",
                "information request (permintaan informasi), aspiration (aspirasi), complaint "
                "(pengaduan tidak berkadar pengawasan), oversight complaint (berkadar pengawasan)",
                values=COMPLAINT_KINDS,
                otherwise=UNKNOWN,
                default=UNKNOWN,
            ),
            "channel": _text("channel as found"),
            "received": _moment("received", required=True),
            "forwarded": _moment("verified and forwarded to the competent unit"),
            "first_answer": _moment("first answer to the reporter"),
            "resolved": _moment("resolved"),
            "closed": _moment("closed"),
            "closed_by": Column("category", "who closed it", values=CLOSERS, otherwise=UNKNOWN),
            "reopened": _moment("last reopened"),
            "due": _moment("time limit as given by the source; a bare day is its end", until=True),
            "waiting": Column("spans", "intervals spent waiting for the reporter"),
            "status": Column(
                "category",
                "status group; `unknown` is shown as tidak dikenal",
                values=COMPLAINT_STATUSES,
                otherwise=UNKNOWN,
                default=UNKNOWN,
            ),
            "status_found": _text("status as found in the source"),
            "rating": Column("number", "the reporter's rating, as given"),
            "answer_tracked": Column(
                "flag", "the source records first answers; false: cannot be measured", default=True
            ),
            "finish_tracked": Column(
                "flag", "the source records completion; false: cannot be measured", default=True
            ),
        }
    ),
)
SURVEYS = Shape(
    "surveys",
    "Answers to the citizen satisfaction survey (SKM, PermenPANRB 14/2017).",
    key="survey_id",
    since="taken_at",
    columns=MappingProxyType(
        {
            "survey_id": _text("identifier of the answer sheet", required=True),
            "unit": _text("unit that gave the service", required=True, refers="units"),
            "service": _text("service received"),
            "taken_at": _moment("answered at", required=True),
            **{
                f"u{i}": Column("number", f"element U{i}, 1-4; anything else is reported invalid")
                for i in range(1, 10)
            },
        }
    ),
)
FEEDBACK = Shape(
    "feedback",
    "Feedback on behaviour by BerAKHLAK value.",
    key="feedback_id",
    since="given_at",
    columns=MappingProxyType(
        {
            "feedback_id": _text("identifier", required=True),
            "person": _text("who it is about", required=True, refers="people"),
            "given_at": _moment("given at", required=True),
            "value": Column("category", "BerAKHLAK value", values=BERAKHLAK, required=True),
            "giver_role": Column("category", "giver's role", values=GIVER_ROLES, required=True),
            "level": Column("category", "level seen", values=LEVELS, required=True),
            "evidence": _text("what was seen, or a reference to it"),
        }
    ),
)
TARGETS = Shape(
    "targets",
    "Items of the performance plan (SKP).",
    key="target_id",
    since="as_of",
    columns=MappingProxyType(
        {
            "target_id": _text("identifier of the item", required=True),
            "person": _text("whose item it is", required=True, refers="people"),
            "period": _text("period the target is for, such as 2026 or 2026-Q4", required=True),
            "title": _text("planned result (RHK) and indicator"),
            "main": Column("flag", "main (utama) rather than additional (tambahan)", default=True),
            "aspect": Column("category", "aspect", values=ASPECTS, required=True),
            "pattern": Column(
                "category",
                "count (hitungan, summed over time), position (posisi, state at a date), release "
                "(rilis, published index, never pro-rated)",
                values=PATTERNS,
                required=True,
            ),
            "target": Column("number", "target", required=True),
            "realised": Column("number", "realised so far; empty: not measured"),
            "quantity_unit": _text("unit of target and realised"),
            "as_of": Column("day", "day the realisation was stated"),
        }
    ),
)
ABSENCES = Shape(
    "absences",
    "Days away from duty; never with a medical reason.",
    key="absence_id",
    since="first_day",
    columns=MappingProxyType(
        {
            "absence_id": _text("identifier", required=True),
            "person": _text("who was away", required=True, refers="people"),
            "first_day": Column("day", "first day away", required=True),
            "last_day": Column("day", "last day away", required=True),
            "kind": Column(
                "category", "kind", values=ABSENCE_KINDS, otherwise="other", default="other"
            ),
        }
    ),
)
RATINGS = Shape(
    "ratings",
    "Official ratings, imported and never computed here.",
    key="rating_id",
    since="rated_on",
    columns=MappingProxyType(
        {
            "rating_id": _text("identifier", required=True),
            "person": _text("who was rated", required=True, refers="people"),
            "period": _text("rated period", required=True),
            "results": Column("category", "rating hasil kerja", values=LEVELS),
            "behaviour": Column("category", "rating perilaku kerja", values=LEVELS),
            "predicate": Column("category", "predikat kinerja", values=PREDICATES),
            "predicate_found": _text("predicate as found"),
            "rated_by": _text("person_id of the rater"),
            "rated_on": Column("day", "day of the rating"),
        }
    ),
)

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        shape.name: shape
        for shape in (
            UNITS,
            PEOPLE,
            ABSENCES,
            TARGETS,
            ACTIVITIES,
            COMPLAINTS,
            SURVEYS,
            FEEDBACK,
            RATINGS,
        )
    }
)
"""All shapes, each after the ones it refers to."""

SCORES: Mapping[str, Column] = MappingProxyType(
    {
        "indicator": _text("identifier of the indicator", required=True),
        "subject_kind": Column(
            "category", "what is measured", values=("unit", "person"), required=True
        ),
        "subject_id": _text("the unit or person", required=True),
        "period": _text("such as 2026-11, 2026-Q4, 2026 or all", required=True),
        "value": Column("number", "empty: nothing to measure"),
        "n": Column("whole", "how many cases the value rests on", required=True, low=0),
        "low": Column("number", "lower end of the 95 % interval"),
        "high": Column("number", "upper end of the 95 % interval"),
        "available": Column("flag", "false: no source of this subject can tell", required=True),
    }
)
"""The only output frame. Shares are 0-1; times are hours; ``n`` travels with every value."""

SCORE_KEY = ("indicator", "subject_kind", "subject_id", "period")
