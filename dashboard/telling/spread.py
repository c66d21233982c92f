"""The spread of official predicates in words: a warning to raters, who alone decide."""

from dashboard.texts import Texts
from scoring.indication import Spread
from scoring.predicate import Note


def heading(found: Spread, texts: Texts) -> str:
    """Of which period, of how many people, and by which predicate of the organisation."""
    counts = {
        "period": texts.period(found.period),
        "n": texts.number(sum(found.counts.values())),
        "unrated": texts.number(found.unrated),
    }
    if found.organisation is None:
        return texts("spread.lead", **counts)
    own = texts.code("organisation_predicate", found.organisation)
    return texts("spread.lead_of", organisation=own, **counts)


def notes(found: Spread, texts: Texts) -> tuple[str, ...]:
    """Each departure from the pattern in people; that all is in keeping with it, if there is none.

    Without a predicate of the organisation there is no pattern to compare with.
    """
    if found.organisation is None:
        return (texts("spread.organisation_unrated"),)
    return tuple(_note(note, texts) for note in found.notes) or (texts("spread.fits"),)


def _note(note: Note, texts: Texts) -> str:
    return texts(
        f"spread.{note.code}",
        predicates=" / ".join(texts.code("predicate", p) for p in note.predicates),
        found=texts.number(note.found),
        expected=texts.number(note.expected),
        share=texts.share(note.share, 0),
        n=texts.number(note.n),
    )
