{{ config(
    materialized='incremental', incremental_strategy='remake', unique_key='claim_id',
    pre_hook=["{{ note_claims_to_audit() }}"]
) }}

with

flagged as (
    select
        finding.claim_id,
        list(distinct finding.finding_id order by finding.finding_id) as finding_ids
    from {{ named_by_findings() }} as finding
    group by finding.claim_id
)

select
    claim.claim_id,
    claim.sentence,
    claim.figure,
    claim.category,
    claim.equipment,
    claim.low,
    claim.high,
    claim.qualifier,
    claim.approximate,
    claim.victim_side,
    claim.victim_class,
    claim.claimant_id,
    claim.claimant_name,
    claim.claimant_kind,
    claim.claimant_side,
    claim.claimant,
    claim.relay,
    claim.attribution,
    claim.hedge,
    claim.period_start,
    claim.period_end,
    claim.period_kind,
    claim.cumulative,
    claim.as_of,
    claim.place_id,
    claim.place,
    claim.verification,
    claim.part_of,
    claim.restates,
    claim.counted_in,
    claim.implicit,
    claim.value,
    claim.value_to,
    claim.confidence,
    claim.evidence,
    claim.article_id,
    claim.version,
    claim.start,
    claim."end",
    claim.extractor_version,
    claim.publisher,
    claim.published_at,
    claim.title,
    claim.url,
    claim.language,
    claim.origin_id,
    -- A feed is an origin of its own, which no article prints.
    coalesce(origin.n_articles, 0) as origin_n_articles,
    coalesce(origin.n_publishers, 1) as origin_n_publishers,
    coalesce(flagged.finding_ids, []) as finding_ids,
    len(coalesce(flagged.finding_ids, [])) as n_findings
from {{ ref('claim') }} as claim
left join {{ ref('origin') }} as origin on claim.origin_id = origin.origin_id
left join flagged on claim.claim_id = flagged.claim_id
{% if is_incremental() %}
    where claim.claim_id in {{ remade() }}
{% endif %}
order by claim.as_of, claim.article_id, claim.start, claim.claim_id
