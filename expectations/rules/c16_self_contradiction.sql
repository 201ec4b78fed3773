-- id: C16
-- version: 1
-- name: self_contradiction
-- question: Does one article give two figures for one thing that cannot both be true?
-- severity: information
-- grain: one key of one release: category, victims, place, period, claimant, running total or not
-- innocent cause: The figures are about two incidents of one day in one place.
-- innocent cause: The article reports how the figure grew, and the link between the two is missing.
-- innocent cause: One figure counts a group within the other.
with superseded as (
    select distinct earlier.claim_id
    from core.claim as later
    inner join core.claim as earlier on later.restates = earlier.claim_id
    where (later.low, later.high) is distinct from (earlier.low, earlier.high)
),
-- Only figures that can be aligned: a place and a period are told, or a running total has one.
placed as (
    select
        claim_id, article_id, version, start, victim_text, figure,
        floor_of(low, approximate) as at_least, ceiling_of(high, approximate) as at_most,
        hash(
            category, lower(equipment), victim_side, victim_class,
            coalesce(place_id, lower(place)), period_start, period_end,
            coalesce(claimant_id, lower(claimant)), cumulative
        ) as thing
    from core.claim
    anti join superseded using (claim_id)
    where
        article_id is not null and part_of is null and not implicit and period_kind <> 'rate'
        and case
            when cumulative then coalesce(place, cast(period_start as varchar)) is not null
            else place is not null and coalesce(period_start, period_end) is not null
        end
),
-- Most articles give one figure for one thing; only where two differ are the victims compared.
differing as (
    select article_id, version, thing from placed
    group by article_id, version, thing having max(at_least) > min(at_most)
),
aligned as (
    select
        claim_id, article_id, version, start, at_least, at_most,
        { 'thing': thing, 'victims': group_of(victim_text, figure) } as key
    from placed semi join differing using (article_id, version, thing)
),
-- Some two intervals of a group are disjoint where its highest floor is above its lowest ceiling.
-- Figures more than three times apart are hardly two counts of one thing: one of them is a part, or
-- about something else, which the words around them tell and its columns do not.
opposed as (
    select
        article_id, version, key, max(at_least) as at_least, min(at_most) as at_most,
        first(claim_id order by at_least desc, start) as higher_id,
        first(claim_id order by at_most nulls last, start) as lower_id
    from aligned group by article_id, version, key
    having max(at_least) > min(at_most) and max(at_least) <= 3 * min(at_most)
)
select
    [lower.claim_id, higher.claim_id] as claim_ids,
    to_json([operand('lower', lower), operand('higher', higher)]) as operands,
    format(
        'One article says "{}" and "{}" for {}{} {}: the first is {:,} at most, the second {:,} or '
        || 'more. {}; {}.',
        lower.figure, higher.figure, what_words(lower), coalesce(' in ' || lower.place, ''),
        day_words(lower.period_start, lower.period_end), opposed.at_most, opposed.at_least,
        who_words(lower), where_words(lower)
    ) as computation,
    case
        when tells_change(lower.sentence) or tells_change(higher.sentence) then 'explained'
        when
            is_firm(lower.approximate, lower.qualifier)
            and is_firm(higher.approximate, higher.qualifier)
            and lower.period_start is not null
            and (lower.cumulative or lower.period_end > lower.period_start)
            then 'contradictory'
        else 'suspicious'
    end as verdict
from opposed
inner join core.claim as lower on opposed.lower_id = lower.claim_id
inner join core.claim as higher on opposed.higher_id = higher.claim_id
qualify row_number() over (
    partition by coalesce(lower.origin_id, lower.article_id), opposed.key, at_least, at_most
    order by lower.published_at, lower.article_id
) = 1
