-- The versions of an article are numbered 1, 2, 3 ..., and their blocks lie inside the text.
SELECT
  'a' || article AS place,
  'its ' || count(*) || ' texts are numbered ' || min(number) || ' to ' || max(number) AS what
FROM article_version
GROUP BY article
HAVING min(number) <> 1 OR max(number) <> count(*)
UNION ALL
SELECT
  'text ' || v.number || ' of a' || v.article,
  'the ' || b.kind || ' at ' || b.start_cp || '..' || b.end_cp || ' ends beyond the text of ' || v.length_cp || ' characters'
FROM block AS b
JOIN article_version AS v ON v.id = b.version
WHERE b.end_cp > v.length_cp
