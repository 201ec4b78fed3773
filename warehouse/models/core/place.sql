select
    place.place_id,
    place.name,
    place.kind,
    place.country,
    place.latitude,
    place.longitude
from {{ source('raw', 'place') }} as place
order by place.place_id
