"""The codes that categories of our frames have."""

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
ABSENCE_KINDS = (
    "leave", "sick", "duty_travel", "training", "secondment", "unexcused", "late", "other",
)  # fmt: skip
DIRECTIONS = ("higher", "lower")
PREDICATES = ("very_good", "good", "needs_improvement", "poor", "very_poor")
SUBJECT_KINDS = ("unit", "person", "service", "programme")
