"""What waits for a decision, counted beside the link to Keberatan on every page."""

from dashboard import ids
from dashboard.components.objection_forms import EVIDENCE, REASON, REASON_WRONG, SUBMIT, SUBMITTED
from dashboard.pages import ringkasan
from tests.dashboard.wire import call, prop, renew_ringkasan

SEARCH = "?goal=answered_in_time&record=ADU-2&period=2026-11"
WHY = "Jawaban disampaikan lewat telepon pada hari itu."
SAID = "1 keberatan menunggu putusan Anda"


def file(client):
    state = [prop(REASON, "value", WHY), prop(EVIDENCE, "value", ""),
             prop(ids.LOCATION, "search", SEARCH)]  # fmt: skip
    output = f"..{SUBMITTED}.children...{REASON_WRONG}.children.."
    return call(client, output, [prop(SUBMIT, "n_clicks", 1)], state)


def beside(client, tags=""):
    sent = renew_ringkasan(client, tags=tags).json.get("sideUpdate", {})
    return {place: str(sent[place]) for place in (ids.PLEAS, ids.PLEAS_MORE) if place in sent}


def test_a_new_objection_is_counted_in_the_bar_of_who_decides(enter):
    client = enter("atasan")
    assert SAID not in str(client.get("/_dash-layout").json)
    file(enter("pegawai"))
    assert SAID in str(client.get("/_dash-layout").json)


def test_the_count_comes_with_the_renewal_of_any_page_in_the_bar_and_under_more(enter):
    client = enter("atasan")
    assert not any(SAID in said for said in beside(client).values())
    file(enter("pegawai"))
    told = beside(client)
    assert set(told) == {ids.PLEAS, ids.PLEAS_MORE}
    assert all(SAID in said for said in told.values())


def test_a_count_that_the_browser_has_is_not_sent_again(enter):
    client = enter("atasan")
    shown = renew_ringkasan(client).json["response"][ringkasan.SHOWN]
    assert beside(client, tags=shown["data-tags"]) == {}


def test_who_decides_nothing_has_no_count(enter):
    client = enter("pegawai")
    assert ids.PLEAS not in client.get("/_dash-layout").text
    assert beside(client) == {}
