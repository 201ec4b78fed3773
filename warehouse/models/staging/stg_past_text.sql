with

-- Few articles change: what did is found without looking at the others.
changed as (
    select
        article.article_id,
        max(article.version) as latest
    from {{ source('raw', 'article_version') }} as article
    where article.version > 1
    group by article.article_id
),

superseded as (
    select article.*
    from {{ source('raw', 'article_version') }} as article
    inner join changed
        on article.article_id = changed.article_id and article.version < changed.latest
),

-- Yesterday's text as the extractor of today reads it.
reading as (
    {{ current_reading('superseded') }}
)

select
    superseded.article_id,
    superseded.version,
    superseded.publisher,
    superseded.published_at,
    superseded.url,
    superseded.title,
    superseded.text,
    reading.extractor_version
from superseded
inner join reading
    on superseded.article_id = reading.article_id and superseded.version = reading.version
