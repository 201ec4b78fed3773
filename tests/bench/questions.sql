-- toll by claimant, side and week
select
    claimant_name,
    victim_side,
    category,
    date_trunc('week', day) as week,
    sum(low) as low,
    sum(n_origins) as n_origins
from marts.toll_by_source_daily
where claimant_id = 'am_mod' and day between '2024-01-01' and '2024-12-31'
group by all
order by week;

-- what each side claims of the other, a month
select
    claimant_side,
    victim_side,
    category,
    sum(low) as low,
    count(*) as n_rows
from marts.toll_by_source_daily
where day between '2025-03-01' and '2025-03-31' and claimant_side <> victim_side
group by all
order by low desc;

-- claims about a place in a period
select
    claim_id,
    claimant_name,
    figure,
    sentence,
    url
from marts.claim_audit
where
    place_id = (select min(place_id) from core.claim where place_id is not null)
    and as_of between '2024-01-01' and '2024-12-31'
order by as_of
limit 100;

-- weekly claims of one claimant
select
    period_start,
    period_end,
    victim_side,
    category,
    low,
    high
from marts.toll_by_source_period
where claimant_id = 'am_mod'
order by period_end desc
limit 50;

-- running totals that fell
select
    claimant_name,
    victim_side,
    as_of,
    low,
    change_high
from marts.toll_cumulative
where change_high < 0
order by as_of desc
limit 50;

-- one running total as a step series
select
    as_of,
    low,
    high,
    change_low
from marts.toll_cumulative
where series_id = (
    select series_id from marts.toll_cumulative group by series_id order by count(*) desc limit 1
)
order by as_of;

-- who revised what
select
    publisher,
    count(*) as n_revisions,
    count(*) filter (kind = 'silent_edit') as n_silent
from marts.claim_revision
group by publisher
order by n_revisions desc
limit 20;

-- two claimants on one day and side
select
    this.period_end,
    this.victim_side,
    this.category,
    this.claimant_name,
    this.low,
    that.claimant_name as other_name,
    that.low as other_low
from core.toll as this
inner join core.toll as that
    on
        this.period_start = that.period_start
        and this.period_end = that.period_end
        and this.victim_side = that.victim_side
        and this.category = that.category
        and this.victim_class = that.victim_class
        and this.claimant_name < that.claimant_name
where this.period_end between '2025-06-01' and '2025-06-30' and this.low > that.low * 2
order by this.period_end
limit 100;

-- the reprints of one release
select
    publisher,
    delay_hours,
    share_kept
from marts.publisher_echo
where origin_id = (select max(origin_id) from core.origin where n_articles > 3)
order by delay_hours;

-- coverage of a publisher, day by day
select
    day,
    n_articles,
    n_articles_with_claims,
    n_claims
from marts.coverage_daily
where publisher = (select publisher from core.article limit 1)
order by day;

-- one claim by its key
select * from marts.claim_audit
where claim_id = (select max(claim_id) from core.claim);

-- articles of a publisher in a week
select
    article_id,
    title,
    url,
    origin_id
from core.article
where
    publisher_name = (select publisher_name from core.article limit 1)
    and published_at between '2025-02-01' and '2025-02-07'
order by published_at
