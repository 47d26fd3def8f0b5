"""Public reports in, a static site out.

    load      content/            -> Source            reads the disk
    parse     Source              -> Report
    anchors   Report              -> AnchoredReport
    extract   AnchoredReport      -> Observations
    script    AnchoredReport      -> the same in zh-Hant
    collect   reports             -> Library
    check     Library             -> Problems
    render    Library, templates/ -> Pages             reads templates/
    search    Library             -> index pages
    publish   Pages               -> site/             writes the disk

A stage imports ``model``, and where it reads files ``fields`` and ``ledger``, but not its
neighbours; ``pipeline`` alone knows the order.
"""
