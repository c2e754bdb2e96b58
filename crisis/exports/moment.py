"""The moment an export is made: what it is stamped with."""

import os
import time
from datetime import UTC, datetime


def now() -> datetime:
    """UTC to the second: from ``SOURCE_DATE_EPOCH`` where set, so that exports can be made again, else the clock's."""
    return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC)
