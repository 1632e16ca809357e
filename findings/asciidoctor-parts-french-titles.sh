#!/usr/bin/env bash
# Asciidoctor takes a French colon for the sign between title and subtitle, and parts at the last one.
# Guess: a colon in a document's title is punctuation; if anything, the first one parts title and subtitle.
# Seen: `Caillou 2024 : jour 1 : le noyau` has the main title `Caillou 2024 : jour 1 ` with its space, and the subtitle `le noyau`.
# Two authors parted by a comma are one author of that whole name; a semicolon parts them.
# Meaning: the page shows less than the title that was written. The name of the event has to be looked for in the whole title.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit asciidoctor@3.0.4 >/dev/null
cat > try.mjs <<'JS'
import Processor from 'asciidoctor';
const asciidoctor = Processor();
const load = (authors) => asciidoctor.load(`= Caillou 2024 : jour 1 : le noyau\n${authors}\n\nTexte.`);
const title = load('Odile Parchemin').getDocumentTitle({ partition: true });
console.log(JSON.stringify([title.getMain(), title.getSubtitle()]));
console.log(load('Odile Parchemin, Basile Roc').getAuthors().length, load('Odile Parchemin; Basile Roc').getAuthors().length);
JS
seen=$(node try.mjs)
printf 'asciidoctor 3.0.4\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
["Caillou 2024 : jour 1 ","le noyau"]
1 2
SEEN
