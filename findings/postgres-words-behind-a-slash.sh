#!/usr/bin/env bash
# PostgreSQL takes words joined by a slash for the path of a file, up to their first accent.
# Guess: under the configuration `french`, `modèles/méthodes` is two words, and the type `file` of the documentation is for text such
# as `/usr/local/foo.txt`; `13-14 avril` holds the numbers 13 and 14.
# Seen: `modèles/méthodes` is `modèles`, the path `/m` and the word `éthodes`; `données/requêtes` ends in the word `êtes`. Words
# without accents are one path, so `serveur` does not find `client/serveur`. The second day of `13-14` is minus fourteen, unless a
# dash or spaces stand between the days. This is PostgreSQL itself, compiled for Node; Debian's version 15 parts the same way.
# Meaning: paths, hosts and signs of numbers are not for prose. A slash and a hyphen part words and days.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit @electric-sql/pglite@0.5.17 >/dev/null
cat > try.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite';
const database = await PGlite.create();
const ask = async (sql, values) => (await database.query(sql, values)).rows[0].seen;
const TOKENS = `SELECT string_agg(alias || ' ' || token, ', ') AS seen FROM ts_debug('french', $1) WHERE alias <> 'blank'`;
for (const text of ['modèles/méthodes', 'données/requêtes', 'client/serveur', '13-14 avril', '13–14 avril'])
  console.log(`${text}: ${await ask(TOKENS, [text])}`);
const FINDS = `SELECT to_tsvector('french', $1) @@ websearch_to_tsquery('french', $2) AS seen`;
for (const [text, query] of [
  ['modèles et méthodes', 'méthodes'], ['modèles/méthodes', 'méthodes'],
  ['client et serveur', 'serveur'], ['client/serveur', 'serveur'],
  ['13–14 avril', '14 avril'], ['13-14 avril', '14 avril'],
]) console.log(`${query} in ${text}: ${await ask(FINDS, [text, query])}`);
await database.close();
JS
seen=$(node try.mjs)
printf 'pglite 0.5.17, PostgreSQL 18\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
modèles/méthodes: word modèles, file /m, word éthodes
données/requêtes: word données, file /requ, word êtes
client/serveur: file client/serveur
13-14 avril: uint 13, int -14, asciiword avril
13–14 avril: uint 13, uint 14, asciiword avril
méthodes in modèles et méthodes: true
méthodes in modèles/méthodes: false
serveur in client et serveur: true
serveur in client/serveur: false
14 avril in 13–14 avril: true
14 avril in 13-14 avril: false
SEEN
