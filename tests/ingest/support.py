"""What the tests of ingest share: Markdown as a reader sees it, and sources in memory."""

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

from gongbao.ingest import review
from gongbao.ingest.draft import Draft, Places, draft
from gongbao.ingest.lines import Passage
from gongbao.ledger import body_of
from gongbao.model import Place

PLACES = Places(source=Place("a.txt"), review=Place("review.yaml"))
PERIOD = "front_matter: {period: 2024, kind: other}\n"
"""With it any text can be ingested."""


def rendered_text(body: str) -> str:
    """The text of the body as markdown-it-py shows it; a soft break is a line feed."""
    markdown = MarkdownIt("js-default", {"html": False}).use(attrs_plugin, spans=True)
    inline = [token for token in markdown.parse(body) if token.type == "inline"]
    return "".join(_shown(child) for token in inline for child in token.children or ())


def _shown(token: Token) -> str:
    shown = {"softbreak": "\n", "text": token.content, "span_open": "", "span_close": ""}
    return shown[token.type]  # a KeyError is mark-up that nobody wrote


def drafted(text: str, decisions: str = "") -> Draft:
    return draft(text.encode(), review.read(PERIOD + decisions, "review.yaml"), PLACES)


def drafted_pdf(data: bytes) -> Draft:
    places = Places(source=Place("a.pdf"), review=Place("review.yaml"))
    return draft(data, review.read(PERIOD, "review.yaml"), places)


def redrafted(text: str, done: Draft) -> Draft:
    """The draft of ``text`` with the review.yaml that ``done`` has written."""
    return draft(text.encode(), review.read(done.review_yaml, "review.yaml"), PLACES)


def blocks_of(text: str, decisions: str = "") -> list[str]:
    """The lines of the body of report.md that are not blank."""
    return [line for line in body_of(drafted(text, decisions).report).split("\n") if line]


def doubts_of(text: str) -> list[tuple[str, str, str]]:
    decisions = drafted(text).review.decisions
    return [(d.kind, d.text, d.chose) for d in decisions if d.kind != "title"]


def passage(text: str) -> Passage:
    return Passage(text, tuple(range(len(text))))
