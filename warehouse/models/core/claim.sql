{{ config(
    materialized='view', meta={'noted_by': 'core.article_claim', 'tested_by': 'article_id'}
) }}

select claim.*
from {{ ref('article_claim') }} as claim
