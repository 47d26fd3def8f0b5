"""The templates, and what each of them can rely on."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from ..model import Page


def text_file(templates: Path, name: str, **values: Any) -> Page:
    body = environment_of(templates).get_template(name).render(values)
    return Page(PurePosixPath(name), body.encode("utf-8"))


def environment_of(templates: Path, known: Path | None = None) -> Environment:
    """``known``: a folder that may have the templates as Python reads them, of this version."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=FileSystemBytecodeCache(str(known)) if known else None,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment
