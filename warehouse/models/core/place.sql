with recursive

-- Every place with itself and all that hold it, the smallest first.
holder as (
    select
        place.place_id,
        place.place_id as holder_id,
        0 as level
    from {{ source('raw', 'place') }} as place
    union all
    select
        holder.place_id,
        below.parent_id as holder_id,
        holder.level + 1 as level
    from holder
    inner join {{ source('raw', 'place') }} as below on holder.holder_id = below.place_id
    where below.parent_id is not null
),

held as (
    select
        holder.place_id,
        list(holder.holder_id order by holder.level) as holder_ids,
        arg_min(place.name, holder.level) filter (place.kind = 'district') as district,
        arg_min(place.name, holder.level) filter (place.kind in ('region', 'territory')) as region,
        arg_min(place.region, holder.level) filter (place.region is not null) as told_region
    from holder
    inner join {{ source('raw', 'place') }} as place on holder.holder_id = place.place_id
    group by holder.place_id
)

select
    place.place_id,
    place.name,
    place.kind,
    place.country,
    place.parent_id,
    held.district,
    coalesce(held.region, held.told_region) as region,
    case
        when place.country is null then held.holder_ids
        else list_append(held.holder_ids, place.country)
    end as path,
    place.latitude,
    place.longitude
from {{ source('raw', 'place') }} as place
inner join held on place.place_id = held.place_id
order by place.place_id
