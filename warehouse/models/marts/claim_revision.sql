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

-- The claim that a changed number belongs to, where the extractor found one in its sentence.
claim_from as (
    select
        located.article_id,
        located.version_from,
        located.sentence_from,
        located.figure_from,
        min(claim.claim_id) as claim_id
    from located
    inner join {{ source('raw', 'claim') }} as claim
        on
            located.article_id = claim.article_id
            and located.version_from = claim.version
            and claim.start between located.start_from
            and located.start_from + length(located.sentence_from)
            and (
                contains(claim.figure, located.figure_from)
                or contains(located.figure_from, claim.figure)
            )
    group by all
),

claim_to as (
    select
        located.article_id,
        located.version_to,
        located.sentence_to,
        located.figure_to,
        min(claim.claim_id) as claim_id
    from located
    inner join {{ source('raw', 'claim') }} as claim
        on
            located.article_id = claim.article_id
            and located.version_to = claim.version
            and claim.start between located.start_to
            and located.start_to + length(located.sentence_to)
            and (
                contains(claim.figure, located.figure_to)
                or contains(located.figure_to, claim.figure)
            )
    group by all
)

select
    {{ key_of([
        'located.article_id', 'located.version_from', 'located.version_to',
        'located.sentence_from', 'located.figure_from', 'located.figure_to'
    ]) }} as revision_id,
    case when located.is_noted then 'correction' else 'silent_edit' end as kind,
    located.article_id,
    article.publisher,
    article.title,
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
    claim_from.claim_id as claim_id_from,
    claim_to.claim_id as claim_id_to,
    coalesce(newer.claimant, older.claimant) as claimant,
    coalesce(newer.victim_side, older.victim_side) as victim_side,
    coalesce(newer.category, older.category) as category
from located
inner join {{ ref('article') }} as article on located.article_id = article.article_id
left join claim_from
    on
        located.article_id = claim_from.article_id
        and located.version_from = claim_from.version_from
        and located.sentence_from = claim_from.sentence_from
        and located.figure_from = claim_from.figure_from
left join claim_to
    on
        located.article_id = claim_to.article_id
        and located.version_to = claim_to.version_to
        and located.sentence_to = claim_to.sentence_to
        and located.figure_to = claim_to.figure_to
left join {{ source('raw', 'claim') }} as older on claim_from.claim_id = older.claim_id
left join {{ source('raw', 'claim') }} as newer on claim_to.claim_id = newer.claim_id
qualify row_number() over (partition by revision_id order by located.seen_to) = 1
order by located.seen_to, located.article_id, located.start_to
