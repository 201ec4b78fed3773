with

-- Points of a mapping that was replaced stay in raw and are not current.
feed as (
    select
        series_feed.feed,
        series_feed.mapping_id,
        series_feed.publisher,
        series_feed.url
    from {{ source('raw', 'series_feed') }} as series_feed
    qualify
        row_number() over (
            partition by series_feed.feed order by series_feed.load_number desc
        ) = 1
)

select
    left(sha256(point.point_key || '|' || point.revision), 16) as claim_id,
    point.point_key,
    point.revision,
    point.feed,
    point.mapping_id,
    point.as_of,
    point.period_start,
    point.period_end,
    point.period_kind,
    point.claimant,
    point.victim_side,
    point.victim_class,
    point.category,
    point.equipment,
    point.place,
    point.figure,
    point.value,
    point.value_to,
    point.qualifier,
    point.low,
    point.high,
    point.low_closed,
    point.high_closed,
    point.approximate,
    point.cumulative,
    point.published_on,
    coalesce(point.source_url, feed.url) as url,
    feed.publisher,
    point.row_text,
    point.loaded_at
from {{ source('raw', 'series_point') }} as point
inner join feed on point.feed = feed.feed and point.mapping_id = feed.mapping_id
qualify row_number() over (partition by point.point_key order by point.revision desc) = 1
