-- A warehouse of getvariable('n') articles, one in ten of them with two claims, over three years.
-- Everything derives from the article's number by hashing, so that every run makes the same rows.
create temp table outlet as
select
    row_number() over (order by publisher.host) - 1 as outlet,
    publisher.host,
    publisher.publisher
from raw.publisher as publisher
where publisher.kind in ('outlet', 'agency', 'state_agency')
order by publisher.host
limit 240;

create temp table spot as
select
    row_number() over (order by place.place_id) - 1 as spot,
    place.name
from raw.place as place
order by place.place_id
limit 400;

create temp table speaker as
select
    row_number() over (order by actor.actor_id) - 1 as speaker,
    actor.name
from raw.actor as actor
where actor.kind in ('ministry', 'military')
order by actor.actor_id
limit 24;

create temp table page as
with

sentence as (
    select unnest([
        'Repair crews reopened the road after days of work, and the first buses passed at noon.',
        'The council approved a budget for schools, clinics and bus lines after a long debate.',
        'Prices rose slightly over the month, the statistics office in the capital said on Monday.',
        'Talks resumed with delegations from several countries, without a joint statement so far.',
        'Forecasters expect strong winds along the coast and clear skies further in the north.',
        'Most tickets were sold for the match, which ended in a draw in front of a quiet crowd.',
        'Engineers inspected bridges and substations before the winter season began in earnest.',
        'The museum lent several paintings to an exhibition abroad, to be returned in the spring.',
        'Volunteers planted trees along the river, where the flood had taken the old embankment.',
        'A new ferry will cross the strait twice a day, operators said at the harbour office.',
        'The orchestra opened its season with a work that had not been played for a century.'
    ]) as words
)

select
    page,
    string_agg(words || ' (' || hash(page, words) % 9973 || ')', ' ' order by hash(words, page))
    as filler
from range(3000) as pages (page)
cross join sentence
group by page;

create temp table article as
select
    number,
    left(md5('article ' || number), 16) as article_id,
    timestamp '2023-01-01' + (number * (94608000 / getvariable('n')))::bigint * interval 1 second
    as published_at,
    -- A few outlets print most; one article in ten is of an outlet that no list holds.
    (pow(hash(number, 1) % 1000 / 1000, 2) * 266)::integer as outlet,
    hash(number, 2) % 400 as spot,
    number % 10 = 3 as is_telling,
    number % 33 = 3 as is_changed,
    -- Three reprints follow one release in forty.
    number - case when number % 40 < 4 then number % 40 else 0 end as origin,
    hash(number, 3) % 3000 as page
from range(getvariable('n')) as numbers (number);

create temp table text_version as
select
    article.*,
    page.filler,
    version,
    -- The first figure is corrected upwards in the second text.
    2 + hash(number, 5) % 400 + version as low_1,
    2 + hash(number, 6) % 90 as low_2,
    'Report ' || number || ' from ' || spot.name || ' by our correspondents. ' as opening,
    coalesce(outlet.host, 'outlet-' || article.outlet || '.example') as host,
    coalesce(outlet.publisher, 'Outlet ' || article.outlet) as publisher,
    spot.name as place
from article
inner join spot on article.spot = spot.spot
inner join page on article.page = page.page
left join outlet on article.outlet = outlet.outlet
cross join lateral (select unnest(range(1, if(is_changed, 3, 2)))) as versions (version)
order by version, number;

create temp table stored as
select
    *,
    'more than ' || low_1 as figure_1,
    low_2::varchar as figure_2,
    opening || if(is_telling, 'Officials said that ' || 'more than ' || low_1 || ' soldiers fell there. '
    || 'Another ' || low_2 || ' were counted elsewhere. ', '') || filler as text
from text_version;

insert into raw.article_version by name
select
    article_id,
    version::integer as version,
    'https://' || host || '/news/' || number as url,
    publisher,
    'Report ' || number as title,
    published_at,
    published_at + interval 1 hour + (version - 1) * interval 1 day as retrieved_at,
    'en' as language,
    text,
    md5(text) as text_sha256,
    'text/html' as media_type,
    'large/' || number as source_path,
    'large' as run_id
from stored;

