"""The headers that a host should send with the site, as the file ``_headers`` that some hosts read.

docs/hosting has the same for web servers; a test asks each of them and holds it against this.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from .model import Page

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # the search is a WebAssembly program
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",  # none of our scripts makes markup of text
}
"""Content-Security-Policy: a page runs scripts of its own site and asks no other."""

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

FOR_EVER = "public, max-age=31536000, immutable"
HASHED = ("assets", "search/pagefind/index")
"""Folders in which another content has another name."""


def pages() -> tuple[Page, ...]:
    """``_headers``; how long other files are kept is left to those hosts: they ask each time."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for folder in HASHED:
        lines += [f"/{folder}/*", f"  Cache-Control: {FOR_EVER}"]
    return (Page(PurePosixPath("_headers"), "\n".join((*lines, "")).encode()),)
