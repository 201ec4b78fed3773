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

-- Digits of a number without closing zeros: how hard it is to hit by chance. 365 has 3, 1,200 has 2.
create or replace temp macro digits_of(value) as length(rtrim(cast(value as varchar), '0'));

-- Who answers for a figure: a named speaker, else, in the article's own voice, its publisher.
create or replace temp macro teller_of(claimant_id, claimant, publisher) as
    coalesce(
        speaker_of(claimant_id, claimant),
        case when claimant is null then 'publisher ' || lower(publisher) end
    );

-- A sentence without one figure and without digits, by which a copy finds the sentence it copied.
create or replace temp macro frame_of(sentence, figure) as
    regexp_replace(replace(lower(sentence), lower(figure), ''), '[\d.,]+|\s+', ' ', 'g');

-- Figures of named tellers as they are compared with each other, one row a claim and anchor.
-- `thing` hashes what is counted: category, kind, victims, place, and whether it is a running total.
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

-- What each teller says of one thing: the widest interval, and the values, that hold its figures.
create or replace temp macro tellers_of_tolls() as table
    select
        thing, anchor, who, min(at_least) as at_least, min(value) as least, max(value) as most,
        case when count(at_most) = count(*) then max(at_most) end as at_most
    from told_tolls() where placed group by thing, anchor, who;

-- Claims of reprints whose words differ from the release's, each with the claim that it copies:
-- aligned by the words around the figure, else by all fields but the number, else by the number.
-- A key that two claims of an article share aligns neither.
create or replace temp macro changed_copies() as table
    with told as (
        select
            claim_id, origin_id, article_id, article_id = origin_id as is_origin,
            hash(figure, sentence) as wording
        from core.claim where article_id is not null and not implicit
    ),
    reprinted as (select distinct origin_id from told where not is_origin),
    taken as (
        select copy.claim_id as copy_id, copy.article_id, origin.claim_id as origin_id
        from told as copy
        inner join told as origin
            on copy.origin_id = origin.article_id and copy.wording = origin.wording
        where origin.is_origin and not copy.is_origin
    ),
    left_over as (
        select claim.*, claim.article_id = claim.origin_id as is_origin
        from core.claim as claim
        semi join reprinted on claim.origin_id = reprinted.origin_id
        anti join taken on claim.claim_id = taken.copy_id
        where claim.article_id is not null and not claim.implicit
    ),
    keyed as (
        select claim_id, article_id, origin_id, is_origin, unnest([
            { 'way': 1, 'key': hash(frame_of(sentence, figure)) },
            { 'way': 2, 'key': hash(
                category, lower(equipment), victim_side, coalesce(place_id, lower(place)),
                claimant, period_start, period_end, cumulative
            ) },
            { 'way': 3, 'key': case
                when digits_of(value) > 1
                    then hash(value, value_to, coalesce(place_id, lower(place)), lower(equipment))
            end }
        ], recursive := true) from left_over
    ),
    unlike as (
        select
            article_id, any_value(origin_id) as origin_id, way, key, any_value(claim_id) as claim_id
        from keyed where key is not null group by article_id, way, key having count(*) = 1
    )
    select copy.claim_id as copy_id, origin.claim_id as origin_id
    from unlike as copy
    inner join unlike as origin
        on copy.origin_id = origin.article_id and copy.way = origin.way and copy.key = origin.key
    anti join taken
        on copy.article_id = taken.article_id and origin.claim_id = taken.origin_id
    where copy.article_id <> copy.origin_id and origin.article_id = origin.origin_id
    qualify
        row_number() over (partition by copy.claim_id order by copy.way) = 1
        and row_number() over (
            partition by copy.article_id, origin.claim_id order by copy.way
        ) = 1;

-- A floor that became an exact number, or was turned round into a ceiling.
create or replace temp macro is_lost_floor(before, after) as
    before in ('more_than', 'at_least') and after in ('exact', 'up_to', 'less_than');

-- The figures of a headline that name a harm, in its own words: "12 soldiers killed", "kills 12".
-- A number of days, strikes or years is none, though a harm may follow it.
create or replace temp macro headline_figures(title) as
    list_filter(
        list_concat(
            regexp_extract_all(
                lower(title),
                '\b(?:(?:nearly|almost|about|around|some|over|more than|at least|up to|as many as) )?'
                '(?:\d{1,3}(?:,\d{3})+|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven'
                '|twelve)(?: [a-z-]+){0,3} (?:killed|dead|deaths|die|died|slain|fatalities'
                '|wounded|injured|hurt|casualties)\b'
            ),
            regexp_extract_all(
                lower(title),
                '\b(?:kill(?:s|ed|ing)|death toll(?: [a-z]+){1,2}|wound(?:s|ing)|injur(?:es|ing)) '
                '(?:(?:nearly|almost|about|around|some|over|more than|at least|up to|as many as) )?'
                '(?:\d{1,3}(?:,\d{3})+|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven'
                '|twelve)\b'
            )
        ),
        words -> not regexp_matches(
            words,
            '\b(days?|weeks?|months?|years?|year-old|hours?|minutes?|million|thousand|percent|km'
            '|strikes?|attacks?|raids?|missiles?|drones?|rockets?|shells?|bombs?|places|towns?)\b'
        )
    );

-- The number of such words.
create or replace temp macro headline_number(words) as
    coalesce(
        try_cast(replace(regexp_extract(words, '\d[\d,]*'), ',', '') as bigint),
        1 + nullif(list_position(
            [
                'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven',
                'twelve'
            ],
            regexp_extract(
                words, '\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b'
            )
        ), 0)
    );

-- Whether a text has a number, in digits or as a word.
create or replace temp macro has_number(text, number) as
    regexp_matches(
        lower(replace(text, ',', '')),
        '\b(' || coalesce([
            'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
            'eleven', 'twelve'
        ][number] || '|', '') || number || ')\b'
    );