insert into raw.extraction by name
select
    article_id,
    version::integer as version,
    'bench-1' as extractor_version,
    if(is_telling, 2, 0) as n_claims,
    'large' as run_id,
    1 + (number // 5000)::integer as load_number
from stored;

insert into raw.article_origin by name
select
    article_id,
    version::integer as version,
    left(md5('article ' || origin), 16) as cluster_id,
    left(md5('article ' || origin), 16) as origin_id
from stored;

insert into raw.article_copy by name
select
    article_id,
    version::integer as version,
    left(md5('article ' || origin), 16) as origin_id,
    1 as origin_version,
    1 as origin_latest,
    1 - hash(number, 7) % 20 / 100 as kept,
    [] as figures_changed
from stored
where origin <> number;

insert into raw.article_change by name
select
    article_id,
    2 as version,
    1 as since_version,
    [] as added,
    [] as removed,
    if(is_telling, [{
        'before': (low_1 - 1)::varchar,
        'after': low_1::varchar,
        'sentence_before': 'Officials said that more than ' || (low_1 - 1) || ' soldiers fell there.',
        'sentence_after': 'Officials said that more than ' || low_1 || ' soldiers fell there.'
    }], []) as figures
from stored
where version = 2;

-- Of ten claims six count a day, two a week, and two are running totals of a few long series.
insert into raw.claim by name
with

told as (
    select
        stored.*,
        nth,
        if(nth = 1, figure_1, figure_2) as figure,
        strpos(text, if(nth = 1, 'that ', 'Another ')) + if(nth = 1, 5, 8) as figure_at,
        if(nth = 1, low_1 + 1, low_2) as low,
        hash(number, nth, 8) % 10 as kind,
        published_at::date - 1 as day
    from stored
    cross join (select unnest([1, 2])) as twice (nth)
    where is_telling
)

select
    left(md5(concat_ws('|', article_id, version, nth)), 16) as claim_id,
    article_id,
    version::integer as version,
    'bench-1' as extractor_version,
    (figure_at - 1)::integer as start,
    (figure_at - 1 + length(figure))::integer as "end",
    figure,
    false as implicit,
    ['killed', 'wounded', 'casualties', 'captured'][1 + (hash(number, nth, 9) % 4)::integer]
    as category,
    if(kind > 7, (day - date '2022-01-01') * 900 + low, low) as value,
    if(nth = 1, 'more_than', 'exact') as qualifier,
    if(kind > 7, (day - date '2022-01-01') * 900 + low, low) as low,
    case when nth = 2 then if(kind > 7, (day - date '2022-01-01') * 900 + low, low) end as high,
    nth = 2 as low_closed,
    nth = 2 as high_closed,
    false as approximate,
    ['ukraine', 'russia', 'israel', 'hamas', 'sudan_saf', 'sudan_rsf'][1 + (hash(number, nth, 10) % 6)::integer]
    as victim_side,
    ['military', 'civilian', 'unspecified'][1 + (hash(number, nth, 11) % 3)::integer] as victim_class,
    coalesce(
        speaker.name,
        case
            when hash(number, 12) % 36 < 32 then 'the commander of brigade ' || hash(number, nth, 13) % 300
        end
    ) as claimant,
    'direct' as attribution,
    case when kind > 7 then date '2022-02-24' when kind > 5 then day - 6 else day end
    as period_start,
    day as period_end,
    case when kind > 7 then 'since' when kind > 5 then 'span' else 'day' end as period_kind,
    kind > 7 as cumulative,
    case when kind < 5 then place end as place,
    'not_stated' as verification,
    0.9 as confidence,
    '[]' as evidence
from told
left join speaker on hash(number, 12) % 36 = speaker.speaker;

insert into flags.finding by name
select
    left(md5('finding ' || any_value(claim_id)), 16) as finding_id,
    'C4' as rule,
    1 as rule_version,
    'suspicious' as verdict,
    'medium' as severity,
    list(claim_id order by claim_id) as claim_ids,
    'generated' as computation,
    'generated' as digest,
    'open' as state,
    published_at as state_since,
    true as is_reported,
    published_at as first_seen,
    published_at as last_seen
from (
    select
        claim_id,
        article_id
    from raw.claim
    where cumulative and hash(article_id, 14) % 20 = 0
)
inner join raw.article_version using (article_id)
where version = 1
group by article_id, published_at;
