"""A raw file in, a folder of content/ out, and the proof that nothing was lost on the way.

    formats       bytes        -> a Reading, by the reader of their format:
    text_file     bytes        -> text, unchanged
    docx          bytes        -> text, with the numbers that Word would print (archive, ooxml: its
                                  parts; docx_pieces to docx_text: its text; docx_looks: the rest)
    html          bytes        -> what a web page shows, and where in it the report stands
    office        .doc, .wps   -> DOCX, by LibreOffice in a process of its own
    pdf           bytes        -> how each line stands, tables, what is no part of the report
    lines         text         -> Lines, and Passages that know where they stood
    furniture     Lines        -> Lines without page numbers, links and outline
    spacing       Lines        -> Lines and Passages without the spaces of the layout
    title, annex  Lines        -> the title block, the annexes with their tables
    paragraphs    Lines        -> paragraphs, by the width of the printed lines
    structure     paragraphs   -> Blocks: headings, leads, list items
    markdown      Blocks       -> the body of report.md, and the place of each kept character
    review        review.yaml  -> decisions, which overrule all of the above

``draft`` knows the order; ``files`` alone touches the disk, ``office`` alone runs a program.
"""

from .draft import Counts
from .files import Ingested, ingest

__all__ = ["Counts", "Ingested", "ingest"]
