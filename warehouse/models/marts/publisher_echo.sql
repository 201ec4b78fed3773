{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='article_id',
    pre_hook=["{{ note_echoes() }}"]
) }}

select
    echo.origin_id,
    article.article_id,
    article.publisher_name as publisher,
    origin.publisher_name as origin_publisher,
    echo.credited as credited_agency,
    article.title,
    article.url,
    article.published_at,
    date_diff('second', origin.published_at, article.published_at) / 3600 as delay_hours,
    echo.kept as share_kept,
    len(echo.figures_changed) as n_figures_changed,
    echo.figures_changed
from {{ ref('article') }} as article
inner join {{ source('raw', 'article_copy') }} as echo
    on
        article.article_id = echo.article_id
        and article.version = echo.version
        and article.origin_id = echo.origin_id
inner join {{ ref('article') }} as origin on echo.origin_id = origin.article_id
{% if is_incremental() %}
    where article.article_id in {{ remade() }}
{% endif %}
order by echo.origin_id, article.published_at, article.article_id
