"""How tests are shared between processes: a file stays together, and so do the end-to-end tests.

Fixtures that last a session are made once in each process; the run that most end-to-end tests look
at takes half a minute, so one process has them all.
"""

import pytest

TOGETHER = "end_to_end"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name for each test the group that one process runs."""
    for item in items:
        group = TOGETHER if TOGETHER in item.path.parts else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
