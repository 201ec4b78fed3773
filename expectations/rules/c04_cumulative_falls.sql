-- id: C4
-- version: 2
-- name: cumulative_falls
-- question: Does a claimant's running total fall from one date to the next?
-- severity: warning
-- grain: one step of one series: claimant, victim side and class, category, equipment, start, place
-- innocent cause: The claimant corrected its count and says so elsewhere.
-- innocent cause: The later figure covers less: fewer kinds of victims, a smaller area, fewer days.
-- innocent cause: An article misprinted one of the figures, or repeated an older one as new.
-- innocent cause: Without a told start, the two figures may be about different events.
with stated as (
    select *, hash(thing, category, since) as series
    from stated_claims()
    where
        cumulative and speaker is not null and until is not null
        and coalesce(cast(since as varchar), place) is not null
),
-- Figures for one place are compared with each other. Scope '*' also compares one that tells no
-- place with an earlier one that does: it covers no less, so it cannot be lower.
scoped as (
    select *, hash(series, scope, until, origin) as release
    from (select *, unnest([coalesce(place, ''), '*']) as scope from stated) as stated
),
-- Reprints of a release are one figure: the one that most of its copies carry.
mutated as (
    select release from scoped group by release
    having
        min(at_least) < max(at_least) or min(at_most) < max(at_most)
        or count(at_most) not in (0, count(*))
),
outvoted as (
    select release, at_least, at_most from scoped semi join mutated using (release)
    group by release, at_least, at_most
    qualify
        count(distinct article_id) < max(count(distinct article_id)) over (partition by release)
),
standing as (
    select figure.* from scoped as figure
    anti join outvoted
        on
            figure.release = outvoted.release and figure.at_least = outvoted.at_least
            and figure.at_most is not distinct from outvoted.at_most
),
-- Of one date, the highest figure stands: within a day a total may rise, and an open end is open.
dated as (
    select
        series, scope, until, any_value(since) as since, max(at_least) as at_least,
        case when bool_and(at_most is not null) then max(at_most) end as at_most,
        bool_and(firm) as firm
    from standing group by series, scope, until
),
stepped as (
    select
        *, lag(until) over earlier as earlier_until, lag(at_least) over earlier as earlier_at_least,
        lag(firm) over earlier as earlier_firm
    from dated window earlier as (partition by series, scope order by until)
),
-- A total with no told start is that of a recent event: a fortnight later it is another.
fallen as (
    select * from stepped
    where at_most < earlier_at_least and (since is not null or until - earlier_until <= 14)
),
named as (
    select
        fallen.* exclude (day),
        first(claim_id order by published_at, claim_id)
        filter (standing.until < fallen.until and standing.at_least = earlier_at_least)
            as earlier_id,
        first(claim_id order by published_at, claim_id)
        filter (standing.until = fallen.until and standing.at_most = fallen.at_most) as later_id
    from (select *, unnest([earlier_until, until]) as day from fallen) as fallen
    inner join standing
        on
            fallen.series = standing.series and fallen.scope = standing.scope
            and fallen.day = standing.until
    group by all
)
select
    [earlier.claim_id, later.claim_id] as claim_ids,
    to_json([operand('earlier', earlier), operand('later', later)]) as operands,
    format(
        'The running total of {} {} falls: "{}" as of {} is {:,} or more, "{}" as of {} is {:,} at '
        || 'most, {:,} fewer. {}; {}, then {}.',
        what_words(later), day_words(later.period_start, null), earlier.figure,
        named.earlier_until, named.earlier_at_least, later.figure, named.until, named.at_most,
        named.earlier_at_least - named.at_most, who_words(later), where_words(earlier),
        where_words(later)
    ) as computation,
    case
        when tells_correction(later.sentence) or later.restates is not null then 'explained'
        when named.firm and named.earlier_firm and named.since is not null and named.scope <> '*'
            then 'contradictory'
        else 'suspicious'
    end as verdict
from named
inner join told_claims() as earlier on named.earlier_id = earlier.claim_id
inner join told_claims() as later on named.later_id = later.claim_id
where named.scope <> '*' or (earlier.place is not null and later.place is null)
qualify
    named.scope <> '*' or bool_and(named.scope = '*') over (partition by named.series, named.until)
