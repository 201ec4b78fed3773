with

-- A claim of an older text, or of an older extractor, stays in raw and is not current.
reading as (
    {{ current_reading(ref('stg_article')) }}
)

select
    claim.claim_id,
    claim.article_id,
    claim.version,
    claim.extractor_version,
    claim.start,
    claim."end",
    claim.figure,
    claim.implicit,
    claim.category,
    claim.equipment,
    claim.value,
    claim.value_to,
    claim.qualifier,
    claim.low,
    claim.high,
    claim.low_closed,
    claim.high_closed,
    claim.approximate,
    claim.victim_side,
    claim.victim_class,
    claim.victim_text,
    claim.claimant,
    claim.claimant_text,
    claim.relay,
    claim.attribution,
    claim.cue,
    claim.hedge,
    claim.period_start,
    claim.period_end,
    claim.period_kind,
    claim.cumulative,
    claim.place,
    claim.place_text,
    claim.verification,
    claim.part_of,
    claim.restates,
    claim.confidence,
    claim.evidence
from {{ source('raw', 'claim') }} as claim
inner join reading
    on
        claim.article_id = reading.article_id
        and claim.version = reading.version
        and claim.extractor_version = reading.extractor_version
