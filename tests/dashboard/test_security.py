"""What every answer carries."""

import re
from datetime import timedelta

from flask.testing import FlaskClient

from dashboard.app import create_app
from tests.dashboard.conftest import Enter
from tests.dashboard.fakes import Office


def test_the_policy_allows_no_inline_script_and_no_other_host(enter: Enter) -> None:
    policy = enter("pimpinan").get("/").headers["Content-Security-Policy"]
    scripts = next(p for p in policy.split("; ") if p.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in policy
    assert "'sha256-" in scripts
    assert "http" not in policy


def test_the_index_names_no_other_host(enter: Enter) -> None:
    page = enter("pimpinan").get("/").text
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//[^"']+""", page) == []


def test_the_log_in_page_names_no_other_host(stranger: FlaskClient) -> None:
    assert "//" not in re.sub(r"<!--.*?-->", "", stranger.get("/masuk").text)


def test_the_index_carries_no_data(enter: Enter) -> None:
    page = enter("pimpinan").get("/unit?unit=dinkes").text
    assert "Dinas" not in page
    assert "Kepala" not in page


def test_headers_are_on_every_answer(stranger: FlaskClient) -> None:
    for path in ("/masuk", "/live", "/healthz", "/"):
        headers = stranger.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_the_theme_is_set_before_the_first_paint(enter: Enter) -> None:
    page = enter("pimpinan").get("/").text
    assert page.index("/assets/theme.js") < page.index("bootstrap.min.css")
    assert page.count("theme.js") == 1


def test_an_app_knows_its_scripts_before_the_first_request(office: Office) -> None:
    app = create_app(office.services(), secret="geheim", session=timedelta(hours=8))
    assert {"dash", "dash_ag_grid", "plotly"} <= set(app.registered_paths)
