"""One publish in a process of its own, which a test may kill or starve: ``SITE VERSION``.

The two file names that are asked for at begin and end mark the part between in strace's log.
"""

import os
import sys
from pathlib import Path, PurePosixPath

BEGIN, END = "/gongbao-faults-begin", "/gongbao-faults-end"
FOLDERS = ("", "assets", "futian/2022-plan")
FILES = ("index.html", "data.json")
FIXED = "same.html"
"""As it is in every version: it is linked, or stays in the spare tree."""
LENGTH = 20_000

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gongbao import publish  # noqa: E402
from gongbao.model import ContentError, Page  # noqa: E402
from gongbao.publish.stage import Stage  # noqa: E402

LOADED = (Stage,)
"""A build has it before it publishes: what strikes Python while it reads our code is no fault of a
publish.
"""


def body(version: str, path: str) -> bytes:
    """Says its version at the begin and at the end, and its own length by that."""
    edge = f"[{path} {version}]".encode()
    return publish.MARK + edge + b"." * LENGTH + edge


def pages(version: str) -> list[Page]:
    paths = [PurePosixPath(folder, name) for folder in FOLDERS for name in FILES]
    paths.append(PurePosixPath(f"only-in-{version}.html"))  # no version has the files of another
    fixed = Page(PurePosixPath(FIXED), body("", FIXED))
    return [fixed, *(Page(path, body(version, path.as_posix())) for path in paths)]


def main(site: Path, version: str, *, has_spare: bool) -> int:
    os.access(BEGIN, os.F_OK)
    try:
        with publish.lock(site):
            publish.publish(pages(version), site, has_spare=has_spare)
    except (OSError, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        os.access(END, os.F_OK)
    return 0


if __name__ == "__main__":
    # Without the interpreter's own end, which is none of ours.
    code = main(Path(sys.argv[1]), sys.argv[2], has_spare="spare" in sys.argv[3:])
    sys.stderr.flush()
    os._exit(code)
