"""The command's root: what every command has in common."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from data.config import ConfigError, load
from data.refresh import Refresh
from data.settings import Settings
from data.store.engine import open_engine, upgrade

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)
CONFIG_WRONG = 2
ConfigOption = Annotated[
    Path, typer.Option("-c", "--config", help="What this office expects.", show_default=True)
]
CONFIG = Path("config.yaml")

app = typer.Typer(
    name="pantau",
    help="Watches over the performance of civil servants and the service to the public.",
    epilog="Begin with: pantau demo. Then copy config.yaml, describe your sources, pantau check.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def now() -> datetime:
    """The present, zone-aware (UTC)."""
    return datetime.now(UTC)


def settings_of(config: Path) -> Settings:
    """The checked settings; ends the command with status 2 where they are wrong."""
    try:
        return load(config)
    except ConfigError as error:
        for problem in error.problems:
            ERR.print(problem, style="red", markup=False)
        raise typer.Exit(CONFIG_WRONG) from None


def refresh_of(config: Path) -> Refresh:
    """Settings and an up-to-date database, ready to look and to be asked."""
    settings = settings_of(config)
    base = config.resolve().parent
    engine = open_engine(settings.store.url, base)
    upgrade(engine)
    return Refresh(settings, engine, base, now)


def stop(message: str, status: int = 1) -> NoReturn:
    """End the command with a message on standard error."""
    ERR.print(message, style="red", markup=False)
    raise typer.Exit(status)


def log_to_stderr() -> None:
    """Long-running commands log to standard error; nothing personal is ever logged."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
