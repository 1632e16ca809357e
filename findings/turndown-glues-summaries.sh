#!/usr/bin/env bash
# Turndown glues the title of a folded block to the first word below it.
# Guess: `<summary>` is a line of its own in the Markdown that comes out, as a browser shows it.
# Seen: `summary` is no block for it: title and text run together. A definition list loses what makes a term a term.
# Meaning: Markdown exported from pages with folded sessions has titles that end in a word of the text. Such lines cannot be
# mended afterwards; the page has to be read instead.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit turndown@7.2.0 >/dev/null
cat > try.js <<'JS'
const Turndown = require('turndown');
const page = '<details><summary>Le noyau bavard</summary>Une sonde.</details><dl><dt>La grappe</dt><dd>Deux nœuds.</dd></dl>';
console.log(JSON.stringify(new Turndown().turndown(page)));
JS
seen=$(node try.js)
printf 'turndown 7.2.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
"Le noyau bavardUne sonde.\n\nLa grappe\n\nDeux nœuds."
SEEN
