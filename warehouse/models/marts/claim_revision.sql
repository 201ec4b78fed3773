{{ config(materialized='view') }}

with

edit as (
    select
        edit.*,
        true as is_in_one_article,
        edit.article_id as article_id_from,
        edit.origin_id as origin_id_from,
        edit.publisher as publisher_from
    from {{ ref('revision_in_article') }} as edit
),

revision as (
    select * from edit
    union all by name
    select
        succession.*,
        false as is_in_one_article
    from {{ ref('revision_across_articles') }} as succession
)

select
    revision.revision_id,
    revision.kind,
    revision.is_in_one_article,
    revision.claimant,
    revision.victim_side,
    revision.category,
    revision.place,
    revision.period_start,
    revision.period_end,
    revision.figure_from,
    revision.figure_to,
    revision.low_from,
    revision.high_from,
    revision.low_to,
    revision.high_to,
    date_diff('day', revision.seen_from, revision.seen_to) as days_between,
    revision.seen_from,
    revision.seen_to,
    revision.article_id_from,
    revision.article_id,
    revision.version_from,
    revision.version_to,
    revision.origin_id_from,
    revision.origin_id,
    revision.publisher_from,
    revision.publisher,
    revision.url,
    revision.published_at,
    revision.sentence_from,
    revision.sentence_to,
    revision.claim_id_from,
    revision.claim_id_to
from revision
