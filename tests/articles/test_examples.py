"""The examples in the docstrings do what they say."""

import doctest

import pytest

from pipelines.articles import addresses, cleaning, dates, language
from pipelines.articles.readers import markup, page_dates, plain_text


@pytest.mark.parametrize(
    "module", [cleaning, dates, addresses, plain_text, markup, page_dates, language]
)
def test_examples_run_as_written(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
