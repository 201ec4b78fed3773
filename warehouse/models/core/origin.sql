{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='origin_id',
    pre_hook=["{{ note_origins() }}"]
) }}

select
    article.origin_id,
    count(*) as n_articles,
    count(distinct article.publisher) as n_publishers,
    min(article.published_at) as first_published_at,
    max(article.published_at) as last_published_at,
    arg_min(
        article.article_id, (coalesce(article.published_at, 'infinity'), article.article_id)
    ) as first_article_id
from {{ ref('article') }} as article
{% if is_incremental() %}
    where article.origin_id in {{ remade() }}
{% endif %}
group by article.origin_id
order by article.origin_id
