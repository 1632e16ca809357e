#!/usr/bin/env bash
# Four generators give the same French heading four anchors, and one loses the letter œ.
# Guess: accents are folded or kept, and a ligature counts as its two letters.
# Seen: Python-Markdown drops `œ` as it drops a sign (`uvres`), docutils writes `oeuvres` and parts the elision, Asciidoctor and
# the slugs of GitHub keep accents and ligature but differ in their separators.
# Meaning: the anchor of a heading cannot be computed from its text without the generator's name. A link to a talk in its page is
# safe only where the page itself states the anchor.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit asciidoctor@3.0.4 github-slugger@2.0.0 >/dev/null
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check markdown==3.7 docutils==0.21.2
cat > try.mjs <<'JS'
import Processor from 'asciidoctor';
import { slug } from 'github-slugger';
const title = process.argv[2];
console.log('asciidoctor ' + /id="([^"]*)"/.exec(Processor().convert('== ' + title))[1]);
console.log('github-slugger ' + slug(title));
JS
cat > try.py <<'PY'
import sys
from docutils.nodes import make_id
from markdown.extensions.toc import slugify
print("python-markdown", slugify(sys.argv[1], "-"))
print("docutils", make_id(sys.argv[1]))
PY
title="Les œuvres de l'été"
seen=$(node try.mjs "$title"; py/bin/python try.py "$title")
printf 'asciidoctor 3.0.4, github-slugger 2.0.0, markdown 3.7, docutils 0.21.2\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
asciidoctor _les_œuvres_de_lété
github-slugger les-œuvres-de-lété
python-markdown les-uvres-de-lete
docutils les-oeuvres-de-l-ete
SEEN
