SELECT t.id
FROM content AS t
WHERE NOT EXISTS (SELECT 1 FROM article_version AS v WHERE v.content = t.id)
  AND NOT EXISTS (SELECT 1 FROM article_version AS v WHERE v.raw_content = t.id)
  AND NOT EXISTS (
    SELECT 1
    FROM change AS c
    JOIN operation AS o ON o.id = c.operation
    WHERE c.record_table = 'article_version'
      AND c.action = 'delete'
      AND t.id IN (json_extract(c.columns, '$.content'), json_extract(c.columns, '$.raw_content'))
      AND (
        -- An undo can take back this removal.
        (o.kind = 'do' AND o.undone_by IS NULL)
        -- A redo can take back this undo.
        OR (o.kind = 'undo' AND o.id > coalesce((SELECT max(d.id) FROM operation AS d WHERE d.kind = 'do'), 0))
      )
  )
ORDER BY t.id
