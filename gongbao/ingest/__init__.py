"""A raw file in, a folder of content/ out, and the proof that nothing was lost on the way.

    text          bytes        -> text, unchanged
    pdf           bytes        -> text, how each line stands, tables, what is no part of the report
    lines         text         -> Lines, and Passages that know where they stood
    furniture     Lines        -> Lines without page numbers, links and outline
    spacing       Lines        -> Lines and Passages without the spaces of the layout
    title, annex  Lines        -> the title block, the annexes with their tables
    paragraphs    Lines        -> paragraphs, by the width of the printed lines
    structure     paragraphs   -> Blocks: headings, leads, list items
    markdown      Blocks       -> the body of report.md, and the place of each kept character
    review        review.yaml  -> decisions, which overrule all of the above

``draft`` knows the order; ``files`` alone touches the disk.
"""

from .draft import Counts
from .files import Ingested, ingest

__all__ = ["Counts", "Ingested", "ingest"]
