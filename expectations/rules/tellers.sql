-- What rules on two claimants share: who tells a figure, and which figures are for one thing.
-- noqa: disable=layout.indent

-- Digits of a number without closing zeros, as a measure of chance: 365 has 3, 1,200 has 2.
create or replace temp macro digits_of(value) as length(rtrim(cast(value as varchar), '0'));

-- Who answers for a figure: a named speaker, else, in the article's own voice, its publisher.
create or replace temp macro teller_of(claimant_id, claimant, publisher) as
    coalesce(
        speaker_of(claimant_id, claimant),
        case when claimant is null then 'publisher ' || lower(publisher) end
    );

-- Figures of named tellers as they are compared with each other, one row a claim and anchor.
-- `thing` hashes what is counted: category, kind, victims, place, and if it is a running total.
-- `anchor` hashes a day of the period where that has three days or fewer, so that overlapping ones
-- meet; else the period as a whole. Left out: rates, parts, figures that their article replaces.
create or replace temp macro told_tolls() as table
    with superseded as (
        select distinct earlier.claim_id
        from core.claim as later
        inner join core.claim as earlier on later.restates = earlier.claim_id
        where (later.low, later.high) is distinct from (earlier.low, earlier.high)
    )
    select
        claim.claim_id, claim.published_at, claim.value, claim.cumulative, claim.as_of,
        claim.period_start as since, claim.claimant_side, claim.victim_side,
        coalesce(claim.origin_id, claim.article_id, claim.claim_id) as origin,
        coalesce(claim.place, case when claim.cumulative then '' end) is not null as placed,
        hash(teller_of(claim.claimant_id, claim.claimant, claim.publisher)) as who,
        floor_of(claim.low, claim.approximate) as at_least,
        ceiling_of(claim.high, claim.approximate) as at_most,
        hash(
            claim.category, claim.victim_side, claim.victim_class, lower(claim.equipment),
            coalesce(claim.place_id, lower(claim.place)), claim.cumulative,
            subgroup_of(claim.victim_text, claim.figure)
        ) as thing,
        unnest(case
            when claim.cumulative or claim.period_end - claim.period_start > 2
                then [hash(claim.period_start, claim.period_end)]
            else list_transform(
                range(claim.period_end - claim.period_start + 1),
                day -> hash(claim.period_start + cast(day as integer))
            )
        end) as anchor
    from core.claim as claim
    anti join superseded on claim.claim_id = superseded.claim_id
    where
        claim.period_end >= claim.period_start and claim.period_kind <> 'rate'
        and claim.part_of is null and not claim.implicit
        and teller_of(claim.claimant_id, claim.claimant, claim.publisher) is not null;
