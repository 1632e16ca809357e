#!/usr/bin/env bash
# The French parser of chrono-node takes the number of a day for an hour.
# Guess: `Mardi 5` is Tuesday the fifth, and `mars 2024` is a month, as the English parser reads `March 2024`.
# Seen: `Mardi 5` is the nearest Tuesday at five o'clock; `mars 2024` is no date at all, while `March 2024` is one.
# Meaning: headings such as `Mardi 5` are usual in recaps of several days. A weekday before a number must be read together.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit chrono-node@2.7.7 >/dev/null
cat > try.js <<'JS'
const chrono = require('chrono-node');
const clock = new Date(Date.UTC(2020, 0, 15, 12));
const show = (parser, text) => {
  const found = parser.parse(text, clock)[0];
  console.log(`${text}: ${found ? `hour ${found.start.isCertain('hour') ? found.start.get('hour') : 'unknown'}, day ${found.start.isCertain('day')}` : 'no date'}`);
};
show(chrono.fr, 'Mardi 5');
show(chrono.fr, 'mars 2024');
show(chrono.en, 'March 2024');
JS
seen=$(TZ=UTC node try.js)
printf 'chrono-node 2.7.7\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
Mardi 5: hour 5, day false
mars 2024: no date
March 2024: hour unknown, day false
SEEN
