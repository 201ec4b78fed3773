with

latest as (
    select
        article.article_id,
        max(article.version) as version
    from {{ source('raw', 'article_version') }} as article
    group by article.article_id
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
    article.source_path
from {{ source('raw', 'article_version') }} as article
inner join latest
    on article.article_id = latest.article_id and article.version = latest.version
