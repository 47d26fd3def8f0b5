"""metrics.yaml: what editors say of the numbers of a report, read and applied."""

from .applying import corrected
from .reading import metric_corrections

__all__ = ["corrected", "metric_corrections"]
