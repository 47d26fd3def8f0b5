"""The gettext catalogues of templates/locales: what readers see, in their script."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable
from pathlib import Path

Translate = Callable[[str], str]


def translations(templates: Path, catalogue: str) -> gettext.GNUTranslations:
    """Read from the .po file itself, so that no compiled file can be out of step with it."""
    from babel.messages.mofile import write_mo  # 0.1 s that only a build needs
    from babel.messages.pofile import read_po

    path = templates / "locales" / f"{catalogue}.po"
    with path.open("rb") as file:
        catalog = read_po(file, locale=catalogue)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
