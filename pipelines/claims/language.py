"""Which languages claims are read in.

Belongs here: the languages that the rules and the lexicon know. Does not belong here: finding out
in which language a text is (`pipelines.articles.language`).
"""

READ_LANGUAGES = ("en",)
"""Codes of ISO 639-1. `warehouse/macros/claims.sql` tells the models the same."""


def is_read(language: str | None) -> bool:
    """Whether an article is read for claims; one whose language nobody can tell is.

    >>> is_read("en-GB"), is_read(None), is_read("ru")
    (True, True, False)
    """
    return language is None or language.lower().replace("_", "-").split("-")[0] in READ_LANGUAGES
