"""Commands about channels: pantau channel list | test."""

from typing import Annotated

import typer
from rich.table import Table

from dashboard.cli.app import CONFIG, CONFIG_WRONG, OUT, ConfigOption, app, now, settings_of, stop
from data.notify.channels import ChannelError
from data.notify.trial import tried
from data.settings.alerts import Channel

channels = typer.Typer(help="How alerts are told.", no_args_is_help=True)
app.add_typer(channels, name="channel")


@channels.command("list")
def listed(config: ConfigOption = CONFIG) -> None:
    """List the channels of config.yaml and whom each is for; never their addresses."""
    table = Table("channel", "for", "public", "a message each", box=None)
    for name, channel in settings_of(config).alerts.channels.items():
        marks = ("yes" if holds else "" for holds in (channel.public, channel.personal))
        table.add_row(name, _readers(channel), *marks)
    OUT.print(table)


@channels.command("test")
def try_out(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As config.yaml calls it.")],
    config: ConfigOption = CONFIG,
    account: Annotated[
        str | None, typer.Option(help="Whose message it is, where each account gets one.")
    ] = None,
) -> None:
    """Send one message that is marked as a test, and say what became of it.

    Status 1 where the service does not take it.
    """
    settings = settings_of(config)
    known = settings.alerts.channels
    if name not in known:
        right = ", ".join(known) or "none: config.yaml has no channels of alerts"
        stop(f"{name}: is no channel; write one of {right}", CONFIG_WRONG)
    if known[name].personal and account is None:
        stop(f"--account: is missing; {name} has a message for each account", CONFIG_WRONG)
    try:
        mark = tried(settings, name, account, now())
    except ChannelError as error:
        stop(f"{name}: not delivered: {error}")
    OUT.print(f"{name}: taken by the service; look for Ref. {mark}", markup=False)


def _readers(channel: Channel) -> str:
    """Roles, units, and how many accounts."""
    told = channel.to
    accounts = [f"{len(told.accounts)} accounts"] if told.accounts else []
    return ", ".join([*told.roles, *told.units, *accounts])
