-- Two claimed figures meet in one row, and never in the other order too.
select
    least(pair.claim_ids_a, pair.claim_ids_b) as one,
    greatest(pair.claim_ids_a, pair.claim_ids_b) as other,
    count(*) as n_rows
from {{ ref('source_disagreement') }} as pair
group by one, other
having count(*) > 1 or one = other
