-- Each release stands once in the succession of one figure, however many reprint it.
select
    revision.claim_id_to,
    count(*) as n_rows
from {{ ref('revision_across_articles') }} as revision
group by revision.claim_id_to
having count(*) > 1 or bool_or(revision.origin_id_from = revision.origin_id)
