-- Which texts, and which figures of structured feeds, counted at the end of a past day.

create or replace macro texts_as_of(day, by_publication) as table
with

known as (
    select
        text_known.article_id,
        text_known.version,
        if(by_publication, text_known.public_at, text_known.known_at) as known_at
    from staging.stg_text_known as text_known
    where
        if(by_publication, text_known.public_at, text_known.known_at)
        < cast(day as date) + interval 1 day
)

-- Of the texts that were known, the latest is the one that counted.
select known.*
from known
anti join known as later
    on later.version > 1
    and known.article_id = later.article_id
    and known.version < later.version;
comment on macro table texts_as_of is
'The text of every article that counted at the end of a day. Grain: article_id.';

create or replace macro points_as_of(day, by_publication) as table
with

known as (
    select
        point_known.claim_id,
        point_known.point_key,
        point_known.revision,
        if(by_publication, point_known.public_at, point_known.known_at) as known_at
    from staging.stg_point_known as point_known
    where
        if(by_publication, point_known.public_at, point_known.known_at)
        < cast(day as date) + interval 1 day
    -- Of a feed, the mapping that it was read by last.
    qualify
        point_known.load_number = max(point_known.load_number) over (partition by point_known.feed)
)

select known.*
from known
anti join known as later
    on later.revision > 1
    and known.point_key = later.point_key
    and known.revision < later.revision;
comment on macro table points_as_of is
'The figure of every point of a structured feed that counted at the end of a day. Grain: point_key.';
