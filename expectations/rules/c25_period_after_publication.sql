-- id: C25
-- version: 1
-- name: period_after_publication
-- question: Does a figure cover days that had not come when it was published?
-- severity: warning
-- grain: one period of one release; its first figure
-- innocent cause: The time of publication is that of an earlier version of the text.
-- innocent cause: A date without a year was read as one of the coming year.
-- innocent cause: The figure is a forecast.
with late as (
    select
        claim_id, article_id, origin_id, period_start, period_end, published_at, start,
        -- Somewhere it is fourteen hours later than UTC; a date without a time may mean its end.
        cast(published_at + case
            when cast(published_at as time) = time '00:00:00' then interval 38 hours
            else interval 14 hours
        end as date) as last_day
    from core.claim
    where
        period_end > cast(published_at as date)
        -- A month or year that has begun is that month or year so far.
        and not (
            period_start <= cast(published_at as date) and day(period_start) = 1
            and period_end
            in (last_day(period_start), period_start + interval 1 year - interval 1 day)
        )
),
first_of_release as (
    select
        *,
        count(*) over (
            partition by coalesce(origin_id, article_id, claim_id), period_start, period_end
        ) as n_claims
    from late where period_end > last_day
    qualify row_number() over (
        partition by coalesce(origin_id, article_id, claim_id), period_start, period_end
        order by published_at, article_id, start, claim_id
    ) = 1
)
select
    [claim.claim_id] as claim_ids,
    to_json([operand('figure', claim)]) as operands,
    format(
        '{} {} ends {} days after {}, the last day that can have been when it was published{}. {}; '
        || '{}.',
        figure_words(claim), day_words(claim.period_start, claim.period_end),
        claim.period_end - last_day, last_day,
        case when n_claims > 1 then format(' (as do {} more figures)', n_claims - 1) else '' end,
        who_words(claim), where_words(claim)
    ) as computation,
    'contradictory' as verdict
from first_of_release
inner join core.claim as claim using (claim_id)
