-- Tolls in plain words: days, weeks, and running totals.

create or replace view main.tolls_daily as
select
    day,
    coalesce(claimant_name, own_voice_of) as speaker,
    claimant_side as speaker_side,
    victim_side,
    victim_class,
    category,
    equipment,
    low,
    high,
    interval_text(low, high) as reading,
    n_claims,
    n_origins,
    n_publishers
from marts.toll_by_source_daily;
comment on view main.tolls_daily is
'Claimed tolls of single days in plain words, from marts.toll_by_source_daily. Grain: speaker, '
'victim side, class, category, equipment, day.';

create or replace view main.tolls_weekly as
select
    period_start as week_start,
    period_end as week_end,
    coalesce(claimant_name, own_voice_of) as speaker,
    claimant_side as speaker_side,
    victim_side,
    victim_class,
    category,
    equipment,
    low,
    high,
    interval_text(low, high) as reading,
    n_claims,
    n_origins,
    n_publishers
from marts.toll_by_source_period
where period_days = 7;
comment on view main.tolls_weekly is
'Claimed tolls of seven days in plain words, from marts.toll_by_source_period; never made of daily '
'ones. Grain: speaker, victim side, class, category, equipment, week.';

create or replace view main.running_totals as
select
    as_of,
    coalesce(claimant_name, own_voice_of) as speaker,
    victim_side,
    victim_class,
    category,
    equipment,
    place,
    period_start as since,
    low,
    high,
    interval_text(low, high) as reading,
    change_low,
    change_high,
    coalesce(change_high < 0, false) as has_fallen,
    n_claims,
    n_origins,
    len(finding_ids) as n_findings,
    series_id
from marts.toll_cumulative;
comment on view main.running_totals is
'Running totals as steps, each with its change since the last one, from marts.toll_cumulative. '
'Grain: series_id, as_of.';
