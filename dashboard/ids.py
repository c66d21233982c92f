"""Identifiers of components: constants made by one factory, never strings in a page."""


def make_id(place: str, name: str) -> str:
    """The identifier of the component ``name`` of a page or of the frame around it."""
    return f"{place}-{name}"


LOCATION = make_id("shell", "location")
FRAME = make_id("shell", "frame")
PAGE = make_id("shell", "page")
REVISION = make_id("shell", "revision")
"""The one store: the revision the page shows. Written by live.js only."""

BADGE = make_id("shell", "badge")
"""How many alerts wait for the reader, beside the link to them."""

PLEAS, PLEAS_MORE = make_id("shell", "pleas"), make_id("shell", "pleas-more")
"""How many objections wait for the reader's decision: in the bar, and under "more"."""

OPENED = make_id("shell", "opened")
"""The page as it was opened: its attributes say at which revision, and when."""

BUSY = "data-busy"
"""Set on FRAME while a page's update is under way; live.js holds the next revision back."""

LOADING = "data-loading"
"""Set on FRAME while a page is being opened."""
