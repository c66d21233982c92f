"""GET /api/openapi.json: what senders of rows are told, made out of what config.yaml says."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from dashboard.delivery import Door, Field

Schema = dict[str, Any]
MOMENT = datetime(2026, 11, 24, 2, 15, tzinfo=UTC)
WRITTEN = {
    "iso": "2026-11-24T09:15:00+07:00",
    "dmy": "24/11/2026 09:15",
    "mdy": "11/24/2026 09:15",
    "epoch_s": 1795486500,
    "epoch_ms": 1795486500000,
}
EXAMPLES = {"number": 12.5, "whole": 3, "flag": True, "text": "A-1", "spans": "2026-11-20T02:00Z/"}
PROBLEMS = {
    "401": "The token is missing or wrong.",
    "403": "The token is of another source.",
    "404": "There is no such source that takes rows.",
    "413": "Too many rows, or too many bytes.",
    "415": "The body is not plain JSON.",
    "422": "The body is no batch of rows, or the Idempotency-Key was used for another batch.",
    "429": "Too many wrong tokens; wait for one minute.",
    "503": "The batch could not be kept; send it again later.",
}
NUMBER = {"type": "integer", "minimum": 0}
COUNTS = ("read", "new", "corrected", "unchanged", "rejected")
LABEL = {
    "type": ["string", "integer"],
    "description": "What the sender calls the row, so that people find it again.",
    "maxLength": 200,
}


def document(doors: Iterable[Door], version: str) -> Schema:
    """An OpenAPI 3.1 document of these sources."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pantau: delivery of rows",
            "version": version,
            "description": "Rows are kept by their own key: sending a batch again is harmless.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {f"/api/rows/{door.source}": {"post": _post(door)} for door in doors},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Answer": _answer(), "Problem": _problem()},
        },
    }


def _post(door: Door) -> Schema:
    rows = {"type": "array", "maxItems": door.most_rows, "items": row_schema(door)}
    schema = {
        "type": "object", "required": ["rows"], "additionalProperties": False,
        "properties": {"rows": rows},
    }  # fmt: skip
    sent = {"schema": schema, "example": {"rows": [row_example(door)]}}
    answers = {"200": _content("What became of each row.", "application/json", "Answer")}
    answers |= {
        code: _content(said, "application/problem+json", "Problem")
        for code, said in PROBLEMS.items()
    }
    return {
        "operationId": f"deliver_{door.source}",
        "summary": f"Deliver rows of {door.frame}",
        "description": f"{door.meaning} At most {door.most_rows} rows and {door.most_bytes} bytes.",
        "parameters": [_key()],
        "requestBody": {"required": True, "content": {"application/json": sent}},
        "responses": answers,
    }


def _key() -> Schema:
    said = "The sender's own key of this batch: sent again within a day, it gets the same answer."
    schema = {"type": "string", "minLength": 1, "maxLength": 255}
    place = {"name": "Idempotency-Key", "in": "header", "required": False}
    return {**place, "description": said, "schema": schema}


def row_schema(door: Door) -> Schema:
    """The schema of one row; a dotted field is one of an object inside the row."""
    found: Schema = {"type": "object", "additionalProperties": False, "properties": {}}
    for field in door.fields:
        _place(found, field.name.split("."), field)
    found["properties"]["label"] = found["properties"].get("label", LABEL)
    return found


def _place(schema: Schema, path: list[str], field: Field) -> None:
    if field.required:
        schema["required"] = list(dict.fromkeys([*schema.get("required", []), path[0]]))
    if len(path) == 1:
        schema["properties"][path[0]] = _field(field)
        return
    inner = {"type": "object", "properties": {}}
    below = schema["properties"].setdefault(path[0], inner)
    _place(below, path[1:], field)


def _field(field: Field) -> Schema:
    parts = [field.meaning]
    parts += [f"One of: {', '.join(field.values)}"] if field.values else []
    parts += [f"Format: {' or '.join(field.formats)}"] if field.formats else []
    kinds = ["string", "number", "boolean"] + ([] if field.required else ["null"])
    return {"type": kinds, "description": ". ".join(parts), "examples": [_example(field)]}


def row_example(door: Door) -> Schema:
    """A row as the source understands it."""
    found: Schema = {}
    for field in (f for f in door.fields if f.required or f.values or f.formats):
        *above, last = field.name.split(".")
        inner = found
        for name in above:
            inner = inner.setdefault(name, {})
        inner[last] = _example(field)
    return found


def _example(field: Field) -> Any:
    if field.values:
        return field.values[0].rstrip("*")
    if field.formats:
        first = field.formats[0]
        return WRITTEN.get(first) or MOMENT.strftime(first)
    return EXAMPLES.get(field.kind, "A-1")


def _answer() -> Schema:
    error = {
        "type": "object",
        "required": ["row", "label", "column", "reason", "message"],
        "properties": {
            "row": {"type": "integer", "minimum": 1, "description": "Number in the batch, from 1."},
            "label": {"type": "string"},
            "column": {"type": ["string", "null"], "description": "Our name of the column."},
            "field": {"type": ["string", "null"], "description": "The sender's name of it."},
            "reason": {"type": "string", "description": "A code that stays the same."},
            "value": {"type": ["string", "null"]},
            "message": {"type": "string"},
        },
    }
    counts: dict[str, Schema] = dict.fromkeys(COUNTS, NUMBER)
    return {
        "type": "object",
        "required": ["source", *COUNTS, "errors"],
        "properties": {
            "source": {"type": "string"},
            **counts,
            "errors": {"type": "array", "items": error},
        },
    }


def _problem() -> Schema:
    text = {"type": "string"}
    told = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text}
    return {"type": "object", "description": "RFC 9457", "properties": told}


def _content(said: str, kind: str, schema: str) -> Schema:
    return {
        "description": said,
        "content": {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
