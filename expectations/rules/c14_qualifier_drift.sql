-- id: C14
-- version: 1
-- name: qualifier_drift
-- question: Does a reprint turn a floor ("more than") into an exact number or a ceiling ("up to")?
-- severity: warning
-- grain: one claim of a release and one changed qualifier; the first reprint that has it
-- innocent cause: The reprint is shortened, and its editor thought the floor went without saying.
-- innocent cause: The reprint knows the final count.
with drifted as (
    select
        copy, origin,
        count(*) over (partition by origin.claim_id, copy.qualifier) as n_copies
    from changed_copies() as changed
    inner join core.claim as copy on changed.copy_id = copy.claim_id
    inner join core.claim as origin on changed.origin_id = origin.claim_id
    where
        copy.value = origin.value and copy.category = origin.category
        and is_lost_floor(origin.qualifier, copy.qualifier)
    qualify row_number() over (
        partition by origin.claim_id, copy.qualifier order by copy.published_at, copy.claim_id
    ) = 1
)
select
    [origin.claim_id, copy.claim_id] as claim_ids,
    to_json([operand('release', origin), operand('reprint', copy)]) as operands,
    format(
        'The release says {}, which is {:,} or more; {} of it says "{}", which is {:,} at most. '
        || '{}; {}, then {}.',
        figure_words(origin), origin.low,
        case when n_copies = 1 then 'a reprint' else format('each of {} reprints', n_copies) end,
        copy.figure, copy.high, who_words(origin), where_words(origin), where_words(copy)
    ) as computation,
    case
        when tells_correction(copy.sentence) then 'explained'
        when copy.high < origin.low then 'contradictory'
        else 'suspicious'
    end as verdict
from drifted
