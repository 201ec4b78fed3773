-- Tolls of days and periods as they could be known, counted as in core.toll.

create or replace macro toll_as_of(day, by_publication) as table
with

counted as (
    select
        claim.*,
        coalesce(claim.place_id, lower(claim.place)) as place_key,
        -- Only a name that no actor bears needs comparing.
        coalesce(claim.claimant_id, name_key(claim.claimant_name)) as claimant_key,
        if(claim.claimant_name is null, claim.publisher, null) as own_voice_of
    from claims_as_of(day, by_publication) as claim
    where
        claim.counted_in is null
        and not claim.cumulative
        and claim.period_kind <> 'rate'
        and claim.period_start is not null
        and claim.period_end is not null
),

-- For one place, alternatives: the widest interval that holds them all.
placed as (
    select
        claimant_key, own_voice_of, victim_side, victim_class, category, equipment,
        period_start, period_end, place_key,
        any_value(claimant_id) as claimant_id,
        min(claimant_name) as claimant_name,
        min(low) as low,
        case when bool_and(high is not null) then max(high) end as high,
        bool_or(approximate) as is_approximate,
        list(claim_id) as claim_ids,
        list(origin_id) as origin_ids,
        list(publisher) as publishers
    from counted
    group by all
)

-- Places add up; a figure without a place is for all of them and compared with their sum.
select
    any_value(claimant_id) as claimant_id,
    min(claimant_name) as claimant_name,
    own_voice_of,
    victim_side,
    victim_class,
    category,
    equipment,
    period_start,
    period_end,
    date_diff('day', period_start, period_end) + 1 as period_days,
    greatest(
        sum(low) filter (place_key is not null), max(low) filter (place_key is null)
    )::bigint as low,
    case when bool_and(high is not null) then greatest(
        sum(high) filter (place_key is not null), max(high) filter (place_key is null)
    )::bigint end as high,
    bool_or(is_approximate) as is_approximate,
    len(flatten(list(claim_ids))) as n_claims,
    list_unique(flatten(list(origin_ids)))::bigint as n_origins,
    list_unique(flatten(list(publishers)))::bigint as n_publishers,
    list_sort(flatten(list(claim_ids))) as claim_ids
from placed
group by
    claimant_key, own_voice_of, victim_side, victim_class, category, equipment,
    period_start, period_end;
comment on macro table toll_as_of is
'What toll_as_known and toll_as_published share; call those.';

create or replace macro toll_as_known(day) as table
select * from toll_as_of(day, false);
comment on macro table toll_as_known is
'Claimed tolls of days and periods as they could be known at the end of a day (see as_of_known), '
'counted as in core.toll. Grain: claimant or own voice, victim side, class, category, equipment, '
'period. A day is a period of one day.';

create or replace macro toll_as_published(day) as table
select * from toll_as_of(day, true);
comment on macro table toll_as_published is
'Claimed tolls of days and periods by what was published by the end of a day (see '
'as_of_published). Columns as in toll_as_known.';
