#!/usr/bin/env python3
"""Build the site: ``python build.py``. Other commands: ``python build.py --help``."""

import sys

try:
    from gongbao.cli import main
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed: run 'make site', or .venv/bin/python build.py")

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
