{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='article_id',
    pre_hook=["{{ note_articles() }}"]
) }}

with

current_text as (
    {% if is_incremental() %}
        -- A text is long: no other text than these is read.
        select stored.*
        from {{ source('raw', 'article_version') }} as stored
        inner join meta.changed_article as changed
            on stored.article_id = changed.article_id and stored.version = changed.version
        where changed.change_number > {{ taken_up() }}
    {% else %}
        select article.*
        from {{ ref('stg_article') }} as article
    {% endif %}
),

told as (
    select {{ host_of('current_text.url') }} as host
    from current_text
    union
    select {{ host_of('current_text.publisher') }} as host
    from current_text
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
),

-- The listed host that tells a host's publisher, the longest where several do.
listed as (
    select
        above.host,
        arg_max(above.publisher_host, length(above.publisher_host)) as publisher_host
    from above
    inner join {{ ref('publisher') }} as publisher on above.publisher_host = publisher.host
    group by above.host
)

select
    article.article_id,
    article.version,
    article.url,
    article.publisher,
    article.title,
    article.byline,
    article.published_at,
    article.retrieved_at,
    article.language,
    article.text,
    article.media_type,
    article.source_path,
    coalesce(
        publisher.publisher_name, article.publisher, {{ host_of('article.url') }}
    ) as publisher_name,
    publisher.publisher_country,
    publisher.publisher_kind,
    -- An article that no cluster holds is its own origin.
    coalesce(origin.origin_id, article.article_id) as origin_id
from current_text as article
left join {{ source('raw', 'article_origin') }} as origin
    on article.article_id = origin.article_id and article.version = origin.version
left join listed as by_url on {{ host_of('article.url') }} = by_url.host
left join listed as by_site on {{ host_of('article.publisher') }} = by_site.host
left join {{ ref('stg_publisher_name') }} as by_name
    on {{ name_key('article.publisher') }} = by_name.name_key
left join {{ ref('publisher') }} as publisher
    on
        coalesce(by_url.publisher_host, by_site.publisher_host, by_name.publisher_host)
        = publisher.host
