-- A name that publishers of two countries bear names neither.
select
    {{ name_key('publisher.publisher') }} as name_key,
    min(publisher.host) as publisher_host
from {{ source('raw', 'publisher') }} as publisher
group by name_key
having count(distinct row(publisher.country, publisher.kind)) = 1
