with

run as (
    select
        ingest_run.run_id,
        max(ingest_run.last_at) as ingested_at
    from {{ source('raw', 'ingest_run') }} as ingest_run
    group by ingest_run.run_id
),

stored as (
    select
        article.article_id,
        article.version,
        article.published_at,
        -- A text whose run left no account was there when its input was fetched or written.
        coalesce(run.ingested_at, article.retrieved_at) as ingested_at
    from {{ source('raw', 'article_version') }} as article
    left join run on article.run_id = run.run_id
),

-- A later text under the date of the one before: nobody can tell when it replaced that one, only
-- when it was found to have done so.
undated_change as (
    select
        later.article_id,
        later.version
    from {{ source('raw', 'article_version') }} as later
    inner join {{ source('raw', 'article_version') }} as earlier
        on later.article_id = earlier.article_id and later.version - 1 = earlier.version
    where later.version > 1 and (later.published_at > earlier.published_at) is not true
)

select
    stored.article_id,
    stored.version,
    stored.published_at,
    stored.ingested_at,
    case
        when stored.published_at is null then null
        when undated_change.article_id is null then stored.published_at
        when stored.ingested_at is not null then greatest(stored.published_at, stored.ingested_at)
    end as public_at,
    case
        when stored.ingested_at is not null then greatest(stored.published_at, stored.ingested_at)
    end as known_at
from stored
left join undated_change
    on stored.article_id = undated_change.article_id and stored.version = undated_change.version
