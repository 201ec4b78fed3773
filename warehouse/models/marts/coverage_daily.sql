{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key="coalesce(publisher, '')",
    pre_hook=["{{ note_publishers(articles_of_changed_claims()) }}"]
) }}

with

claim_count as (
    select
        claim.article_id,
        count(*) as n_claims
    from {{ ref('claim') }} as claim
    group by claim.article_id
)

select
    article.publisher,
    article.published_at::date as day,
    -- Days without an article since the publisher's day before.
    article.published_at::date - lag(article.published_at::date) over publisher - 1 as gap_days,
    count(*) as n_articles,
    count(claim_count.article_id) as n_articles_with_claims,
    coalesce(sum(claim_count.n_claims), 0)::bigint as n_claims,
    count(distinct article.origin_id) as n_origins,
    count(claim_count.article_id) / count(*) as share_with_claims
from {{ ref('article') }} as article
left join claim_count on article.article_id = claim_count.article_id
{% if is_incremental() %}
    where coalesce(article.publisher, '') in {{ remade() }}
{% endif %}
group by article.publisher, article.published_at::date
window publisher as (partition by article.publisher order by article.published_at::date)
order by day, article.publisher
