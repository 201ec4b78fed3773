"""The examples in the docstrings do what they say."""

import doctest

import pytest

from pipelines.articles import addresses, cleaning, dates
from pipelines.articles.readers import plain_text


@pytest.mark.parametrize("module", [cleaning, dates, addresses, plain_text])
def test_examples_run_as_written(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
