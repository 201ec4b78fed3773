-- One claimant's tolls in a window: days, their sum, and the longer periods beside it.

create or replace macro toll(
    claimant := null, victim_side := null, category := null, first_day := null, last_day := null
) as table
with

asked as (
    select
        name_key(claimant) as claimant_key,
        replace(lower(victim_side), ' ', '-') as side,
        cast(first_day as date) as opens,
        cast(last_day as date) as closes
),

told as (
    select claimed.*
    from core.toll as claimed
    cross join asked
    where
        (
            claimant is null
            or claimed.claimant_id = claimant
            or claimed.claimant_id in (
                select actor_name.actor_id from staging.stg_actor_name as actor_name
                where actor_name.name_key = asked.claimant_key
            )
            or lower(coalesce(claimed.claimant_name, claimed.own_voice_of))
            in (asked.claimant_key, 'the ' || asked.claimant_key)
        )
        and (victim_side is null or claimed.victim_side = asked.side)
        and (category is null or claimed.category = lower(category))
        and (first_day is null or claimed.period_end >= asked.opens)
        and (last_day is null or claimed.period_start <= asked.closes)
),

day_sum as (
    select
        any_value(claimant_id) as claimant_id,
        min(claimant_name) as claimant_name,
        any_value(claimant_side) as claimant_side,
        own_voice_of, told.victim_side, victim_class, told.category, equipment,
        min(period_start) as period_start,
        max(period_end) as period_end,
        count(*) as days_claimed,
        interval_sum(low, high) as total,
        bool_or(is_approximate) as is_approximate,
        sum(n_claims)::bigint as n_claims
    from told
    where period_start = period_end
    group by
        coalesce(claimant_id, name_key(claimant_name)), own_voice_of, told.victim_side,
        victim_class, told.category, equipment
),

answer as (
    select
        if(period_start = period_end, 'day', 'period') as kind,
        claimant_id, claimant_name, claimant_side, own_voice_of, told.victim_side, victim_class,
        told.category, equipment, period_start, period_end,
        date_diff('day', period_start, period_end) + 1 as days_claimed,
        low, high, is_approximate, n_claims,
        (first_day is null or period_start >= cast(first_day as date))
        and (last_day is null or period_end <= cast(last_day as date)) as is_inside
    from told
    union all
    select
        'sum of days', claimant_id, claimant_name, claimant_side, own_voice_of,
        day_sum.victim_side, victim_class, day_sum.category, equipment, period_start, period_end,
        days_claimed, total.low, total.high, is_approximate, n_claims, true
    from day_sum
)

select answer.* from answer;
comment on macro table toll is
'What a claimant claimed in a window: toll(claimant, victim_side, category, first_day, last_day), '
'each by position or name, null for any; a claimant by id, name or alias, or a publisher for its '
'own voice. Rows of kind day; their sum (sum of days: end by end, an open end stays open, over '
'days_claimed days and no others); and period, for figures over several days, which stand beside '
'and are never spread or added. is_inside is false for a period that reaches beyond the window. '
'Rows of different classes and categories may overlap: do not add them up.';
