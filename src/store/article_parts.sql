-- What stands beside an article's own columns: its texts where there are several, and what is not in the text read last.
SELECT
  'texts' AS name,
  group_concat('text ' || v.number || coalesce(' of ' || v.retrieved_at, ''), ', ' ORDER BY v.number) AS value
FROM article_version AS v
WHERE v.article = :article
HAVING count(*) > 1
UNION ALL
SELECT
  'lost words',
  group_concat('a' || c.article || '.' || c.number, ', ' ORDER BY c.number)
    || ': not in text ' || v.number || ', which ' || k.coder || ' read last; claimbook article recheck a' || c.article
    || ' seeks them'
FROM coding AS k
JOIN article_version AS v ON v.id = k.version
JOIN claim AS c ON c.coding = k.id
WHERE k.article = :article
  AND EXISTS (SELECT 1 FROM span AS s WHERE s.claim = c.id AND s.version <> k.version AND s.role = 'content')
  AND NOT EXISTS (SELECT 1 FROM span AS s WHERE s.claim = c.id AND s.version = k.version AND s.role = 'content')
GROUP BY k.id
UNION ALL
SELECT
  'older text',
  'what ' || k.coder || ' logged stands in text ' || v.number || '; claimbook --coder "' || k.coder
    || '" article recheck a' || k.article || ' seeks it in the newest'
FROM coding AS k
JOIN article_version AS v ON v.id = k.version
WHERE k.article = :article
  AND v.number < (SELECT max(n.number) FROM article_version AS n WHERE n.article = k.article)
