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
    -- An article that no cluster holds is its own origin.
    coalesce(origin.origin_id, article.article_id) as origin_id
from {{ ref('stg_article') }} as article
left join {{ source('raw', 'article_origin') }} as origin
    on article.article_id = origin.article_id and article.version = origin.version
