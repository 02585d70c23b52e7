SELECT
  v.id,
  a.title AS first,
  v.content,
  concat_ws(
    char(31),
    (SELECT group_concat(w.name, char(31) ORDER BY w.number) FROM article_author AS w WHERE w.article = a.id),
    a.note
  ) AS third
FROM article_version AS v
JOIN article AS a ON a.id = v.article
