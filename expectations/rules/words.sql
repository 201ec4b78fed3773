-- What all rules share: how a finding is put into words, and the operands that it names.
-- noqa: disable=layout.indent

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
    coalesce(
        group_of(claim.victim_text, claim.figure) || ' ', claim.equipment || ' ',
        'people of side ' || claim.victim_side || ' ',
        case when claim.category not in ('equipment', 'repelled') then 'people ' end, ''
    )
    || case claim.category
        when 'equipment' then 'lost' when 'casualties' then 'killed or wounded'
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

-- An interval in words; a null high is an open end.
create or replace temp macro interval_words(low, high) as
    case
        when low = high then format('{:,}', low)
        when high is null then format('{:,} or more', low)
        else format('{:,} to {:,}', low, high)
    end;
