"""Shapes of what citizens bring and get: complaints, surveys, outcomes of programmes."""

from types import MappingProxyType

from scoring.columns import Column, Shape, moment, text
from scoring.shapes.codes import (
    CLOSERS,
    COMPLAINT_KINDS,
    COMPLAINT_STATUSES,
    DIRECTIONS,
    UNKNOWN,
)

COMPLAINTS = Shape(
    "complaints",
    "Complaints, aspirations and requests of citizens (pengaduan).",
    key="complaint_id",
    since="received",
    columns=MappingProxyType(
        {
            "complaint_id": text("identifier of the complaint", required=True),
            "unit": text("unit it is assigned to; empty: not yet assigned", refers="units"),
            "officer": text("person who handles it", refers="people"),
            "category": text("subject category as found"),
            "kind": Column(
                "category",
                "information request (permintaan informasi), aspiration (aspirasi), complaint "
                "(pengaduan tidak berkadar pengawasan), oversight complaint (berkadar pengawasan)",
                values=COMPLAINT_KINDS,
                otherwise=UNKNOWN,
                default=UNKNOWN,
            ),
            "channel": text("channel as found"),
            "received": moment("received", required=True),
            "forwarded": moment("verified and forwarded to the competent unit"),
            "first_answer": moment("first answer to the reporter"),
            "resolved": moment("resolved"),
            "closed": moment("closed"),
            "closed_by": Column("category", "who closed it", values=CLOSERS, otherwise=UNKNOWN),
            "reopened": moment("last reopened"),
            "due": moment("time limit as given by the source; a bare day is its end", until=True),
            "waiting": Column("spans", "intervals spent waiting for the reporter"),
            "status": Column(
                "category",
                "status group; `unknown` is shown as tidak dikenal",
                values=COMPLAINT_STATUSES,
                otherwise=UNKNOWN,
                default=UNKNOWN,
            ),
            "status_found": text("status as found in the source"),
            "rating": Column("number", "the reporter's rating, as given"),
            "forward_tracked": Column(
                "flag", "the source records forwarding; false: cannot be measured", default=True
            ),
            "answer_tracked": Column(
                "flag", "the source records first answers; false: cannot be measured", default=True
            ),
            "finish_tracked": Column(
                "flag", "the source records completion; false: cannot be measured", default=True
            ),
        }
    ),
)
ASSIGNMENTS = Shape(
    "assignments",
    "In whose hands a complaint was, from when on; without one, in its officer's from receipt.",
    key="assignment_id",
    since="assigned",
    columns=MappingProxyType(
        {
            "assignment_id": text("identifier", required=True),
            "complaint": text("complaint_id of the complaint", required=True),
            "officer": text("person who got it", refers="people"),
            "unit": text("unit that got it", refers="units"),
            "assigned": moment("got it at", required=True),
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
            "survey_id": text("identifier of the answer sheet", required=True),
            "unit": text("unit that gave the service", required=True, refers="units"),
            "service": text("service received"),
            "taken_at": moment("answered at", required=True),
            **{
                f"u{i}": Column("number", f"element U{i}, 1-4; anything else is reported invalid")
                for i in range(1, 10)
            },
        }
    ),
)
OUTCOMES = Shape(
    "outcomes",
    "Outcome targets of programmes: what should become better for the community.",
    key="outcome_id",
    since="as_of",
    columns=MappingProxyType(
        {
            "outcome_id": text("identifier", required=True),
            "programme": text("programme, as named in config.yaml", required=True),
            "unit": text("unit that answers for it", refers="units"),
            "period": text("period the target is for, such as 2026 or 2026-Q4", required=True),
            "title": text("what is counted, such as households reached", required=True),
            "baseline": Column("number", "where it began"),
            "target": Column("number", "target", required=True),
            "realised": Column("number", "reached so far; empty: not measured"),
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
