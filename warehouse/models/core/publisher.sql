select
    publisher.host,
    publisher.publisher as publisher_name,
    publisher.country as publisher_country,
    publisher.kind as publisher_kind
from {{ source('raw', 'publisher') }} as publisher
order by publisher.host
