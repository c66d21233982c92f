"""Reads config.yaml and says, key by key, what is wrong and what would be right."""

import os
import re
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from data.settings import Place, Settings, suggestion

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SECRET_KEY = re.compile(r"secret|password|token|authorization|api[-_]?key", re.IGNORECASE)
_URL_PASSWORD = re.compile(r"://[^/@:\s]*:([^@/\s]+)@")


class ConfigError(Exception):
    """config.yaml cannot be used; ``problems`` holds one line per wrong key."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read and check ``path``; ``${NAME}`` is taken from ``environment``.

    Raises ConfigError listing every problem with its line and key.
    """
    root = _compose(path)
    lines = dict(_lines(root, ()))
    problems = list(_doubled(root, ()))
    found = _filled(_plain(root), environment, (), problems)
    try:
        settings = Settings.model_validate(found)
        problems += settings.contradictions()
    except ValidationError as error:
        problems += [_problem(detail, found) for detail in error.errors()]
    if problems:
        located = [_located(path, lines, place, text) for place, text in problems]
        raise ConfigError([_masked(line, environment, _plain(root)) for line in located])
    return settings


def _compose(path: Path) -> yaml.Node:
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise ConfigError(
            [f"{path}: cannot be read ({error.strerror}); name a readable file with -c"]
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError([f"{path}: is not YAML in UTF-8; {error}"]) from error
    if not isinstance(node, yaml.MappingNode):
        raise ConfigError([f"{path}: is not a mapping; start with office: and sources:"])
    return node


def _plain(node: yaml.Node) -> Any:
    loader = yaml.SafeLoader("")
    return loader.construct_document(node)


def _lines(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, key.value), key.start_mark.line + 1
            for deeper, line in _lines(value, (*place, key.value)):
                if deeper != (*place, key.value):
                    yield deeper, line
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*place, index))


def _doubled(node: yaml.Node, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield (*place, key.value), "stands twice; keep one of them"
            seen.add(key.value)
            yield from _doubled(value, (*place, key.value))


def _filled(
    found: Any, environment: Mapping[str, str], place: Place, problems: list[tuple[Place, str]]
) -> Any:
    """``found`` with every ``${NAME}`` replaced; what is not set is added to ``problems``."""
    if isinstance(found, dict):
        return {k: _filled(v, environment, (*place, str(k)), problems) for k, v in found.items()}
    if isinstance(found, list):
        return [_filled(v, environment, (*place, i), problems) for i, v in enumerate(found)]
    if not isinstance(found, str):
        return found
    if _is_open_secret(found, place):
        problems.append((place, "is a secret in the open; write ${NAME} and set NAME outside"))
    unset = [name for name in _VARIABLE.findall(found) if name not in environment]
    problems += [(place, f"environment variable {name} is not set; set it") for name in unset]
    return _VARIABLE.sub(lambda match: environment.get(match[1], ""), found)


def _is_open_secret(found: str, place: Place) -> bool:
    password = _URL_PASSWORD.search(found)
    open_password = password is not None and not _VARIABLE.fullmatch(password[1])
    secret_key = len(place) > 0 and _SECRET_KEY.search(str(place[-1])) is not None
    return open_password or (secret_key and not _VARIABLE.search(found))


def _problem(detail: ErrorDetails, found: Any) -> tuple[Place, str]:
    place = _place(detail["loc"], found, missing=detail["type"] == "missing")
    if detail["type"] == "extra_forbidden":
        return (
            place,
            f"is not a known key; {suggestion(str(place[-1]), _known(detail['loc'][:-1]))}",
        )
    if detail["type"] == "missing":
        return place, "is missing; write it"
    if detail["type"].startswith("union_tag"):
        return (*place, "kind"), "is no kind of source; write files, lapor, sql, http or push"
    message = detail["msg"].removeprefix("Value error, ")
    if place and _SECRET_KEY.search(str(place[-1])):
        return place, message
    return place, message if message[
        :1
    ] in "'\"" or ";" in message else f"{message}; found {detail['input']!r}"


def _place(loc: tuple[str | int, ...], found: Any, *, missing: bool) -> Place:
    """``loc`` without the parts pydantic adds (the kind of a union) that config.yaml has not.

    ``missing``: the last part is a key that config.yaml should have.
    """
    place: list[str | int] = []
    for index, part in enumerate(loc):
        inside = part in found if isinstance(found, dict) else isinstance(part, int)
        if isinstance(found, dict) and not inside:
            inside = any(str(key) == part for key in found)
        if inside:
            found = _step(found, part)
        elif not (missing and index == len(loc) - 1):
            continue
        place.append(part)
    return tuple(place)


def _step(found: Any, part: str | int) -> Any:
    if isinstance(found, dict):
        return next(
            (value for key, value in found.items() if key == part or str(key) == part), None
        )
    return (
        found[part]
        if isinstance(found, list) and isinstance(part, int) and part < len(found)
        else None
    )


def _known(loc: tuple[str | int, ...]) -> list[str]:
    """The keys that the model at ``loc`` knows."""
    candidates: list[type[BaseModel]] = [Settings]
    for part in loc:
        deeper = [
            m
            for model in candidates
            if part in model.model_fields
            for m in _models(model.model_fields[str(part)].annotation)
        ]
        named = [m for m in candidates if part in _kinds(m)]
        candidates = deeper or named or candidates
    return sorted(
        {field.alias or name for model in candidates for name, field in model.model_fields.items()}
    )


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in typing.get_args(annotation) for model in _models(part)]


def _kinds(model: type[BaseModel]) -> tuple[Any, ...]:
    field = model.model_fields.get("kind")
    return typing.get_args(field.annotation) if field else ()


def _masked(text: str, environment: Mapping[str, str], found: Any) -> str:
    """``text`` with the names of the variables that ``found`` uses in place of their values."""
    for name in set(_VARIABLE.findall(str(found))):
        if len(environment.get(name, "")) > 3:
            text = text.replace(environment[name], f"${{{name}}}")
    return text


def _located(path: Path, lines: Mapping[Place, int], place: Place, text: str) -> str:
    line = next((lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines), 1)
    dotted = ".".join(str(part) for part in place)
    return f"{path}:{line} {dotted}: {text}"
