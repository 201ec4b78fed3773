"""The extractor's version: the rules' own digest and that of the lexicon."""

import functools
import hashlib
from pathlib import Path

from pipelines.lexicon import Lexicon, load_lexicon


@functools.cache
def _rules_digest() -> str:
    """Return 8 hexadecimal digits of the source of every module that shapes a claim."""
    digest = hashlib.sha256()
    core = Path(__file__).parent
    for path in sorted((*core.rglob("*.py"), *core.parent.glob("lexicon/*.py"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:8]


def extractor_version(lexicon: Lexicon | None = None) -> str:
    """Return `rules-<digest>.lexicon-<digest>`: another rule or another word, another version."""
    words = lexicon or load_lexicon()
    return f"rules-{_rules_digest()}.lexicon-{words.digest}"
