"""`make grade`: Mozilla's grader on what each web server sends of our home page; asked: A+, 125.

Its package is installed beside the project when first asked for: `make test` does without it.
"""

import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from gongbao.pipeline import build
from tests import debian, servers
from tests.browser import npm

ROOT = Path(__file__).parent.parent
NAME, VERSION = "@mdn/mdn-http-observatory", "1.4.8"
LEAST = 125


def main() -> int:
    package = npm.installed(NAME, VERSION)
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(ROOT / "content", ROOT / "templates", site, base_url="https://gongbao.example/")
        for name in filter(debian.program, servers.NAMES):
            home = Path(folder) / name
            home.mkdir()
            with servers.running(name, site, home) as address:
                grade, score = graded(package, address)
            good = grade == "A+" and score >= LEAST
            print(f"{'ok ' if good else 'NO '} {name}: {grade}, {score}")
            missed += not good
    return 1 if missed else 0


def graded(package: Path, address: str) -> tuple[str, int]:
    with urllib.request.urlopen(address) as answer:
        asked = {"headers": dict(answer.headers), "html": answer.read().decode("utf-8")}
    done = subprocess.run(
        ["node", ROOT / "tests/browser/observatory.mjs", package],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = json.loads(done.stdout)
    return found["grade"], found["score"]


if __name__ == "__main__":
    sys.exit(main())
