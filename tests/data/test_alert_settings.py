"""The `alerts` of config.yaml: what is right, and what is told of what is wrong."""

from datetime import time
from pathlib import Path

import pytest

from data.alerting.rules import alert_rules
from data.config import ConfigError, load
from tests.data.alerting import EVERYONE, LATE, said
from tests.data.builders import write_config

OWN = Path(__file__).parents[2] / "config.yaml"


def problems(folder, said):
    with pytest.raises(ConfigError) as found:
        load(write_config(folder, said))
    return [line.split(" ", 1)[1] for line in found.value.problems]


def test_our_own_config_has_a_rule_of_every_kind_and_no_channel():
    settings = load(OWN)
    assert len({rule.kind for rule in alert_rules(settings).values()}) == 11
    assert settings.alerts.channels == {}
    assert settings.alerts.digest == time(7, 30)


def test_a_rule_is_switched_off_by_the_word_that_yaml_reads_as_true(tmp_path):
    off = "on: false\n      kind: deadline_passed"
    text = write_config(tmp_path, said()).read_text().replace("kind: deadline_passed", off)
    rules = alert_rules(load(write_config(tmp_path, text)))
    assert not rules["late"].on


WRONG = {
    "a kind that is none": (
        said({"late": {**LATE, "kind": "deadline"}}), "alerts.rules.late.kind"),
    "near without a share": (
        said({"late": {**LATE, "kind": "deadline_near"}}), "alerts.rules.late.share"),
    "the head before the officer": (
        said({"late": {**LATE, "steps": {"officer": "2h", "head": "1h"}}}),
        "alerts.rules.late.steps.head"),
    "a channel that reaches nobody": (
        said(channels={"mail": {"url": "json://x", "to": {}}}), "alerts.channels.mail.to"),
    "a public channel of single accounts": (
        said(channels={"mail": {**EVERYONE, "public": True}}), "alerts.channels.mail.public"),
    "units in an address of accounts": (
        said(channels={"mail": {**EVERYONE, "to": {"units": ["u1"]}}}), "alerts.channels.mail.to"),
    "an address that is none": (
        said(channels={"mail": {**EVERYONE, "url": "brieftaube://dinas"}}),
        "alerts.channels.mail.url"),
    "a digest at no time": (said(digest="25:00"), "alerts.digest"),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "place"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_by_its_place_and_with_a_remedy(tmp_path, settings, place):
    (problem,) = problems(tmp_path, settings)
    assert problem.startswith(f"{place}: ")
    assert "; " in problem or "Input should be" in problem
