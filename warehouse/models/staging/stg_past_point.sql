{{ config(materialized='table') }}

with

past as (
    select
        point.*,
        known.claim_id,
        series_feed.publisher,
        series_feed.url as feed_url
    from {{ source('raw', 'series_point') }} as point
    inner join {{ ref('stg_point_known') }} as known
        on point.point_key = known.point_key and point.revision = known.revision
    inner join {{ source('raw', 'series_feed') }} as series_feed
        on point.feed = series_feed.feed and point.mapping_id = series_feed.mapping_id
    anti join {{ ref('stg_series_point') }} as present on known.claim_id = present.claim_id
)

select
    past.claim_id,
    'series-' || past.mapping_id as extractor_version,
    past.figure,
    past.qualifier,
    past.category,
    past.equipment,
    past.low,
    past.high,
    past.approximate,
    past.victim_side,
    past.victim_class,
    case when past.claimant is null then 'narrator' else 'indirect' end as attribution,
    past.period_start,
    past.period_end,
    past.period_kind,
    past.cumulative,
    past.place,
    'not_stated' as verification,
    1.0::double as confidence,
    'series' as source_kind,
    coalesce(past.publisher, past.feed) as publisher,
    past.published_on::timestamp as published_at,
    coalesce(past.source_url, past.feed_url) as url,
    past.claimant,
    claimant.actor_id as claimant_id,
    coalesce(claimant.name, past.claimant) as claimant_name,
    claimant.kind as claimant_kind,
    claimant.side as claimant_side,
    place_name.place_id,
    'series:' || past.feed as origin_id,
    past.row_text as sentence,
    past.as_of
from past
left join {{ ref('stg_actor_name') }} as full_name
    on {{ name_key('past.claimant') }} = full_name.name_key
left join {{ source('raw', 'actor') }} as claimant on full_name.actor_id = claimant.actor_id
left join {{ ref('stg_place_name') }} as place_name
    on {{ name_key('past.place') }} = place_name.name_key
