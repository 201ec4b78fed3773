"""The mart of echoes: who printed a release after whom, and which figures changed on the way."""

import pytest

from tests.syndication.texts import RELEASE, article, ask, frame, run
from warehouse.models import build_models


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A release, a copy with another figure, an undated and an earlier one, another story."""
    path = tmp_path_factory.mktemp("echo") / "tallywire.duckdb"
    rows = [
        article("release", RELEASE, publisher="Reuters"),
        article("changed", "KYIV (Reuters) – " + RELEASE.replace("365", "356"), hours=1.5),
        article("undated", RELEASE, hours=None, publisher=None),
        article("earlier", RELEASE, hours=-2),
        article("other", "The harvest was the best of the decade, farmers say.", hours=3),
    ]
    run(path, frame(*rows))
    build_models(path, path.parent / "dbt")
    return path


def test_each_copy_is_one_row_with_its_delay_and_its_changed_figures(live):
    columns = (
        "article_id, origin_id, origin_publisher, credited_agency, delay_hours, n_figures_changed"
    )
    assert ask(live, f"select {columns} from marts.publisher_echo order by article_id") == [
        ("changed", "release", "Reuters", "Reuters", 1.5, 1),
        ("earlier", "release", "Reuters", None, -2.0, 0),
        ("undated", "release", "Reuters", None, None, 0),
    ]


def test_a_changed_figure_is_told_as_both_texts_state_it(live):
    ((before, after, kept),) = ask(
        live,
        "select figures_changed[1].before, figures_changed[1].after, share_kept "
        "from marts.publisher_echo where n_figures_changed > 0",
    )
    assert (before, after) == ("365", "356")
    assert 0.9 < kept < 1


def test_the_origin_of_a_credited_cluster_is_that_of_all_models(live):
    assert ask(live, "select origin_id, n_articles from core.origin order by 2 desc") == [
        ("release", 4), ("other", 1),
    ]  # fmt: skip
