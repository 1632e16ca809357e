#!/usr/bin/env bash
# Four libraries that make links out of text make one of `participant.es`.
# Guess: a word without `http` or `www` stays a word.
# Seen: what stands before the name of a country is a host for them. `.es` is Spain and `.se` Sweden, which are endings of
# inclusive French (`participant.es`, `heureux.se`), and `.la` is Laos where a space is missing (`séance.La`). markdown-it does so
# with its option `linkify`.
# Known: bare hosts are documented, this is not. It was reported to MyST (issue 1736, `enseignant.es`), which struck out Spain alone;
# markdown-it 15 has bare hosts off. What GitHub calls autolinks wants `www.` and is not touched.
# Meaning: pages of French blogs hold links to Spain that nobody wrote. A link whose label is its own host says little about a talk,
# and the word in it still has to be found: `participants` as well as `participant.es`.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit markdown-it@14.1.0 linkifyjs@4.4.0 autolinker@4.1.5 remark@15.0.1 remark-gfm@4.0.1 \
  remark-html@16.0.1 >/dev/null
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check bleach==6.4.0
cat > try.mjs <<'JS'
import markdownit from 'markdown-it';
import { find } from 'linkifyjs';
import autolinker from 'autolinker';
import { remark } from 'remark';
import gfm from 'remark-gfm';
import html from 'remark-html';

const text = process.argv[2];
const hosts = (page) => [...page.matchAll(/href="([^"]*)"/g)].map((found) => decodeURI(found[1])).join(' ') || 'none';
console.log('markdown-it', hosts(markdownit({ linkify: true }).render(text)));
console.log('linkifyjs', find(text).map((found) => found.href).join(' '));
console.log('autolinker', hosts(autolinker.link(text)));
console.log('remark-gfm', hosts(String(await remark().use(gfm).use(html).process(text))));
JS
cat > try.py <<'PY'
import re, sys
import bleach
print("bleach", *re.findall('href="([^"]*)"', bleach.linkify(sys.argv[1])))
PY
text='Les participant.es, un public heureux.se. Fin de la séance.La suite demain.'
seen=$(node try.mjs "$text"; py/bin/python try.py "$text")
printf 'markdown-it 14.1.0, linkifyjs 4.4.0, autolinker 4.1.5, remark-gfm 4.0.1, bleach 6.4.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
markdown-it http://participant.es http://heureux.se http://xn--sance-bsa.La
linkifyjs http://participant.es http://heureux.se http://séance.La
autolinker http://participant.es http://heureux.se http://séance.La
remark-gfm none
bleach http://participant.es http://heureux.se http://séance.La
SEEN
