-- What all rules share: how figures are compared, and how they are put into words.
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
            lower(sentence), '\b((rose|risen|rising|up|down|climbed|jumped|grew|fell) from'
            '|earlier|initial(ly)?|previous(ly)?|at first|first reported|later (rose|said|put))\b'
        ),
        false
    );

create or replace temp macro day_words(period_start, period_end) as
    case
        when period_start = period_end then 'on ' || period_start
        when period_start is null and period_end is null then 'with no period told'
        when period_start is null then 'up to ' || period_end
        when period_end is null then 'since ' || period_start
        else 'from ' || period_start || ' to ' || period_end
    end;

-- Takes a row of core.claim: whom or what the figure counts.
create or replace temp macro what_words(claim) as
    coalesce(claim.victim_text || ' ', claim.equipment || ' ', claim.victim_side || ' ', '')
    || case
        when claim.category = 'equipment' then 'lost'
        when claim.category = 'casualties' then 'killed or wounded'
        else claim.category
    end;

-- Takes a row of core.claim: the figure in its own words, and what it counts.
create or replace temp macro figure_words(claim) as
    '"' || claim.figure || '" ' || what_words(claim);

-- Takes a row of core.claim: who says it, or whose voice it is.
create or replace temp macro who_words(claim) as
    coalesce(claim.claimant_name, claim.claimant, 'the article itself');

-- Takes a row of core.claim: where and when it was printed.
create or replace temp macro where_words(claim) as
    coalesce(claim.publisher, 'an unnamed publisher')
    || coalesce(', ' || cast(claim.published_at as date), '');

-- Takes a row of core.claim: one operand of a finding's comparison.
create or replace temp macro operand(role, claim) as {
    'role': role,
    'claim_id': claim.claim_id,
    'article_id': claim.article_id,
    'start': claim.start,
    'end': claim."end",
    'figure': claim.figure,
    'low': claim.low,
    'high': claim.high,
    'approximate': claim.approximate,
    'as_of': claim.as_of
};
