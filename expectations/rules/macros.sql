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
