-- A name that two places bear names neither.
select
    {{ name_key('place.name') }} as name_key,
    min(place.place_id) as place_id
from {{ source('raw', 'place') }} as place
group by name_key
having count(distinct place.place_id) = 1
