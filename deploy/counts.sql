-- What a backup holds, one line a table, and how far the journal had come. Same order every time.
SELECT format('SELECT %L || E''\t'' || count(*) FROM %I', relname, relname)
FROM pg_class
WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
ORDER BY relname COLLATE "C" \gexec
SELECT E'last journal seq\t' || coalesce(max(seq), 0) FROM journal_position;
