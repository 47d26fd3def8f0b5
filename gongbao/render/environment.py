"""The templates, and what each of them can rely on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from ..model import Page


class _Compiled(BytecodeCache):
    """Each template is compiled once in a process, not once for each edition: a second of a build.

    What is kept depends on nothing but the template: a changed one has another checksum.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


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
        auto_reload=False,  # a site is made with its templates as they were
        bytecode_cache=FileSystemBytecodeCache(str(known)) if known else _COMPILED,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.globals["_"] = _words()
    return environment


def _words() -> Callable[..., Any]:
    """`_` of the extension i18n; a message without values is looked up and escaped but once."""
    said: dict[str, Any] = {}

    @pass_context
    def words(context: Context, message: str, **values: object) -> Any:
        if not values and message in said:
            return said[message]
        found = context.call(context.resolve("gettext"), message, **values)
        if not values:
            said[message] = found
        return found

    return words
