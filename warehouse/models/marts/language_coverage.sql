{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key="coalesce(publisher, '')",
    pre_hook=["{{ note_publishers(articles_read_anew()) }}"]
) }}

with

covered as (
    select article.article_id
    from {{ ref('article') }} as article
    {% if is_incremental() %}
        where coalesce(article.publisher, '') in {{ remade() }}
    {% endif %}
),

reading as (
    select
        extraction.article_id,
        extraction.version,
        any_value(extraction.n_claims order by extraction.load_number desc) as n_claims
    from {{ source('raw', 'extraction') }} as extraction
    semi join covered on extraction.article_id = covered.article_id
    group by extraction.article_id, extraction.version
)

select
    article.publisher,
    article.language,
    count(*) as n_articles,
    count(reading.article_id) as n_articles_read,
    coalesce(sum(reading.n_claims), 0)::bigint as n_claims
from {{ ref('article') }} as article
left join
    reading
    on article.article_id = reading.article_id and article.version = reading.version
{% if is_incremental() %}
    where coalesce(article.publisher, '') in {{ remade() }}
{% endif %}
group by article.publisher, article.language
order by n_articles desc, article.language, article.publisher
