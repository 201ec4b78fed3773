-- Claims as they could be known at the end of a past day.

create or replace macro claims_as_of(day, by_publication) as table
with

counted as (
    select
        known.claim_id,
        if(by_publication, known.public_at, known.known_at) as known_at
    from core.claim_known as known
    where
        if(by_publication, known.public_at, known.known_at) < cast(day as date) + interval 1 day
        and coalesce(
            if(by_publication, known.public_until, known.known_until)
            >= cast(day as date) + interval 1 day,
            true
        )
),

claim as (
    select * from staging.stg_past_claim
    union all by name
    select * from staging.stg_past_point
    union all by name
    select present.* from core.claim as present where present.source_kind <> 'series'
    union all by name
    select present.* from core.series_claim as present
)

select
    claim.claim_id,
    claim.source_kind,
    claim.as_of,
    claim.claimant_id,
    claim.claimant_name,
    claim.claimant_kind,
    claim.claimant_side,
    claim.claimant,
    claim.relay,
    claim.attribution,
    claim.victim_side,
    claim.victim_class,
    claim.category,
    claim.equipment,
    claim.figure,
    claim.qualifier,
    claim.low,
    claim.high,
    claim.approximate,
    claim.period_start,
    claim.period_end,
    claim.period_kind,
    claim.cumulative,
    claim.place_id,
    claim.place,
    claim.verification,
    claim.hedge,
    claim.counted_in,
    claim.sentence,
    claim.confidence,
    claim.publisher,
    claim.title,
    claim.url,
    claim.published_at,
    counted.known_at,
    claim.article_id,
    claim.version,
    claim.extractor_version,
    claim.origin_id
from claim
inner join counted on claim.claim_id = counted.claim_id;
comment on macro table claims_as_of is
'What as_of_known and as_of_published share; call those.';

create or replace macro as_of_known(day) as table
select * from claims_as_of(day, false);
comment on macro table as_of_known is
'The claims that could be known at the end of a day: of every article the latest text that was '
'published and ingested by then, read by the extractor of today. Grain: claim_id; columns as in '
'core.claim, and known_at. Strict: what was ingested later was not known, whatever its date.';

create or replace macro as_of_published(day) as table
select * from claims_as_of(day, true);
comment on macro table as_of_published is
'The claims that stood in what was published by the end of a day, whenever it was ingested: for '
'archives that were loaded afterwards. A later text under the date of the one before counts from '
'when it was ingested; an undated article is left out. Columns as in as_of_known.';
