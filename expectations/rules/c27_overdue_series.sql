-- id: C27
-- version: 1
-- name: overdue_series
-- question: Has a claimant with regular reports told nothing new for over twice the usual interval?
-- severity: information
-- grain: one claimant and the side it counts; the last figure of its longest series that is overdue
-- innocent cause: The reports go on, but the source that carried them was not read.
-- innocent cause: The claimant ended its reports, or the fighting stopped.
-- innocent cause: The claimant reports at longer intervals now.
with told as (
    select
        claim_id, as_of, cumulative, value, published_at,
        hash(speaker_of(claimant_id, claimant), victim_side) as reporter,
        hash(
            category, victim_class, lower(equipment), coalesce(place_id, lower(place)), cumulative,
            case
                when cumulative then period_start - date '1900-01-01'
                else period_end - period_start
            end
        ) as series
    from core.claim
    where
        value is not null and period_kind <> 'rate' and part_of is null and not implicit
        and as_of <= coalesce(cast(published_at as date), as_of)
        and speaker_of(claimant_id, claimant) is not null
),
-- A running total that is only repeated is no new report: a frozen series is overdue, too.
reports as (
    select reporter, series, cumulative, as_of, max(value) as value
    from told group by reporter, series, cumulative, as_of
    qualify
        not cumulative
        or lag(max(value)) over (partition by reporter, series order by as_of)
        is distinct from max(value)
),
stepped as (
    select *, as_of - lag(as_of) over (partition by reporter, series order by as_of) as step
    from reports
),
-- Five reports make a habit, if nine of ten steps are no longer than twice the usual one.
habits as (
    select
        reporter, series, max(as_of) as last_report, count(*) as n_reports, median(step) as usual
    from stepped group by reporter, series
    having count(*) >= 5 and quantile_disc(step, 0.9) <= 2 * median(step)
),
newest as (
    select max(as_of) as as_of from core.claim
    where as_of <= coalesce(cast(published_at as date), as_of)
),
-- What is silent for thirty times its usual interval has ended, and is no news.
overdue as (
    select
        habits.*, newest.as_of as newest_day, newest.as_of - last_report as silent
    from habits
    cross join newest
    where newest.as_of - last_report > 2 * usual and newest.as_of - last_report <= 30 * usual
    qualify row_number() over (
        partition by reporter order by n_reports desc, last_report desc, series
    ) = 1
),
pointed as (
    select
        overdue.*, max(told.as_of) as repeated_until,
        first(told.claim_id order by told.published_at, told.claim_id)
        filter (told.as_of = overdue.last_report) as claim_id
    from overdue inner join told using (reporter, series)
    group by all
)
select
    [claim.claim_id] as claim_ids,
    to_json([operand('last report', claim)]) as operands,
    format(
        '{} told {} figures of {}, one every {} days as a rule; the last new one, "{}", is of {}, '
        || 'and {} days later{} none has come. {}.',
        who_words(claim), n_reports, what_words(claim), usual, claim.figure, last_report, silent,
        case
            when repeated_until > last_report
                then format(' (it was repeated until {})', repeated_until)
            else ''
        end, where_words(claim)
    ) as computation,
    'suspicious' as verdict
from pointed
inner join core.claim as claim on pointed.claim_id = claim.claim_id
