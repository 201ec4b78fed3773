with

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
    from {{ ref('stg_claim') }} as claim
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
    resolved.claim_id,
    resolved.article_id,
    resolved.version,
    resolved.extractor_version,
    resolved.start,
    resolved."end",
    resolved.figure,
    resolved.implicit,
    resolved.category,
    resolved.equipment,
    resolved.value,
    resolved.value_to,
    resolved.qualifier,
    resolved.low,
    resolved.high,
    resolved.low_closed,
    resolved.high_closed,
    resolved.approximate,
    resolved.victim_side,
    resolved.victim_class,
    resolved.victim_text,
    resolved.claimant,
    resolved.claimant_text,
    resolved.relay,
    resolved.attribution,
    resolved.cue,
    resolved.hedge,
    resolved.period_start,
    resolved.period_end,
    resolved.period_kind,
    resolved.cumulative,
    resolved.place,
    resolved.place_text,
    resolved.verification,
    resolved.part_of,
    resolved.restates,
    resolved.confidence,
    resolved.evidence,
    resolved.source_kind,
    resolved.publisher,
    resolved.published_at,
    resolved.url,
    resolved.title,
    resolved.language,
    resolved.origin_id,
    resolved.claimant_id,
    resolved.claimant_name,
    resolved.claimant_kind,
    resolved.claimant_side,
    resolved.relay_id,
    resolved.place_id,
    resolved.sentence,
    resolved.as_of,
    -- The figure that this one is part of, or tells again, where both count the same thing.
    coalesce(told.claim_id, whole.claim_id) as counted_in
from resolved
left join resolved as told
    on resolved.restates = told.claim_id and {{ same_count('resolved', 'told') }}
left join resolved as whole
    on resolved.part_of = whole.claim_id and {{ same_count('resolved', 'whole') }}
order by resolved.article_id, resolved.start, resolved.claim_id
