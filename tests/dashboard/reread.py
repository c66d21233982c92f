"""Notes that text/id.yaml was read against the docstrings of the indicators: python -m ..."""

import yaml

from scoring.indicators import INDICATORS
from tests.dashboard.test_method import READ, docstring


def main() -> None:
    """Write down each docstring as it stands."""
    found = {info.id: docstring(info) for info in INDICATORS.values()}
    READ.write_text(yaml.safe_dump(found, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
