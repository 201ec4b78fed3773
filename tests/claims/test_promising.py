import json
from pathlib import Path

import pytest

from pipelines.claims.harm.predicates import find_hits
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.mentions import Mentions, fold
from pipelines.records import Article

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = ("documents", "traps", "headlines_and_tables", "equipment", "must_not")


@pytest.mark.parametrize("file", FILES)
def test_a_sentence_that_is_passed_over_counts_no_harm_by_itself(file, lexicon) -> None:
    missed = []
    for line in (CORPUS / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        article = Article(article_id="one", text=text)
        document = Document(article, lexicon, Mentions(text, fold(text), lexicon))
        read = {reduced.sentence.index for reduced in document.sentences.promising(lambda _: False)}
        missed += [
            text[reduced.sentence.start : reduced.sentence.end]
            for reduced in document.sentences
            if reduced.sentence.index not in read and find_hits(reduced)
        ]
    assert missed == []
