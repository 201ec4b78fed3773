-- id: C23
-- version: 1
-- name: transposition
-- question: Is a figure of a running total a slip: two digits swapped, a nought too many?
-- severity: warning
-- grain: one figure of one series: claimant, victims, category, equipment, start, place
-- innocent cause: The total rose, or was corrected, by just that number.
-- innocent cause: The figure out of line is right, and the one beside it is wrong.
-- innocent cause: Figures of two series, which tell different things, are taken for one.
with stated as (
    select
        claim_id, published_at, since, until, at_least as value,
        hash(thing, category, place, since) as series
    from stated_claims()
    where
        cumulative and speaker is not null and until is not null
        and (since is not null or place is not null)
        -- A tolerance has no digits; figures of a table are as they stand.
        and at_least = at_most and at_least >= 100
),
-- One row a figure that a date has: the claimant's own, or one that a copy turned it into.
told as (
    select
        series, until, value, first(since) as since,
        min({ 'at': published_at, 'claim_id': claim_id }) as told
    from stated group by series, until, value
),
dated as (
    select series, until, min(value) as lowest, max(value) as highest
    from told group by series, until
),
lined as (
    select
        *, lag(until) over line as before, lag(highest) over line as value_before,
        lead(until) over line as after, lead(lowest) over line as value_after
    from dated window line as (partition by series order by until)
),
-- Figures that stand out: two for one date, or one that its neighbours leave no room for. The last
-- of a series has one neighbour, of which it may be the slip itself.
odd as (
    select
        *,
        case
            when lowest < highest then 'two for one date'
            when value_before <= value_after then 'between'
            when value_after is null then 'last'
        end as case_of
    from lined
    where
        lowest < highest
        or (value_before <= value_after and highest not between value_before and value_after)
        or (value_after is null and highest <> value_before)
),
slipped as (
    select *
    from odd
    where
        case case_of
            when 'two for one date' then list_contains(slips_of(lowest), highest)
            when 'last' then list_contains(slips_of(value_before), highest)
            else len(list_filter(
                slips_of(highest), slip -> slip between value_before and value_after
            )) > 0
        end
),
named as (
    select
        slipped.*, odd_one.told.claim_id as odd_id, other.told.claim_id as other_id,
        if(case_of = 'between', list_filter(
            slips_of(highest), slip -> slip between value_before and value_after
        )[1], other.value) as meant
    from slipped
    inner join told as odd_one
        on
            slipped.series = odd_one.series and slipped.until = odd_one.until
            and slipped.highest = odd_one.value
    inner join told as other
        on
            slipped.series = other.series
            and other.until = if(case_of = 'two for one date', slipped.until, slipped.before)
            and other.value = if(case_of = 'two for one date', slipped.lowest, slipped.value_before)
)
select
    [other.claim_id, slip.claim_id] as claim_ids,
    to_json([operand('other', other), operand('slip', slip)]) as operands,
    format(
        '"{}" {} as of {} is {:,} but for a slip of the hand; "{}" is told for {}{}. {}; {}, '
        || 'and {}.',
        slip.figure, what_words(slip), named.until, named.meant, other.figure,
        if(case_of = 'two for one date', named.until, named.before),
        if(case_of = 'between', format(', and {:,} for {}', named.value_after, named.after), ''),
        who_words(slip), where_words(slip), where_words(other)
    ) as computation,
    case
        when tells_change(slip.sentence) or slip.restates is not null then 'explained'
        else 'suspicious'
    end as verdict
from named
inner join told_claims() as slip on named.odd_id = slip.claim_id
inner join told_claims() as other on named.other_id = other.claim_id
