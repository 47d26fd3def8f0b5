"""The numbers of the five reports against the numerals that were classed by hand."""

import re
import subprocess
import sys
from pathlib import Path


def test_numbers_agree_with_the_gold(site: Path, shared: Path) -> None:
    command = [sys.executable, str(shared / "gold" / "score.py"), str(site)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = {
        name: float(re.findall(rf"{name} ([\d.]+)", said)[0])
        for name in ("recall", "precision", "role", "value")
    }
    assert min(figures.values()) >= 0.999, said
