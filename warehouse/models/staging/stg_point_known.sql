-- A row that does not tell when it was published is from no earlier than the day it stands for. A
-- figure that was changed under the date of the one before counts from when it was loaded.
select
    left(sha256(point.point_key || '|' || point.revision), 16) as claim_id,
    point.point_key,
    point.revision,
    point.feed,
    point.mapping_id,
    series_feed.load_number,
    case
        when
            point.revision = 1
            or point.published_on > lag(point.published_on) over (
                partition by point.point_key order by point.revision
            )
            then coalesce(point.published_on, point.as_of)::timestamp
        else greatest(coalesce(point.published_on, point.as_of)::timestamp, point.loaded_at)
    end as public_at,
    greatest(coalesce(point.published_on, point.as_of)::timestamp, point.loaded_at) as known_at
from {{ source('raw', 'series_point') }} as point
inner join {{ source('raw', 'series_feed') }} as series_feed
    on point.feed = series_feed.feed and point.mapping_id = series_feed.mapping_id
