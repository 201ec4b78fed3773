-- id: C24
-- version: 1
-- name: repeated_figure
-- question: Does a claimant tell one figure for three periods running, or only round ones?
-- severity: information
-- grain: one run of one claimant's periods of one length: victims, category, equipment, place
-- innocent cause: The figures happen to be the same.
-- innocent cause: The claimant rounds its figures and says so elsewhere.
-- innocent cause: A period's figure was printed again under a later date.
with stated as (
    select
        claim_id, published_at, since, until, at_least, at_most, firm,
        hash(thing, category, place, until - since) as key
    from stated_claims()
    where speaker is not null and not cumulative and since is not null and until is not null
),
-- Of small numbers any is often the same as the one before. Two figures for one period are none.
held as (
    select key, since, until, any_value(at_least) as value
    from stated group by key, since, until
    having
        min(at_least) = max(at_most) and count(*) = count(at_most)
        and bool_and(firm) and value >= 10
),
placed as (
    select
        *,
        coalesce(
            value = lag(value) over line and since = lag(until) over line + 1, false
        ) as is_same,
        value % 10 = 0 and value >= 100 as is_round
    from held window line as (partition by key order by until)
),
counted as (
    select
        *,
        count(*) filter (not is_same) over line as same_run,
        count(*) filter (not is_round) over line as round_run
    from placed window line as (partition by key order by until rows unbounded preceding)
),
run as (
    select
        key, 'same' as kind, same_run as run, count(*) as n_periods,
        min(since) as since, max(until) as until
    from counted group by key, same_run having n_periods >= 3
    union all
    select
        key, 'round' as kind, round_run as run, count(*) as n_periods,
        min(since) as since, max(until) as until
    from counted where is_round group by key, round_run having count(*) >= 10
),
-- The first three name a run, so that it stays one finding while it grows.
named as (
    select
        run.key, run.kind, run.run, run.n_periods, run.since, run.until, counted.until as day,
        first(stated.claim_id order by stated.published_at, stated.claim_id) as claim_id
    from run
    inner join counted
        on
            run.key = counted.key
            and run.run = if(run.kind = 'same', counted.same_run, counted.round_run)
            and (run.kind = 'same' or counted.is_round)
    inner join stated
        on
            counted.key = stated.key and counted.since = stated.since
            and counted.until = stated.until
    group by
        run.key, run.kind, run.run, run.n_periods, run.since, run.until, counted.until
    qualify row_number() over (partition by run.key, run.kind, run.run order by counted.until) <= 3
)
select
    list(claim.claim_id order by day) as claim_ids,
    to_json(list(operand('repeated', claim) order by day)) as operands,
    format(
        'From {} to {}, all {} figures for {} are {}: {}. {}; {}.',
        named.since, named.until, named.n_periods, first(what_words(claim) order by day),
        if(named.kind = 'same', 'the same', 'multiples of ten'),
        string_agg(
            '"' || claim.figure || '" ' || day_words(claim.period_start, claim.period_end), ', '
            order by day
        ) || if(named.n_periods > 3, ' and so on', ''),
        first(who_words(claim) order by day), first(where_words(claim) order by day)
    ) as computation,
    'suspicious' as verdict
from named
inner join told_claims() as claim on named.claim_id = claim.claim_id
group by named.key, named.kind, named.run, named.n_periods, named.since, named.until
