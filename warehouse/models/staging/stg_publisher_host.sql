with

told as (
    select {{ host_of('article.url') }} as host
    from {{ ref('stg_article') }} as article
    union
    select {{ host_of('article.publisher') }} as host
    from {{ ref('stg_article') }} as article
),

-- special.tass.com, tass.com
above as (
    select
        told.host,
        unnest([
            regexp_extract(told.host, '^(?:[^.]+\.){' || level || '}(.+)$', 1)
            for level in range(length(told.host) - length(replace(told.host, '.', '')))
        ]) as publisher_host
    from told
    where told.host is not null
)

select
    above.host,
    arg_max(above.publisher_host, length(above.publisher_host)) as publisher_host
from above
inner join {{ source('raw', 'publisher') }} as publisher
    on above.publisher_host = publisher.host
group by above.host
