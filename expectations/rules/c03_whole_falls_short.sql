-- id: C3
-- version: 1
-- name: whole_falls_short
-- question: Do parts that the text declares to be all of a total add up to less than it?
-- severity: warning
-- grain: one total of one release
-- innocent cause: The list names only the largest groups, although its words promise all of them.
-- innocent cause: A part of the list has no number, or its number was not read.
-- innocent cause: The total was updated and the list was not.
-- innocent cause: The list belongs to another total of the same sentence.
with placed as (
    select
        *,
        -- Where the figures stand in the sentence of the total, counted from one.
        instr(total_sentence, total_figure) + length(total_figure) as after_total,
        instr(total_sentence, total_figure) + start - total_start as part_at
    from linked_parts()
),
-- All parts, or nothing is known: also where the total's words stand twice in the sentence, or the
-- sentence is cut off before the last part.
summed as (
    select
        total_id, any_value(total_at_least) as total_at_least, sum(at_most) as parts_at_most,
        count(*) as n_parts, bool_and(firm) as firm, any_value(total_sentence) as sentence,
        any_value(after_total) as after_total, min(part_at) as first_at, max(part_at) as last_at
    from placed group by total_id
    having
        n_parts > 1 and bool_and(at_most is not null) and parts_at_most < total_at_least
        and bool_and(
            comparable and start > total_start
            and substring(total_sentence, part_at, length(figure)) = figure
        )
),
-- The words between the total and its parts declare them whole, or those before the last part do.
-- A number that is no part may be a part that was not read.
declared as (
    select * from summed
    where
        (
            declares_whole(substring(sentence, after_total, first_at - after_total))
            or regexp_matches(
                substring(sentence, first_at, last_at - first_at),
                '(?i)\b(the|all) (remaining|others?|rest)( were| are|:)?\s*$'
            )
        )
        and count_numbers(
            regexp_replace(
                substring(sentence, after_total), '(?i)\bthe (remaining|others?|rest)\b', ' ', 'g'
            )
        ) <= n_parts
),
worded as (
    select
        declared.total_id, list(part.claim_id order by part.start) as part_ids,
        list(operand('part', part) order by part.start) as operands,
        string_agg(figure_words(part), ' + ' order by part.start) as words,
        string_agg(format('{:,}', placed.at_most), ' + ' order by part.start) as numbers
    from declared
    inner join placed using (total_id)
    inner join told_claims() as part on placed.claim_id = part.claim_id
    group by declared.total_id
)
select
    list_prepend(total.claim_id, worded.part_ids) as claim_ids,
    to_json(list_prepend(operand('total', total), worded.operands)) as operands,
    format(
        'All parts, {}, come to {} = {:,} at most; the total {} is {:,} or more, {:,} are not '
        || 'accounted for. {}; {}.',
        worded.words, worded.numbers, declared.parts_at_most, figure_words(total),
        declared.total_at_least, declared.total_at_least - declared.parts_at_most,
        who_words(total), where_words(total)
    ) as computation,
    case when declared.firm then 'contradictory' else 'suspicious' end as verdict
from declared
inner join worded using (total_id)
inner join told_claims() as total on declared.total_id = total.claim_id
qualify row_number() over (
    partition by
        coalesce(total.origin_id, total.article_id), total.category, declared.parts_at_most
    order by total.published_at, total.article_id, total.start
) = 1
