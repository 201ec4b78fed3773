{{ config(
    materialized='view', meta={'noted_by': 'core.toll', 'tested_by': 'toll_id'}
) }}

-- A claim about several days is never spread over them: see toll_by_source_period.
select
    toll.toll_id,
    toll.claimant_id,
    toll.claimant,
    toll.claimant_name,
    toll.claimant_kind,
    toll.claimant_side,
    toll.own_voice_of,
    toll.victim_side,
    toll.victim_class,
    toll.category,
    toll.equipment,
    toll.period_start as day,
    toll.low,
    toll.high,
    toll.is_approximate,
    toll.n_claims,
    toll.n_origins,
    toll.n_publishers,
    toll.claim_ids,
    false as is_interpolated
from {{ ref('toll') }} as toll
where toll.period_start = toll.period_end
