{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='article_id',
    pre_hook=["{{ note_articles_told_anew() }}"]
) }}

with

resolved as (
    select
        claim.*,
        'text' as source_kind,
        past_text.publisher,
        past_text.published_at,
        past_text.url,
        past_text.title,
        claimant.actor_id as claimant_id,
        coalesce(claimant.name, claim.claimant) as claimant_name,
        claimant.kind as claimant_kind,
        claimant.side as claimant_side,
        place_name.place_id,
        coalesce(origin.origin_id, claim.article_id) as origin_id,
        {{ sentence_around('past_text.text', 'claim.start', 'claim."end"') }} as sentence,
        coalesce(claim.period_end, past_text.published_at::date) as as_of
    from {{ source('raw', 'claim') }} as claim
    inner join {{ ref('stg_past_text') }} as past_text
        on
            claim.article_id = past_text.article_id
            and claim.version = past_text.version
            and claim.extractor_version = past_text.extractor_version
    left join {{ source('raw', 'article_origin') }} as origin
        on claim.article_id = origin.article_id and claim.version = origin.version
    left join {{ ref('stg_actor_name') }} as full_name
        on {{ name_key('claim.claimant') }} = full_name.name_key
    left join {{ ref('stg_actor_name') }} as short_name
        on {{ name_key('claim.claimant_text') }} = short_name.name_key
    left join {{ source('raw', 'actor') }} as claimant
        on coalesce(full_name.actor_id, short_name.actor_id) = claimant.actor_id
    left join {{ ref('stg_place_name') }} as place_name
        on {{ name_key('claim.place') }} = place_name.name_key
    {% if is_incremental() %}
        where claim.article_id in {{ remade() }}
    {% endif %}
)

select
    resolved.claim_id,
    resolved.article_id,
    resolved.version,
    resolved.extractor_version,
    resolved.figure,
    resolved.qualifier,
    resolved.category,
    resolved.equipment,
    resolved.low,
    resolved.high,
    resolved.approximate,
    resolved.victim_side,
    resolved.victim_class,
    resolved.relay,
    resolved.attribution,
    resolved.hedge,
    resolved.period_start,
    resolved.period_end,
    resolved.period_kind,
    resolved.cumulative,
    resolved.place,
    resolved.verification,
    resolved.confidence,
    resolved.source_kind,
    resolved.publisher,
    resolved.published_at,
    resolved.url,
    resolved.title,
    resolved.claimant,
    resolved.claimant_id,
    resolved.claimant_name,
    resolved.claimant_kind,
    resolved.claimant_side,
    resolved.place_id,
    resolved.origin_id,
    resolved.sentence,
    resolved.as_of,
    -- The figure that this one is part of, or tells again, where both count the same thing.
    coalesce(told.claim_id, whole.claim_id) as counted_in
from resolved
left join resolved as told
    on resolved.restates = told.claim_id and {{ same_count('resolved', 'told') }}
left join resolved as whole
    on resolved.part_of = whole.claim_id and {{ same_count('resolved', 'whole') }}
