-- id: C8
-- version: 2
-- name: nested_scope
-- question: Does a claimant count more in a place than in the area that the place lies in?
-- severity: warning
-- grain: one thing and period of one claimant, in one place and one area around it
-- innocent cause: The figure of the area is for the rest of it: the place is told apart.
-- innocent cause: The figure of the place is for troops that fought there, wherever they were hit.
-- innocent cause: Two places share a name, and the article means the other one.
-- innocent cause: One of the figures was updated, and the other was not.
with located as (
    select
        claim_id, published_at, place_id, at_least, at_most,
        hash(thing, category, since, until, cumulative) as key,
        coalesce(place_id, replace(place, ' ', '_')) as place
    from stated_claims()
    where
        speaker is not null and place is not null
        and since is not null and until is not null
),
-- Of several figures for one place, the widest interval that holds them all.
held as (
    select
        key, place, any_value(place_id) as place_id, min(at_least) as at_least,
        case when bool_and(at_most is not null) then max(at_most) end as at_most
    from located group by key, place
),
-- The areas around a place: of a country's name, articles tell the name only.
inside as (
    select place_id, unnest(path[2:]) as area from core.place
),
exceeded as (
    select
        smaller.key, smaller.place, larger.place as area, smaller.at_least, larger.at_most
    from held as smaller
    inner join inside on smaller.place_id = inside.place_id
    inner join held as larger on smaller.key = larger.key and inside.area = larger.place
    where smaller.at_least > larger.at_most
),
named as (
    select
        exceeded.*,
        first(claim_id order by located.at_least, published_at, claim_id)
        filter (located.place = exceeded.place) as smaller_id,
        first(claim_id order by located.at_most desc, published_at, claim_id)
        filter (located.place = exceeded.area) as larger_id
    from exceeded
    inner join located
        on exceeded.key = located.key and located.place in (exceeded.place, exceeded.area)
    group by all
)
select
    [smaller.claim_id, larger.claim_id] as claim_ids,
    to_json([operand('smaller', smaller), operand('larger', larger)]) as operands,
    format(
        '{} in {} {} is {:,} or more; {} in {}, which {} lies in, is {:,} at most: {:,} too many. '
        || '{}; {}, and {}.',
        figure_words(smaller), smaller.place,
        day_words(smaller.period_start, smaller.period_end), named.at_least,
        figure_words(larger), larger.place, smaller.place, named.at_most,
        named.at_least - named.at_most,
        who_words(smaller), where_words(smaller), where_words(larger)
    ) as computation,
    case
        when
            is_firm(smaller.approximate, smaller.qualifier)
            and is_firm(larger.approximate, larger.qualifier)
            then 'contradictory'
        else 'suspicious'
    end as verdict
from named
inner join told_claims() as smaller on named.smaller_id = smaller.claim_id
inner join told_claims() as larger on named.larger_id = larger.claim_id
-- A place that is taken over from another sentence may be that of another figure.
where smaller.place_text is null or contains(lower(smaller.sentence), lower(smaller.place_text))
