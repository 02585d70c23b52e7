SELECT t.name
FROM pragma_table_list AS t
LEFT JOIN sqlite_sequence AS s ON s.name = t.name
WHERE t.schema = 'main'
  AND t.type IN ('table', 'shadow')
  AND (t.wr OR EXISTS (SELECT 1 FROM sqlite_schema AS i WHERE i.type = 'index' AND i.tbl_name = t.name))
ORDER BY coalesce(s.seq, 0) DESC, t.name
