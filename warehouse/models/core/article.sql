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
from {{ ref('stg_article') }} as article
left join {{ source('raw', 'article_origin') }} as origin
    on article.article_id = origin.article_id and article.version = origin.version
left join {{ ref('stg_publisher_host') }} as by_url
    on {{ host_of('article.url') }} = by_url.host
left join {{ ref('stg_publisher_host') }} as by_site
    on {{ host_of('article.publisher') }} = by_site.host
left join {{ ref('stg_publisher_name') }} as by_name
    on {{ name_key('article.publisher') }} = by_name.name_key
left join {{ ref('publisher') }} as publisher
    on
        coalesce(by_url.publisher_host, by_site.publisher_host, by_name.publisher_host)
        = publisher.host
