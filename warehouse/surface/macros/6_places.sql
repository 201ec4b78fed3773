-- What is claimed about a place and the places in it.

create or replace macro places_in(about) as table
with

named as (
    select held.place_id from core.place as held where held.place_id = about
    union
    select place_name.place_id from staging.stg_place_name as place_name
    where place_name.name_key = name_key(about)
)

select inside.place_id
from core.place as inside
where
    list_has_any(inside.path, (select list(named.place_id) from named))
    or inside.country = replace(lower(about), ' ', '-');
comment on macro table places_in is
'A place, by id or name, and the places in it. A name that two places bear names neither.';

create or replace macro claims_about(about := null, first_day := null, last_day := null) as table
select claim.*
from main.claims as claim
where
    (
        about is null
        or claim.place_id in (select inside.place_id from places_in(about) as inside)
        or (claim.place_id is null and lower(claim.place) = lower(about))
    )
    and (
        first_day is null
        or if(claim.is_running_total, claim.day, coalesce(claim.period_end, claim.day))
        >= cast(first_day as date)
    )
    and (
        last_day is null
        or if(claim.is_running_total, claim.day, coalesce(claim.period_start, claim.day))
        <= cast(last_day as date)
    );
comment on macro table claims_about is
'What is claimed about a place and the places in it: claims_about(about, first_day, last_day), '
'each by position or name, null for any; a place by id or name. A claim is in the window where its '
'period reaches into it, a running total where it is of a day in it. Columns as in main.claims.';
