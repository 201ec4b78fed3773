"""Some damaged files of every format at each run; `make fuzz` reads as many as one likes."""

import pytest

from tests.fuzz.__main__ import read_share
from tests.fuzz.seeds import FORMATS

FILES = 40


@pytest.mark.parametrize("name", FORMATS)
def test_no_damage_makes_a_reader_fail_or_lose_an_input(name, tmp_path, monkeypatch):
    monkeypatch.setenv("FUZZ_DIR", str(tmp_path))
    monkeypatch.setenv("SEED", "ci")
    monkeypatch.setattr("tests.fuzz.__main__.FAILED", tmp_path)
    outcome = read_share((name, 0, FILES))
    # Time is judged by `make fuzz`, on a machine that does nothing else.
    assert [failure for failure in outcome.failures if "took" not in failure] == []
    assert outcome.articles + outcome.rejected >= FILES * 0.9


def test_sound_files_of_every_format_give_articles(tmp_path):
    from tests.fuzz.__main__ import read_one

    (tmp_path / "scratch").mkdir()
    for name, (file_name, make) in FORMATS.items():
        for raw in make():
            (tmp_path / file_name).write_bytes(raw)
            batches = read_one(tmp_path / file_name, tmp_path)
            stored = sum(batch.articles.height for batch in batches)
            assert stored >= 1 or name == "sitemap", (name, [b.rejected.rows() for b in batches])
    assert not any((tmp_path / "scratch").iterdir())
