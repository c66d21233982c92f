"""The reader's own menu: who one is, language, appearance, log-out."""

from typing import Any

from dash import html

from dashboard.account import Account
from dashboard.components.marks import attributes, icon
from dashboard.texts import LANGUAGES, Texts

THEMES = {"light": "sun", "dark": "moon-stars", "auto": "circle-half"}


def menu(account: Account, link: Any, texts: Texts) -> html.Details:
    """Account, language, appearance, another ``link`` if there is one, log-out."""
    return html.Details(
        [
            html.Summary(
                [icon("person-circle"), html.Span(account.name, className="menu-name")],
                **attributes(aria_label=f"{texts('nav.account')}: {account.name}"),
            ),
            html.Div(
                [
                    html.Div(
                        [html.B(account.name), html.Small(texts(f"role.{account.role}"))],
                        className="menu-who",
                    ),
                    choice(texts("nav.language"), languages(texts)),
                    choice(texts("nav.theme"), themes(texts)),
                    link,
                    html.Button(
                        [icon("box-arrow-right"), texts("nav.logout")],
                        className="menu-item",
                        **attributes(data_logout="1"),
                    ),
                ],
                className="menu-panel",
            ),
        ],
        className="menu",
    )


def choice(label: str, options: list[Any]) -> html.Div:
    """A labelled row of buttons of which one is on."""
    return html.Div(
        [html.Span(label, className="menu-label"), html.Div(options, className="segments")],
        className="menu-choice",
        role="group",
        **attributes(aria_label=label),
    )


def languages(texts: Texts) -> list[html.A]:
    """A link for each language; shell.js keeps the rest of the address."""
    return [
        html.A(
            Texts(code, texts.zone_name)("language"),
            href=f"?lang={code}",
            lang=code,
            className="segment",
            **attributes(
                data_lang_choice=code,
                aria_current="true" if code == texts.language else "false",
            ),
        )
        for code in LANGUAGES
    ]


def themes(texts: Texts) -> list[html.Button]:
    """A button for each appearance; CSS marks the one on <html data-theme>."""
    return [
        html.Button(
            icon(name),
            className=f"segment segment-{mode}",
            title=texts(f"nav.theme_{mode}"),
            **attributes(data_theme_choice=mode, aria_label=texts(f"nav.theme_{mode}")),
        )
        for mode, name in THEMES.items()
    ]
