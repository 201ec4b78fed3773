with

changed as (
    select
        change.article_id,
        change.since_version as version_from,
        change.version as version_to,
        unnest(change.figures) as figure,
        {{ tells_correction("array_to_string(change.added, ' ')") }} as is_noted
    from {{ source('raw', 'article_change') }} as change
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
        strpos(earlier.text, changed.figure.sentence_before) - 1 as start_from,
        strpos(later.text, changed.figure.sentence_after) - 1 as start_to
    from changed
    inner join {{ source('raw', 'article_version') }} as earlier
        on changed.article_id = earlier.article_id and changed.version_from = earlier.version
    inner join {{ source('raw', 'article_version') }} as later
        on changed.article_id = later.article_id and changed.version_to = later.version
),

told as (
    select
        article_id,
        version_from as version,
        sentence_from as sentence,
        figure_from as figure,
        start_from as start_at
    from located
    union
    select
        located.article_id,
        located.version_to as version,
        located.sentence_to as sentence,
        located.figure_to as figure,
        located.start_to as start_at
    from located
),

-- The claim that a changed number belongs to, where the extractor found one in its sentence.
claimed as (
    select
        told.article_id,
        told.version,
        told.sentence,
        told.figure,
        arg_min(claim, claim.claim_id) as claim
    from told
    inner join {{ source('raw', 'claim') }} as claim
        on told.article_id = claim.article_id and told.version = claim.version
    where
        claim.start between told.start_at and told.start_at + length(told.sentence)
        and (contains(claim.figure, told.figure) or contains(told.figure, claim.figure))
    group by all
)

select
    {{ key_of(['located.article_id', 'version_to', 'sentence_from', 'figure_from', 'figure_to']) }}
        as revision_id,
    case when located.is_noted then 'correction' else 'silent_edit' end as kind,
    located.article_id,
    article.publisher,
    article.url,
    article.published_at,
    located.version_from,
    located.version_to,
    located.seen_from,
    located.seen_to,
    located.figure_from,
    located.figure_to,
    located.sentence_from,
    located.sentence_to,
    older.claim.claim_id as claim_id_from,
    newer.claim.claim_id as claim_id_to,
    coalesce(newer.claim.claimant, older.claim.claimant) as claimant,
    coalesce(newer.claim.victim_side, older.claim.victim_side) as victim_side,
    coalesce(newer.claim.category, older.claim.category) as category
from located
inner join {{ ref('article') }} as article on located.article_id = article.article_id
left join claimed as older
    on
        located.article_id = older.article_id and located.version_from = older.version
        and located.sentence_from = older.sentence and located.figure_from = older.figure
left join claimed as newer
    on
        located.article_id = newer.article_id and located.version_to = newer.version
        and located.sentence_to = newer.sentence and located.figure_to = newer.figure
qualify row_number() over (partition by revision_id order by located.seen_to) = 1
