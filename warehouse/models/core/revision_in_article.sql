{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='article_id',
    pre_hook=["{{ note_articles_of_revisions() }}"]
) }}

{% set changed = [
    'article_id', 'version_from', 'version_to', 'seen_from', 'seen_to', 'figure_from', 'figure_to',
    'sentence_from', 'sentence_to'
] %}
{% set described = ['claimant', 'victim_side', 'category', 'place', 'period_start', 'period_end'] %}

with

changed as (
    select
        change.article_id,
        change.since_version as version_from,
        change.version as version_to,
        unnest(change.figures) as figure,
        {{ tells_correction("array_to_string(change.added, ' ')") }} as is_noted
    from {{ source('raw', 'article_change') }} as change
    {% if is_incremental() %}
        where change.article_id in {{ remade() }}
    {% endif %}
),

located as (
    select
        changed.article_id,
        changed.version_from,
        changed.version_to,
        changed.figure.before as figure_from,
        changed.figure.after as figure_to,
        changed.figure.sentence_before as sentence_from,
        changed.figure.sentence_after as sentence_to,
        changed.is_noted or {{ tells_correction('changed.figure.sentence_after') }} as is_noted,
        earlier.retrieved_at as seen_from,
        later.retrieved_at as seen_to,
        {{ changed_side('version_from', 'before', 'earlier.text') }} as side_from,
        {{ changed_side('version_to', 'after', 'later.text') }} as side_to
    from changed
    inner join {{ source('raw', 'article_version') }} as earlier
        on changed.article_id = earlier.article_id and changed.version_from = earlier.version
    inner join {{ source('raw', 'article_version') }} as later
        on changed.article_id = later.article_id and changed.version_to = later.version
),

told as (
    select distinct
        located.article_id,
        unnest([located.side_from, located.side_to]) as side
    from located
),

-- The claim that a changed number belongs to, where the extractor found one in its sentence.
claimed as (
    select
        told.article_id,
        told.side,
        arg_min(claim, claim.claim_id) as claim
    from told
    inner join {{ source('raw', 'claim') }} as claim
        on told.article_id = claim.article_id and told.side.version = claim.version
    where
        claim.start between told.side.start_at
        and told.side.start_at + length(told.side.sentence)
        and (contains(claim.figure, told.side.figure) or contains(told.side.figure, claim.figure))
    group by all
)

select
    {{ key_of(['located.article_id', 'version_to', 'sentence_from', 'figure_from', 'figure_to']) }}
        as revision_id,
    case when located.is_noted then 'correction' else 'silent_edit' end as kind,
    {% for column in changed %}
        located.{{ column }},
    {% endfor %}
    article.publisher,
    article.url,
    article.published_at,
    article.origin_id,
    {% for column in described %}
        coalesce(newer.claim.{{ column }}, older.claim.{{ column }}) as {{ column }},
    {% endfor %}
    older.claim.claim_id as claim_id_from,
    newer.claim.claim_id as claim_id_to,
    older.claim.low as low_from,
    older.claim.high as high_from,
    newer.claim.low as low_to,
    newer.claim.high as high_to
from located
inner join {{ ref('article') }} as article on located.article_id = article.article_id
left join claimed as older
    on located.article_id = older.article_id and located.side_from = older.side
left join claimed as newer
    on located.article_id = newer.article_id and located.side_to = newer.side
qualify row_number() over (partition by revision_id order by located.seen_to) = 1
