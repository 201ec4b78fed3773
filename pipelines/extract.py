"""The `extract` contract: documents in, claims out, line by line, without a warehouse.

Belongs here: reading the JSON Lines of `tallywire extract`, and writing one line a document. Does
not belong here: cleaning. A document's text is taken exactly as given, so that every offset counts
code points of the caller's own text.
"""

import dataclasses
import datetime as dt
import json
import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipelines.claims import extract_claims
from pipelines.lexicon import load_lexicon
from pipelines.records import CLAIM_SCHEMA, Article, Claim

SURROGATES = re.compile("[\ud800-\udfff]")

LOG = logging.getLogger(__name__)

Complaint = Callable[[int, str], None]
"""Takes the number of a bad line, from 1, and what is wrong with it."""


class ExtractError(Exception):
    """The output cannot be written there; the message is one line that says why."""


class BadLineError(Exception):
    """A line that is no document; the message says why."""


@dataclass
class Account:
    """What an extraction did: documents written, claims in them, lines complained about."""

    documents: int = 0
    claims: int = 0
    bad: int = 0


def extract_file(source: Path, target: Path, complain: Complaint) -> Account:
    """Write one line of claims to `target` for each document line of `source`.

    Lines are read and written one by one, so that memory does not grow with the file. `target`
    appears complete or not at all. A line that is no document is complained about and left out; a
    date that cannot be read is complained about and left empty, and the document still counts.
    Raises `ExtractError` where `target` is `source` itself or cannot be created, and OSError where
    a file cannot be opened.
    """
    _refuse_own_input(source, target)
    account = Account()

    def note(number: int, reason: str) -> None:
        account.bad += 1
        complain(number, reason)

    with source.open("rb") as lines, _replacing(target) as out:
        for record in extract_lines(lines, note):
            account.documents += 1
            account.claims += len(record["claims"])
            out.write(json_line(record))
    return account


def extract_lines(lines: Iterable[bytes], complain: Complaint) -> Iterator[dict[str, Any]]:
    """Yield {"doc_id", "claims"} for each line that is a document; blank lines are passed over."""
    lexicon = load_lexicon()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            doc_id, article, doubt = read_document(line)
            if doubt:
                complain(number, doubt)
            claims = [claim_record(claim) for claim in extract_claims(article, lexicon)]
        except BadLineError as bad:
            complain(number, str(bad))
        except Exception as error:
            # One document that the extractor cannot take must not cost the others.
            LOG.debug("line %d", number, exc_info=True)
            complain(number, f"could not be read: {type(error).__name__}: {error}")
        else:
            yield {"doc_id": doc_id, "claims": claims}


def read_document(line: bytes) -> tuple[str, Article, str | None]:
    """Return a line's doc_id, its article, and what is doubtful about it; raise `BadLineError`.

    >>> read_document(b'{"doc_id": "d1", "text": "Calm.", "mood": 1}')[1].text
    'Calm.'
    """
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadLineError("not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"not JSON: {error}") from None
    if not isinstance(fields, dict):
        raise BadLineError(f"not an object but {type(fields).__name__}")
    doc_id, text = fields.get("doc_id"), fields.get("text")
    if not isinstance(doc_id, str) or not doc_id:
        raise BadLineError("doc_id is missing or no string")
    if not isinstance(text, str):
        raise BadLineError("text is missing or no string")
    published_at, doubt = _moment(fields.get("published_at"))
    article = Article(
        article_id=_encodable(doc_id),
        text=_encodable(text),
        publisher=_string(fields.get("publisher")),
        title=_string(fields.get("title")),
        published_at=published_at,
        language=_string(fields.get("language")),
        url=_string(fields.get("url")),
    )
    return doc_id, article, doubt


def claim_record(claim: Claim) -> dict[str, Any]:
    """Return a claim as the columns of `raw.claim`, with dates as text and evidence as a list."""
    fields = {**dataclasses.asdict(claim), "claim_id": claim.claim_id}
    return {name: fields[name] for name in CLAIM_SCHEMA.names()}


def json_line(record: dict[str, Any]) -> bytes:
    """Return a record as one line of UTF-8; a lone surrogate, which has no UTF-8, is escaped."""
    try:
        line = json.dumps(record, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        line = json.dumps(record, default=str).encode()
    return line + b"\n"


def _moment(value: object) -> tuple[dt.datetime | None, str | None]:
    if value is None or value == "":
        return None, None
    try:
        moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None:
        return None, f"published_at is no ISO date: {value!r:.40}; read without a date"
    if moment.tzinfo is None:
        return moment.replace(tzinfo=dt.UTC), None
    try:
        return moment.astimezone(dt.UTC), None
    except OverflowError:
        return None, f"published_at is out of range: {value!r:.40}; read without a date"


def _encodable(text: str) -> str:
    """Return a text with lone surrogates, which no library can encode, replaced one for one."""
    return SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _string(value: object) -> str | None:
    return _encodable(value) if isinstance(value, str) and value else None


def _refuse_own_input(source: Path, target: Path) -> None:
    # Links and /dev/stdin are followed; a terminal or /dev/null may well be both.
    if target.is_file() and source.exists() and target.samefile(source):
        raise ExtractError(f"{target} is the input itself: name another output, or - to print")


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    """Open a file beside `target` that takes its place when the block ends well.

    A target that is no regular file (a pipe, a terminal, `/dev/null`) is written to directly.
    """
    if target.exists() and not target.is_file():
        with target.open("wb") as out:
            yield out
        return
    target = target.resolve()
    if not target.parent.is_dir():
        raise ExtractError(f"cannot write {target}: there is no folder {target.parent}")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise ExtractError(f"cannot write in {target.parent}: {error.strerror}") from error
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
