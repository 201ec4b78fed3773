"""The clusters of articles that print one text, and the origin of each.

Belongs here: `raw.article_origin`, and what becomes of clusters that new texts join. Does not
belong here: the index in which copies are found (`warehouse.syndication`), what a copy changed
(`warehouse.copies`).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from warehouse.connect import Connection
from warehouse.frames import count
from warehouse.syndication import WINDOW_DAYS


def links(con: Connection, copies: pl.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of clusters that the arrived texts join: by copies, words, and versions.

    `copies` holds pairs of keys. A cluster that is none yet is named by its only article. A text
    is linked with those of the same words nearest before and behind it in time, however short.
    """
    con.register("copy_pair", copies.to_arrow())
    try:
        rows = con.execute(_LINKS).fetchall()
    finally:
        con.unregister("copy_pair")
    return [(str(left), str(right)) for left, right in rows]


_LINKS = f"""
with same_words as (
    select key, words_digest, day, (date_diff('day', date '1970-01-01', day), key) as place
    from raw.text_signature
    semi join arrived using (words_digest)
),
neighbour as (
    select
        key, day,
        lag(key) over in_time as key_before, lag(day) over in_time as day_before
    from same_words
    window in_time as (partition by words_digest order by place)
),
pair as (
    select "left", "right" from copy_pair
    union
    select key_before, key from neighbour where day - day_before <= {WINDOW_DAYS}
    union
    select key, key from arrived
),
cluster as (
    select article_id, any_value(cluster_id) as cluster_id from raw.article_origin group by all
),
node as (
    select signature.key, coalesce(cluster.cluster_id, signature.article_id) as name
    from raw.text_signature as signature
    left join cluster using (article_id)
)
select distinct here.name, there.name
from pair
inner join node as here on pair."left" = here.key
inner join node as there on pair."right" = there.key
order by all
"""


def join_clusters(con: Connection, renamed: Mapping[str, str]) -> int:
    """Give the arrived texts and the clusters in `renamed` their clusters, and choose origins.

    `renamed` tells the new name of each cluster, and of each article that had none. Returns how
    many texts were added.
    """
    names = pl.DataFrame(
        {"name": list(renamed), "cluster_id": list(renamed.values())},
        schema={"name": pl.String, "cluster_id": pl.String},
    )
    con.register("renamed", names.to_arrow())
    try:
        con.execute(
            "update raw.article_origin as stored set cluster_id = renamed.cluster_id from renamed "
            "where stored.cluster_id = renamed.name and stored.cluster_id <> renamed.cluster_id"
        )
        new = count(con, _ADD_TO_CLUSTERS)
        con.execute(_CHOOSE_ORIGINS)
    finally:
        con.unregister("renamed")
    return new


def count_clusters(con: Connection) -> int:
    """Return how many texts are printed by several articles."""
    return count(
        con,
        "select count(*) from (select cluster_id from raw.article_origin group by cluster_id "
        "having count(distinct article_id) > 1)",
    )


_ADD_TO_CLUSTERS = """
insert into raw.article_origin by name
with cluster as (
    select article_id, any_value(cluster_id) as cluster_id from raw.article_origin group by all
)
select
    arrived.article_id, arrived.version,
    coalesce(cluster.cluster_id, renamed.cluster_id) as cluster_id, arrived.article_id as origin_id
from arrived
left join cluster using (article_id)
left join renamed on arrived.article_id = renamed.name
order by arrived.key
"""

# The credited agency's own publication comes first, by the weight and number of the credits; then
# the earliest; undated ones last.
_CHOOSE_ORIGINS = """
with member as (
    select
        origin.cluster_id, origin.article_id, signature.medium, signature.credited,
        signature.credit_weight, signature.published_at
    from raw.article_origin as origin
    inner join raw.text_signature as signature using (article_id, version)
    where origin.cluster_id in (select cluster_id from renamed)
),
credit as (
    select
        cluster_id, credited as medium,
        max(credit_weight) as weight, count(distinct article_id) as n_crediting
    from member
    where credited is distinct from medium
    group by all
),
article as (
    select
        cluster_id, article_id, any_value(medium) as medium, min(published_at) as published_at
    from member
    group by all
),
chosen as (
    select article.cluster_id, article.article_id as origin_id
    from article
    left join credit using (cluster_id, medium)
    qualify row_number() over (
        partition by article.cluster_id
        order by
            credit.weight desc nulls last, credit.n_crediting desc nulls last,
            article.published_at nulls last, article.article_id
    ) = 1
)
update raw.article_origin as stored set origin_id = chosen.origin_id
from chosen
where stored.cluster_id = chosen.cluster_id and stored.origin_id <> chosen.origin_id
"""
