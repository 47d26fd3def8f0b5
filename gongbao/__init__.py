"""Public reports in, a static site out.

    load      content/            -> Source            reads the disk
    parse     Source              -> Report
    anchors   Report              -> AnchoredReport
    extract   AnchoredReport      -> Observations
    script    AnchoredReport      -> the same in zh-Hant
    collect   reports             -> Library
    check     Library             -> Problems
    render    Library, templates/ -> Pages             reads templates/
    search    Library             -> index             writes where it is told
    publish   Pages               -> site/             writes the disk

A stage imports ``model`` and not its neighbours; ``pipeline`` alone knows the order.
"""
