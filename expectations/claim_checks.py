"""The checks that hold for claims wherever they are stored.

Belongs here: row checks that several suites share, above all that a claim is anchored to its
words. Does not belong here: the list of a table's checks (see `suites`).

In a query for offending rows, `batch` is the table under check. Offsets count code points, which
is what `substring` and `length` count in DuckDB; `substring_grapheme` would count what a reader
sees as one character. Long text is cut in the query.
"""

from __future__ import annotations

from expectations.checks import rows

BOUNDS_IN_ORDER = rows(
    "low_at_most_high",
    "An interval has a lower end of at least 0 that is not above its upper end.",
    "select claim_id, figure, low, high from batch where low > high or low < 0",
)

PERIOD_IN_ORDER = rows(
    "period_in_order",
    "A period does not end before it starts.",
    "select claim_id, period_start, period_end from batch where period_start > period_end",
)

LINKS_EXIST = rows(
    "links_name_claims",
    "part_of and restates name another claim of the same article version and extractor.",
    """
    with link as (
        select claim_id, article_id, version, extractor_version, 'part_of' as link,
            part_of as linked_id
        from batch where part_of is not null
        union all
        select claim_id, article_id, version, extractor_version, 'restates', restates
        from batch where restates is not null
    )
    select link.claim_id, link.link, link.linked_id
    from link
    left join batch as other
        on link.linked_id = other.claim_id
        and link.article_id = other.article_id
        and link.version = other.version
        and link.extractor_version = other.extractor_version
    where other.claim_id is null or other.claim_id = link.claim_id
    """,
)

ANCHORED = """
    from batch as claim
    inner join raw.article_version as article
        on claim.article_id = article.article_id and claim.version = article.version
"""

OFFSETS_INSIDE = rows(
    "offsets_inside_text",
    "0 ≤ start < end ≤ length of the article's text, in code points.",
    """
    select claim.claim_id, claim.start, claim."end", length(article.text) as text_length
    """
    + ANCHORED
    + 'where claim.start < 0 or claim.start >= claim."end" or claim."end" > length(article.text)',
)

FIGURE_IN_PLACE = rows(
    "figure_equals_text",
    "text[start:end] is the figure, letter by letter.",
    """
    select claim.claim_id, claim.start, claim."end", left(claim.figure, 80) as figure,
        left(substring(article.text, claim.start + 1, claim."end" - claim.start), 80) as there
    """
    + ANCHORED
    + """
    where substring(article.text, claim.start + 1, claim."end" - claim.start)
        is distinct from claim.figure
    """,
)

ARTICLE_EXISTS = rows(
    "article_exists",
    "The article version that the row is about is stored.",
    """
    select item.article_id, item.version
    from batch as item
    anti join raw.article_version as article
        on item.article_id = article.article_id and item.version = article.version
    where item.article_id is not null
    """,
)
