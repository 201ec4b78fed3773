-- id: C17
-- version: 1
-- name: headline_against_body
-- question: Does the headline give a figure that its text does not give, or gives for a wider harm?
-- severity: warning
-- grain: one figure of one headline of one release; the figure of the text that is nearest
-- innocent cause: The headline adds up figures that the text gives one by one.
-- innocent cause: The headline is newer than the text, or older.
-- innocent cause: The figure stands in a table or a picture that is no part of the text.
with titled as (
    select distinct article_id, title from core.claim
    where article_id is not null and title is not null
),
headed as (
    select article_id, title, unnest(headline_figures(title)) as words
    from titled
    where regexp_matches(title, '(?i)kill|dead|death|die|slain|wound|injur|hurt|casual|fatal')
),
counted as (
    select
        article_id, title, words, headline_number(words) as number,
        regexp_matches(words, 'nearly|almost|about|around|some') as rough,
        regexp_matches(words, 'over|more than|at least') as at_least,
        regexp_matches(words, 'up to|as many as') as at_most,
        case
            when contains(words, 'casualties') then 'casualties'
            when regexp_matches(words, 'wound|injur|hurt') then 'wounded' else 'killed'
        end as harm
    from headed where headline_number(words) is not null
),
-- What the text says of people harmed. The number may stand there as a sum of its figures.
compared as (
    select
        article_id, title, words, number, harm,
        bool_or(number in (value, coalesce(value_to, value))) as given,
        bool_or(
            category = harm and (
                rough and number >= floor_of(low, true)
                and number <= ceiling_of(coalesce(high, low), true)
                or at_least and low >= number
                or at_most and coalesce(high, number) <= number
            )
        ) or coalesce(sum(value) filter (category = harm) = number, false) as implied,
        bool_or(
            harm in (category, 'casualties') and number in (value, coalesce(value_to, value))
            and (at_most or qualifier not in ('up_to', 'less_than'))
        ) as meant,
        bool_or(
            category = harm and number between floor_of(low, approximate)
            and coalesce(ceiling_of(high, approximate), number)
        ) as allowed,
        first(
            claim_id
            order by
                coalesce(number in (value, coalesce(value_to, value)), false) desc,
                category = harm desc, abs(value - number), start, claim_id
        ) as claim_id,
        bool_or(category = harm) as has_harm
    from counted inner join core.claim using (article_id, title)
    where
        category in ('killed', 'wounded', 'casualties', 'captured', 'missing')
        and sentence <> title
    group by article_id, title, words, number, harm
),
differing as (
    select compared.* from compared
    inner join core.article as article using (article_id)
    where
        given and not coalesce(meant, false)
        or not coalesce(given, false) and not implied and has_harm
        and not has_number(replace(article.text, compared.title, ''), number)
)
select
    [body.claim_id] as claim_ids,
    to_json([operand('body', body)]) as operands,
    format(
        'The headline "{}" says {:,} {}; the text {}: {}{}, {:,} to {}. {}; {}.',
        body.title, number, harm,
        if(coalesce(given, false), 'gives that for something else', 'does not'),
        figure_words(body), coalesce(' in ' || body.place, ''), body.low,
        coalesce(format('{:,}', body.high), 'an open end'), who_words(body), where_words(body)
    ) as computation,
    case
        when tells_change(body.sentence) then 'explained'
        when not coalesce(given, false) and not allowed then 'contradictory' else 'suspicious'
    end as verdict
from differing
inner join core.claim as body using (claim_id)
qualify row_number() over (
    partition by coalesce(body.origin_id, body.article_id), number, harm
    order by body.published_at, body.claim_id
) = 1
