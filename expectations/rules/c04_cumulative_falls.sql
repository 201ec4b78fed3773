-- id: C4
-- version: 1
-- name: cumulative_falls
-- question: Does a claimant's running total fall from one date to the next?
-- severity: warning
-- grain: one step of one series: claimant, victim side and class, category, equipment, start, place
-- innocent cause: The claimant corrected its count and says so elsewhere.
-- innocent cause: The later figure covers less: fewer kinds of victims, a smaller area, fewer days.
-- innocent cause: An article misprinted one of the figures, or repeated an older one as new.
-- innocent cause: Without a told start, the two figures may be about different events.
with superseded as (
    select distinct earlier.claim_id
    from core.claim as later
    inner join core.claim as earlier on later.restates = earlier.claim_id
    where (later.low, later.high) is distinct from (earlier.low, earlier.high)
),
-- A release is as old as its first printing, unless it tells the date that its figure is for.
stated as (
    select
        claim_id, article_id, start, published_at, is_firm(approximate, qualifier) as firm,
        floor_of(low, approximate) as at_least, ceiling_of(high, approximate) as at_most,
        coalesce(origin_id, article_id) as origin,
        coalesce(period_end, min(claim.as_of) over (partition by origin)) as as_of,
        {
            'who': speaker_of(claimant_id, claimant), 'side': victim_side, 'class': victim_class,
            'category': category, 'equipment': lower(equipment), 'since': period_start
        } as series,
        coalesce(place_id, lower(place)) as place
    from core.claim as claim
    anti join superseded using (claim_id)
    where
        cumulative and period_kind <> 'rate' and claim.as_of is not null
        and speaker_of(claimant_id, claimant) is not null
        and (period_start is not null or place is not null)
),
-- Figures for one place are compared with each other. Scope '*' also compares one that tells no
-- place with an earlier one that does: it covers no less, so it cannot be lower.
scoped as (
    select stated.*, unnest([coalesce(place, ''), '*']) as scope from stated
),
-- Reprints of a release are one figure: the one that most of its copies carry.
released as (
    select
        series, scope, as_of, origin, at_least, at_most, bool_and(firm) as firm,
        first(claim_id order by published_at, article_id, start) as claim_id,
        min(published_at) as published_at
    from scoped group by series, scope, as_of, origin, at_least, at_most
    qualify rank() over (
        partition by series, scope, as_of, origin order by count(distinct article_id) desc
    ) = 1
),
-- Of one date, the highest figure stands: within a day a total may rise, and an open end is open.
dated as (
    select
        series, scope, as_of,
        max(at_least) as at_least,
        first(claim_id order by at_least desc, published_at, claim_id) as least_id,
        case when bool_and(at_most is not null) then max(at_most) end as at_most,
        first(claim_id order by at_most desc, published_at, claim_id) as most_id,
        bool_and(firm) as firm
    from released group by series, scope, as_of
),
stepped as (
    select
        *, lag(as_of) over earlier as earlier_as_of, lag(at_least) over earlier as earlier_at_least,
        lag(least_id) over earlier as earlier_id, lag(firm) over earlier as earlier_firm
    from dated window earlier as (partition by series, scope order by as_of)
),
-- A total with no told start is that of a recent event: a fortnight later it is another.
fallen as (
    select * from stepped
    where
        at_most < earlier_at_least
        and (series.since is not null or as_of - earlier_as_of <= 14)
)
select
    [earlier.claim_id, later.claim_id] as claim_ids,
    to_json([operand('earlier', earlier), operand('later', later)]) as operands,
    format(
        'The running total of {} {} falls: "{}" as of {} is {:,} or more, "{}" as of {} is {:,} at '
        || 'most, {:,} fewer. {}; {}, then {}.',
        what_words(later), day_words(later.period_start, null), earlier.figure,
        fallen.earlier_as_of, fallen.earlier_at_least, later.figure, fallen.as_of, fallen.at_most,
        fallen.earlier_at_least - fallen.at_most, who_words(later), where_words(earlier),
        where_words(later)
    ) as computation,
    case
        when tells_correction(later.sentence) or later.restates is not null then 'explained'
        when
            fallen.firm and fallen.earlier_firm and fallen.series.since is not null
            and fallen.scope <> '*' then 'contradictory'
        else 'suspicious'
    end as verdict
from fallen
inner join core.claim as earlier on fallen.earlier_id = earlier.claim_id
inner join core.claim as later on fallen.most_id = later.claim_id
where fallen.scope <> '*' or (earlier.place is not null and later.place is null)
qualify
    fallen.scope <> '*'
    or bool_and(fallen.scope = '*') over (partition by fallen.series, fallen.as_of)
