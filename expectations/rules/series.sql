-- What rules on series and periods share: the claims, aligned.
-- noqa: disable=layout.indent

-- Who speaks. A speaker without a name, and the text's own voice, is one within its release only.
create or replace temp macro voice_of(claimant_id, claimant, release) as
    coalesce(speaker_of(claimant_id, claimant), concat_ws(' ', release, lower(claimant)));

-- The figures that their own article replaces by others.
create or replace temp macro superseded_claims() as table
    select distinct earlier.claim_id
    from core.claim as later
    inner join core.claim as earlier on later.restates = earlier.claim_id
    where
        later.restates is not null
        and (later.low, later.high) is distinct from (earlier.low, earlier.high);

-- The claims as rules of series and periods compare them, one row a claim. Left out: rates, parts
-- of another figure, victims who are not counted in a number, and figures that are superseded.
-- `thing` is a hash of who speaks and what is counted, but for category and place: 64 bits, so
-- that among a million claims two unlike ones share a hash once in 30 million runs.
-- `until` is the last day of the period; a running total is as old as its first printing.
-- Rows of a table are rounded alike, so they are compared as they stand, but are not firm.
create or replace temp macro stated_claims() as table
    with first_printed as (
        select coalesce(origin_id, article_id) as origin, min(as_of) as as_of
        from core.claim where cumulative and period_end is null group by origin
    )
    select
        claim.claim_id, claim.article_id, claim.published_at, claim.category, claim.cumulative,
        coalesce(claim.origin_id, claim.article_id) as origin,
        claim.victim_side, lower(claim.equipment) as equipment,
        claim.period_start as since, coalesce(claim.period_end, first_printed.as_of) as until,
        claim.place_id, coalesce(claim.place_id, lower(claim.place)) as place,
        floor_of(claim.low, claim.approximate and claim.source_kind <> 'series') as at_least,
        ceiling_of(claim.high, claim.approximate and claim.source_kind <> 'series') as at_most,
        is_firm(claim.approximate, claim.qualifier) as firm,
        speaker_of(claim.claimant_id, claim.claimant) as speaker,
        hash(
            voice_of(
                claim.claimant_id, claim.claimant, coalesce(claim.origin_id, claim.article_id)
            ),
            claim.victim_side, claim.victim_class, lower(claim.equipment),
            subgroup_of(claim.victim_text, claim.figure)
        ) as thing
    from core.claim as claim
    anti join superseded_claims() as superseded on claim.claim_id = superseded.claim_id
    left join first_printed
        on case
            when claim.cumulative and claim.period_end is null
                then coalesce(claim.origin_id, claim.article_id)
        end = first_printed.origin
    where claim.period_kind <> 'rate' and claim.part_of is null and not claim.implicit;

-- What named speakers tell for periods; `key` is what is counted, and where.
create or replace temp macro stated_periods() as table
    select
        claim_id, published_at, since, until, at_least, at_most, hash(thing, category, place) as key
    from stated_claims()
    where speaker is not null and not cumulative and since is not null and until is not null;

-- Of several figures for one period, the widest interval that holds them all.
create or replace temp macro period_intervals() as table
    select
        key, since, until, min(at_least) as at_least,
        case when bool_and(at_most is not null) then max(at_most) end as at_most
    from stated_periods() group by key, since, until;

-- The claims with what a finding tells of them; joined once the findings are known.
create or replace temp macro told_claims() as table
    select
        claim_id, article_id, start, "end", figure, category, equipment, low, high, qualifier,
        approximate, victim_side, victim_text, claimant, claimant_name, period_start, period_end,
        cumulative, place, place_text, part_of, restates, publisher, origin_id, published_at,
        as_of, sentence
    from core.claim;

-- The numbers that a slip of the hand makes of one: two adjacent digits swapped, or a nought or
-- two too many or too few.
create or replace temp macro slips_of(value) as
    list_filter(
        list_concat(
            list_transform(
                range(1, length(cast(value as varchar))),
                place -> cast(concat(
                    left(cast(value as varchar), place - 1),
                    reverse(substring(cast(value as varchar), place, 2)),
                    substring(cast(value as varchar), place + 2)
                ) as bigint)
            ),
            [value * 10, value * 100],
            case when value % 10 = 0 then [value // 10] end,
            case when value % 100 = 0 then [value // 100] end
        ),
        slip -> slip <> value
    );
