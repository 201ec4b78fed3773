"""The examples in the docstrings do what they say."""

import doctest

import pytest

from pipelines.articles import (
    addresses,
    cleaning,
    dates,
    draft,
    figure_changes,
    figures,
    language,
    markup,
)
from pipelines.articles.readers import members, page_dates, plain_text, unpacked


@pytest.mark.parametrize(
    "module",
    [
        addresses, cleaning, dates, draft, figure_changes, figures, language, markup, members,
        page_dates, plain_text, unpacked,
    ],
)  # fmt: skip
def test_examples_run_as_written(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
