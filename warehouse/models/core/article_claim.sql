{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='article_id',
    pre_hook=["{{ note_articles_of_claims() }}"]
) }}

with

reading as (
    {{ current_reading(ref('article'), remade() if is_incremental() else none) }}
),

resolved as (
    select
        claim.*,
        'text' as source_kind,
        article.publisher,
        article.published_at,
        article.url,
        article.title,
        article.language,
        article.origin_id,
        claimant.actor_id as claimant_id,
        coalesce(claimant.name, claim.claimant) as claimant_name,
        claimant.kind as claimant_kind,
        claimant.side as claimant_side,
        relay_name.actor_id as relay_id,
        place_name.place_id,
        {{ sentence_around('article.text', 'claim.start', 'claim."end"') }} as sentence,
        coalesce(claim.period_end, article.published_at::date) as as_of
    from {{ source('raw', 'claim') }} as claim
    inner join reading
        on
            claim.article_id = reading.article_id
            and claim.version = reading.version
            and claim.extractor_version = reading.extractor_version
    inner join {{ ref('article') }} as article on claim.article_id = article.article_id
    left join {{ ref('stg_actor_name') }} as full_name
        on {{ name_key('claim.claimant') }} = full_name.name_key
    left join {{ ref('stg_actor_name') }} as short_name
        on {{ name_key('claim.claimant_text') }} = short_name.name_key
    left join {{ ref('actor') }} as claimant
        on coalesce(full_name.actor_id, short_name.actor_id) = claimant.actor_id
    left join {{ ref('stg_actor_name') }} as relay_name
        on {{ name_key('claim.relay') }} = relay_name.name_key
    left join {{ ref('stg_place_name') }} as place_name
        on {{ name_key('claim.place') }} = place_name.name_key
)

select
    resolved.*,
    -- The figure that this one is part of, or tells again, where both count the same thing.
    coalesce(told.claim_id, whole.claim_id) as counted_in
from resolved
left join resolved as told
    on resolved.restates = told.claim_id and {{ same_count('resolved', 'told') }}
left join resolved as whole
    on resolved.part_of = whole.claim_id and {{ same_count('resolved', 'whole') }}
order by resolved.article_id, resolved.start, resolved.claim_id
