#!/usr/bin/env bash
# Blogs made with Python-Markdown take `##Titre` for a heading, and a list under a paragraph for prose.
# Guess: Markdown is Markdown: a heading needs a space, a list may follow a line of text at once.
# Seen: Python-Markdown (Pelican, MkDocs) does the reverse of CommonMark in both.
# Meaning: sources of those generators hold headings without a space. Read by the rules of CommonMark alone, they lose the
# titles of talks.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit commonmark@0.31.2 >/dev/null
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check markdown==3.7
printf '##Le noyau bavard\n\nDeux sondes :\n- une grappe\n' > recap.md
cat > try.js <<'JS'
const { Parser, HtmlRenderer } = require('commonmark');
const text = require('fs').readFileSync('recap.md', 'utf8');
const html = new HtmlRenderer().render(new Parser().parse(text));
console.log('commonmark', /<h2>/.test(html), /<li>/.test(html));
JS
cat > try.py <<'PY'
import markdown
html = markdown.markdown(open("recap.md", encoding="utf-8").read())
print("python-markdown", str("<h2>" in html).lower(), str("<li>" in html).lower())
PY
seen=$(node try.js; py/bin/python try.py)
printf 'heading, list: commonmark 0.31.2, markdown 3.7\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
commonmark false true
python-markdown true false
SEEN
