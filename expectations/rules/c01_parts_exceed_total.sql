-- id: C1
-- version: 2
-- name: parts_exceed_total
-- question: Do the parts of a total, where they cannot overlap, add up to more than the total?
-- severity: warning
-- grain: one total of one release; its clearest breakdown
-- innocent cause: The groups overlap: a child may be a girl, a place may lie inside another.
-- innocent cause: The total was not updated when the parts were.
-- innocent cause: A part covers more days or a wider area than the total.
-- innocent cause: The part belongs to another total of the same sentence, or to another part.
with linked as (
    select *, lag("end") over (partition by total_id order by start) as earlier_end
    from linked_parts() where comparable and total_at_most is not null
    qualify sum(at_least) over (partition by total_id) > total_at_most
),
-- After words of inclusion between two parts, what follows lies within the earlier one.
apart as (
    select * from linked
    qualify not bool_or(coalesce(
        includes(words_before(sentence, figure, start - earlier_end)), false
    )) over (partition by total_id order by start rows unbounded preceding)
),
-- Parts that differ along one of these lines count different people. Certain: nobody is both, else
-- they may overlap, and the finding is suspicious. Of parts alike (officers, soldiers: military)
-- only the largest counts.
lined as (
    select apart.*, unnest([  -- noqa: AL03
        { 'line': 'part', 'lot': claim_id, 'kind': claim_id, 'certain': true },
        { 'line': 'harm', 'lot': '', 'kind': case
            when total_category = 'casualties' and category in ('killed', 'wounded') then category
        end, 'certain': true },
        { 'line': 'side', 'lot': '', 'kind': victim_side, 'certain': true },
        { 'line': 'class', 'lot': '', 'kind': case
            when victim_class in ('military', 'civilian') then victim_class
        end, 'certain': true },
        { 'line': 'day', 'lot': '', 'kind': case
            when period_start = period_end then cast(period_start as varchar)
        end, 'certain': true },
        { 'line': 'place', 'lot': category, 'kind': lower(place), 'certain': false },
        { 'line': 'equipment', 'lot': '', 'kind': lower(equipment), 'certain': false },
        { 'line': 'group', 'lot': category, 'kind': subgroup, 'certain': false }
    ], recursive := true) from apart
),
largest as (
    select * from lined where kind is not null
    qualify row_number() over (
        partition by total_id, line, lot, kind order by at_least desc, start
    ) = 1
),
summed as (
    select
        total_id, line, lot, bool_and(certain and firm) as sure, count(*) as n_parts,
        any_value(total_at_most) as total_at_most, sum(at_least) as parts_at_least
    from largest group by total_id, line, lot
    -- Parts of more than three times the total are hardly its parts.
    having parts_at_least > total_at_most and parts_at_least <= 3 * total_at_most
    qualify row_number() over (
        partition by total_id order by sure desc, n_parts, parts_at_least desc, line, lot
    ) = 1
),
worded as (
    select
        summed.total_id, list(part.claim_id order by part.start) as part_ids,
        list(operand('part', part) order by part.start) as operands,
        string_agg(figure_words(part), ' + ' order by part.start) as words,
        string_agg(format('{:,}', largest.at_least), ' + ' order by part.start) as numbers
    from summed
    inner join largest using (total_id, line, lot)
    inner join told_claims() as part on largest.claim_id = part.claim_id
    group by summed.total_id
)
select
    list_prepend(total.claim_id, worded.part_ids) as claim_ids,
    to_json(list_prepend(operand('total', total), worded.operands)) as operands,
    format(
        'The parts {} come to {} = {:,} or more; the total {} is {:,} at most. {}; {}.',
        worded.words, worded.numbers, summed.parts_at_least, figure_words(total),
        summed.total_at_most, who_words(total), where_words(total)
    ) as computation,
    case when summed.sure then 'contradictory' else 'suspicious' end as verdict
from summed
inner join worded using (total_id)
inner join told_claims() as total on summed.total_id = total.claim_id
qualify row_number() over (
    partition by
        coalesce(total.origin_id, total.article_id), total.category, summed.parts_at_least
    order by total.published_at, total.article_id, total.start
) = 1
