"""Shapes of what is known of units and civil servants."""

from types import MappingProxyType

from scoring.columns import Column, Shape, moment, text
from scoring.shapes.codes import (
    ABSENCE_KINDS,
    ACTIVITY_STATUSES,
    ASPECTS,
    BERAKHLAK,
    DIRECTIONS,
    GIVER_ROLES,
    LEVELS,
    PATTERNS,
    PERSON_KINDS,
    PREDICATES,
    UNIT_LEVELS,
    UNKNOWN,
)

UNITS = Shape(
    "units",
    "The tree of organisational units (unit kerja).",
    key="unit_id",
    since=None,
    columns=MappingProxyType(
        {
            "unit_id": text("identifier of the unit", required=True),
            "name": text("official name", required=True),
            "parent": text("the unit above; empty at the root"),
            "level": Column(
                "category",
                "government / office (dinas, badan) / division (bidang) / section (seksi)",
                values=UNIT_LEVELS,
                default="other",
                otherwise="other",
            ),
            "aliases": text("other spellings, separated by `|`"),
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
            "person_id": text("NIP, NI PPPK or the source's own identifier", required=True),
            "name": text("full name", required=True),
            "position": text("position (jabatan)"),
            "unit": text("unit of placement", required=True, refers="units"),
            "supervisor": text("person_id of the direct superior (atasan langsung)"),
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
PLACEMENTS = Shape(
    "placements",
    "Where a person served and when; without one, the person's own unit throughout.",
    key="placement_id",
    since="first_day",
    columns=MappingProxyType(
        {
            "placement_id": text("identifier", required=True),
            "person": text("who served", required=True, refers="people"),
            "unit": text("unit served in", required=True, refers="units"),
            "first_day": Column("day", "first day there", required=True),
            "last_day": Column("day", "last day there; empty: still there"),
            "full_time": Column(
                "number", "share of full time there, 0-1; the person's own when empty",
                low=0.0, high=1.0,
            ),
        }
    ),
)  # fmt: skip
ABSENCES = Shape(
    "absences",
    "Days away from duty; never with a medical reason.",
    key="absence_id",
    since="first_day",
    columns=MappingProxyType(
        {
            "absence_id": text("identifier", required=True),
            "person": text("who was away", required=True, refers="people"),
            "first_day": Column("day", "first day away", required=True),
            "last_day": Column("day", "last day away", required=True),
            "kind": Column(
                "category",
                "kind; `late`: late or left early, for so many minutes, and not a day away",
                values=ABSENCE_KINDS,
                otherwise="other",
                default="other",
            ),
            "minutes": Column("number", "minutes late or left early", low=0.0),
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
            "target_id": text("identifier of the item", required=True),
            "person": text("whose item it is", required=True, refers="people"),
            "period": text("period the target is for, such as 2026 or 2026-Q4", required=True),
            "title": text("planned result (RHK) and indicator"),
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
            "better": Column(
                "category",
                "whether more or less of it is better",
                values=DIRECTIONS,
                default="higher",
            ),
            "quantity_unit": text("unit of target and realised"),
            "as_of": Column("day", "day the realisation was stated"),
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
            "activity_id": text("identifier of the activity", required=True),
            "person": text("who did it", required=True, refers="people"),
            "unit": text("unit it was done for; the person's own when empty", refers="units"),
            "day": Column("day", "day it was done", required=True),
            "start": moment("start"),
            "end": moment("end"),
            "minutes": Column("number", "effective minutes; end less start when empty"),
            "title": text("what was done"),
            "target": text("target_id of the SKP item it serves"),
            "quantity": Column("number", "amount produced"),
            "quantity_unit": text("unit of the amount"),
            "evidence": text("reference to evidence (bukti dukung)"),
            "status": Column(
                "category",
                "verification status; only approved minutes count as performed",
                values=ACTIVITY_STATUSES,
                otherwise=UNKNOWN,
                default="pending",
            ),
            "verifier": text("person_id of who verified"),
            "verified_at": moment("verified at"),
            "recorded_at": moment("recorded in the source at"),
            "status_tracked": Column(
                "flag", "the source records verification; false: cannot be measured", default=True
            ),
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
            "feedback_id": text("identifier", required=True),
            "person": text("who it is about", required=True, refers="people"),
            "given_at": moment("given at", required=True),
            "value": Column("category", "BerAKHLAK value", values=BERAKHLAK, required=True),
            "giver_role": Column("category", "giver's role", values=GIVER_ROLES, required=True),
            "level": Column("category", "level seen", values=LEVELS, required=True),
            "evidence": text("what was seen, or a reference to it"),
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
            "rating_id": text("identifier", required=True),
            "person": text("who was rated", required=True, refers="people"),
            "period": text("rated period", required=True),
            "results": Column("category", "rating hasil kerja", values=LEVELS),
            "behaviour": Column("category", "rating perilaku kerja", values=LEVELS),
            "predicate": Column("category", "predikat kinerja", values=PREDICATES),
            "predicate_found": text("predicate as found"),
            "rated_by": text("person_id of the rater"),
            "rated_on": Column("day", "day of the rating"),
        }
    ),
)
