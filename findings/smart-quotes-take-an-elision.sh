#!/usr/bin/env bash
# Four libraries that set quotation marks take the apostrophe of an elision for one, or open a quotation with the closing mark.
# Guess: `d'"Anne"` becomes `d’“Anne”`, and with French marks `d’« Anne »`: the letter before `'` says that it is an apostrophe.
# Seen: where `"` stands behind it, three of them make the apostrophe an opening mark of its own. docutils does so in French
# too, where that mark is double, and Sphinx has this on unless told otherwise. The fourth does so once, and from the second
# time on closes where it should open. markdown-it has the apostrophe and the opening mark.
# Known: docutils says that `'` is both apostrophe and quotation mark, and that one before a link goes wrong (its bugs 343 and
# 371); Python-Markdown leaves such cases as SmartyPants has them (issue 654). A quotation behind an elision is in neither.
# Meaning: published pages hold `d‘“Anne”` and `d“« Anne »`. Any sign may stand for the apostrophe of an elision, and a title in
# quotation marks may begin with one too many, or with a closing one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit markdown-it@14.1.0 smartypants@0.2.2 remark@15.0.1 remark-smartypants@3.0.3 \
  remark-html@16.0.1 >/dev/null
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check smartypants==2.0.2 docutils==0.22.4
cat > try.mjs <<'JS'
import markdownit from 'markdown-it';
import { remark } from 'remark';
import html from 'remark-html';
import smart from 'remark-smartypants';
import { smartypantsu } from 'smartypants';

const text = process.argv[2];
const bare = (page) => page.replace(/<[^>]*>/g, '').trim();
console.log('markdown-it:', bare(markdownit({ typographer: true }).render(text)));
console.log('remark-smartypants:', bare(String(await remark().use(smart).use(html).process(text))));
console.log('smartypants of npm:', smartypantsu(text));
JS
cat > try.py <<'PY'
import sys
from html import unescape
from docutils.core import publish_doctree
from smartypants import smartypants

text = sys.argv[1]
print("smartypants of PyPI:", unescape(smartypants(text)))
settings = {"smart_quotes": True, "language_code": "fr"}
print("docutils:", publish_doctree(text, settings_overrides=settings).astext().replace("\N{NO-BREAK SPACE}", " "))
PY
text="L'atelier d'\"Anne\" et l'\"Envers\"."
seen=$(node try.mjs "$text"; py/bin/python try.py "$text")
printf 'markdown-it 14.1.0, remark-smartypants 3.0.3, smartypants 0.2.2 (npm) and 2.0.2 (PyPI), docutils 0.22.4\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
markdown-it: L’atelier d’“Anne” et l’“Envers”.
remark-smartypants: L’atelier d‘“Anne” et l‘“Envers”.
smartypants of npm: L’atelier d‘“Anne” et l’”Envers”.
smartypants of PyPI: L’atelier d‘“Anne” et l‘“Envers”.
docutils: L’atelier d“« Anne » et l“« Envers ».
SEEN
