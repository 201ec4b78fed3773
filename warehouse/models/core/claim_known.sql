{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='claim_id',
    pre_hook=["{{ note_changed_claims() }}"]
) }}

with

text_claim as (
    select held.*
    from (
        select claim_id, article_id, version from {{ ref('article_claim') }}
        union all
        select claim_id, article_id, version from {{ ref('stg_past_claim') }}
    ) as held
    {% if is_incremental() %}
        where held.claim_id in {{ remade() }}
    {% endif %}
),

text_known as (
    select known.*
    from {{ ref('stg_text_known') }} as known
    semi join text_claim on known.article_id = text_claim.article_id
),

-- A text counts until a later one of its article is known, whether that holds a claim or not.
text_until as (
    select
        earlier.article_id,
        earlier.version,
        min(later.known_at) as known_until,
        min(later.public_at) as public_until
    from text_known as earlier
    inner join text_known as later
        on earlier.article_id = later.article_id and earlier.version < later.version
    where later.version > 1
    group by earlier.article_id, earlier.version
),

-- A figure of a feed counts until a later revision of it is known, or the feed is read anew by
-- another mapping.
point_until as (
    select
        earlier.claim_id,
        min(later.known_at) as known_until,
        min(later.public_at) as public_until
    from {{ ref('stg_point_known') }} as earlier
    inner join {{ ref('stg_point_known') }} as later
        on earlier.point_key = later.point_key and earlier.revision < later.revision
    where later.revision > 1
    group by earlier.claim_id
),

mapping_since as (
    select
        feed,
        load_number,
        min(known_at) as known_at,
        min(public_at) as public_at
    from {{ ref('stg_point_known') }}
    group by feed, load_number
),

mapping_until as (
    select
        earlier.feed,
        earlier.load_number,
        min(later.known_at) as known_until,
        min(later.public_at) as public_until
    from mapping_since as earlier
    inner join mapping_since as later
        on earlier.feed = later.feed and earlier.load_number < later.load_number
    group by earlier.feed, earlier.load_number
)

select
    text_claim.claim_id,
    text_known.known_at,
    text_until.known_until,
    text_known.public_at,
    text_until.public_until
from text_claim
inner join text_known
    on text_claim.article_id = text_known.article_id and text_claim.version = text_known.version
left join text_until
    on text_claim.article_id = text_until.article_id and text_claim.version = text_until.version
union all
select
    point.claim_id,
    point.known_at,
    least(point_until.known_until, mapping_until.known_until) as known_until,
    point.public_at,
    least(point_until.public_until, mapping_until.public_until) as public_until
from {{ ref('stg_point_known') }} as point
left join point_until on point.claim_id = point_until.claim_id
left join mapping_until
    on point.feed = mapping_until.feed and point.load_number = mapping_until.load_number
{% if is_incremental() %}
    where point.claim_id in {{ remade() }}
{% endif %}
