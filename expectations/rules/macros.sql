-- What all rules share: how figures are compared. How they are worded stands in words.sql.
-- Ends of stored intervals are whole numbers and closed; a null high is an open end, which nothing
-- exceeds. An approximate figure may be off by a tenth, rounded towards the figure.

create or replace temp macro floor_of(low, approximate) as
    low - case when approximate then low // 10 else 0 end;

create or replace temp macro ceiling_of(high, approximate) as
    high + case when approximate then high // 10 else 0 end;

-- A figure that says more than its order of magnitude; only such figures can contradict.
create or replace temp macro is_firm(approximate, qualifier) as
    not approximate and qualifier not in ('about', 'vague');

-- Who speaks: the resolved actor, else a proper name. "Officials" or "a diplomat" in two articles
-- need not be the same people, so an anonymous speaker is null and compares with nobody.
create or replace temp macro speaker_of(claimant_id, claimant) as
    coalesce(
        claimant_id,
        case
            when regexp_matches(claimant, '^(an?|one|some|several|two) ') then null
            when regexp_matches(claimant, '[\p{Lu}\p{Lo}]') then lower(claimant)
        end
    );

-- Which group of victims a figure counts, without the figure itself and without words that tell no
-- group: "nine people" and "seven" are figures for the same, "nine children" is not.
create or replace temp macro group_of(victim_text, figure) as
    nullif(
        trim(regexp_replace(
            replace(lower(victim_text), lower(figure), ''),
            '\b(people|persons?|casualties|killed|wounded|injured|dead|victims|others?|of|the)\b'
            '|\b\d+\b|[^\pL\pM\d\s-]', ' ', 'g'
        )),
        ''
    );

-- The same, but null for the words of a whole class, within which the other groups lie.
create or replace temp macro subgroup_of(victim_text, figure) as
    case
        when not regexp_matches(
            group_of(victim_text, figure),
            '\b(civilians?|soldiers?|troops|service(wo)?men|fighters?|militants?|personnel)\b'
        ) then group_of(victim_text, figure)
    end;

-- The sentence says that a figure was corrected.
create or replace temp macro tells_correction(sentence) as
    coalesce(
        regexp_matches(
            lower(sentence), '\b(correct(ed|ing|ions?|s)|revis(ed|es|ing|ions?)|retract\w*|amended'
            '|lowered|downgraded|recount\w*|reclassif\w*)\b'
        ),
        false
    );

-- The sentence gives an earlier figure beside the present one.
create or replace temp macro tells_change(sentence) as
    tells_correction(sentence) or coalesce(
        regexp_matches(
            lower(sentence), '\b((rose|risen|rising|up|down|climbed|jumped|grew|fell'
            '|increas(ed|ing)|decreas(ed|ing)|dropped) from'
            '|earlier|initial(ly)?|previous(ly)?|at first|first reported|later (rose|said|put))\b'
        ),
        false
    );

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
        on claim.cumulative and claim.period_end is null
        and coalesce(claim.origin_id, claim.article_id) = first_printed.origin
    where claim.period_kind <> 'rate' and claim.part_of is null and not claim.implicit;

-- The claims with what a finding tells of them; joined once the findings are known.
create or replace temp macro told_claims() as table
    select
        claim_id, article_id, start, "end", figure, category, equipment, low, high, qualifier,
        approximate, victim_side, victim_text, claimant, claimant_name, period_start, period_end,
        cumulative, place, part_of, restates, publisher, origin_id, published_at,
        as_of, sentence
    from core.claim;

-- The words between a total and its first part say that the parts are all of it. "Including" and
-- "of them" do not, and a colon does only where none of them goes before it.
create or replace temp macro declares_whole(words) as
    regexp_matches(
        words, '(?i)\b(compris(ing|es|ed( of)?)|consist(ing|s|ed) of|(made up|composed) of|namely'
        '|broken down (into|as))\b|:'
    )
    and not regexp_matches(
        words, '(?i)\b(includ\w+|among|of (them|whom|which|these|those)|such as|partly|mainly'
        '|mostly)\b'
    );

-- How many numbers stand in some words, in digits or English words, without dates and times.
create or replace temp macro count_numbers(words) as
    len(regexp_extract_all(
        regexp_replace(
            words, '(?i)\b\d{1,2}(st|nd|rd|th)? (January|February|March|April|May|June|July|August'
            '|September|October|November|December)\b( \d{4})?'
            '|\b(January|February|March|April|May|June|July|August|September|October|November'
            '|December) \d{1,2}\b(, \d{4})?|\b\d{1,2}:\d\d\b|\b(in|since|until) (19|20)\d\d\b',
            ' ', 'g'
        ),
        '(?i)\d+([,. ]\d{3})*|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
        '|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty'
        '|sixty|seventy|eighty|ninety|hundreds?|dozens?|scores|several|others?|rest)\b'
    ));
