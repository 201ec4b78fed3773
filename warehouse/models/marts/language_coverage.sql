with

reading as (
    select
        extraction.article_id,
        extraction.version,
        arg_max(extraction.n_claims, extraction.load_number) as n_claims
    from {{ source('raw', 'extraction') }} as extraction
    group by extraction.article_id, extraction.version
)

select
    article.publisher,
    article.language,
    {{ is_read('article.language') }} as is_language_read,
    count(*) as n_articles,
    count(reading.article_id) filter (where {{ is_read('article.language') }}) as n_articles_read,
    count(*) filter (where reading.n_claims > 0) as n_articles_with_claims,
    coalesce(sum(reading.n_claims), 0)::bigint as n_claims
from {{ ref('article') }} as article
left join reading
    on article.article_id = reading.article_id and article.version = reading.version
group by article.publisher, article.language
order by article.publisher, article.language
