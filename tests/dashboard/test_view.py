"""The address is the state; the viewer decides who sees whom."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.view import Filters, Viewer
from scoring.scope import Scope
from tests.dashboard.fakes import ACCOUNTS

texts = st.none() | st.text(min_size=1, alphabet=st.characters(blacklist_categories=("Cs",)))


@given(values=st.fixed_dictionaries({f.name: texts for f in fields(Filters)}))
def test_a_link_reproduces_the_view(values: dict[str, str | None]) -> None:
    filters = Filters(**values)
    assert Filters.parse(filters.query()) == filters


@pytest.mark.parametrize("search", [None, "", "?", "?x=1", "?unit="])
def test_what_says_nothing_limits_nothing(search: str | None) -> None:
    assert Filters.parse(search) == Filters()


def test_the_last_of_a_key_counts() -> None:
    assert Filters.parse("?unit=a&unit=b").unit == "b"


@pytest.mark.parametrize(
    ("account", "scope"),
    [
        ("1", Scope(under=None, persons=True, self_id=None)),
        ("2", Scope(under="dinkes", persons=True, self_id=None)),
        ("3", Scope(under="dinkes-1", persons=False, self_id="199001012015011001")),
        ("5", Scope(under=None, persons=False, self_id=None)),
    ],
)
def test_a_role_sees_its_units_and_persons_only(account: str, scope: Scope) -> None:
    assert Viewer(ACCOUNTS[account]).scope == scope
