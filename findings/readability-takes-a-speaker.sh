#!/usr/bin/env bash
# Readability takes the speaker of the first signed talk for the author of the page, and cuts the line out of the text.
# Guess: the author comes from the page's metadata or its top; a line inside the article is text.
# Seen: an element of class `byline` in the middle of the article becomes the page's byline and is missing from the content.
# Meaning: recaps sign each talk. Text extracted for reading has lost a speaker and gained a wrong author.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit @mozilla/readability@0.5.0 jsdom@24.1.3 >/dev/null
cat > try.js <<'JS'
const { Readability } = require('@mozilla/readability');
const { JSDOM } = require('jsdom');
const prose = '<p>' + 'La séance parle longuement de la grappe, du noyau et de la sonde, avec une démonstration. '.repeat(6) + '</p>';
const page = `<html><head><title>Retour sur le Congrès</title></head><body><article><h1>Retour sur le Congrès</h1>${prose}
<h2>Le noyau bavard</h2><p class="byline">par Odile Parchemin</p>${prose}</article></body></html>`;
const read = new Readability(new JSDOM(page).window.document).parse();
console.log('author:', read.byline);
console.log('speaker in the text:', read.content.includes('Odile Parchemin'));
JS
seen=$(node try.js)
printf '@mozilla/readability 0.5.0, jsdom 24.1.3\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
author: par Odile Parchemin
speaker in the text: false
SEEN
