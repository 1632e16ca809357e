#!/usr/bin/env bash
# Three libraries of dates have an ordinal for French days, and none of them reads `2 juin` with it.
# Guess: in French only the first of a month is an ordinal: `1er juin`, then `2 juin`. The token `Do`, the day with its ordinal, writes
# both with a French locale, and reads what it wrote.
# Seen: Arrow and Pendulum write `2e juin`, which no one does, and refuse `2 juin`; Day.js writes `2 juin` and cannot read it back.
# All three read the first of the month. date-fns reads and writes both.
# Meaning: a format that is tried on the first of a month fails on the thirty other days. A day is read by its number, with `er` or
# without.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit dayjs@1.11.23 date-fns@4.4.0 >/dev/null
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check arrow==1.4.0 pendulum==3.3.0
cat > try.mjs <<'JS'
import dayjs from 'dayjs';
import 'dayjs/locale/fr.js';
import advancedFormat from 'dayjs/plugin/advancedFormat.js';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import { format, isValid, parse } from 'date-fns';
import { fr } from 'date-fns/locale';
dayjs.extend(advancedFormat);
dayjs.extend(customParseFormat);
for (const [day, text] of [[1, '1er juin 2023'], [2, '2 juin 2023']]) {
  const date = new Date(2023, 5, day);
  const dayjsReads = dayjs(text, 'Do MMMM YYYY', 'fr').isValid();
  console.log(`dayjs writes ${dayjs(date).locale('fr').format('Do MMMM YYYY')}, reads ${text}: ${dayjsReads}`);
  const fnsReads = isValid(parse(text, 'do MMMM yyyy', new Date(2020, 0, 1), { locale: fr }));
  console.log(`date-fns writes ${format(date, 'do MMMM yyyy', { locale: fr })}, reads ${text}: ${fnsReads}`);
}
JS
cat > try.py <<'PY'
import arrow
import pendulum

def reads(read, text):
    try:
        return read(text, "Do MMMM YYYY", locale="fr").day > 0
    except ValueError:
        return False

for day, text in ((1, "1er juin 2023"), (2, "2 juin 2023")):
    for name, date, read in (("arrow", arrow.get(2023, 6, day), arrow.get),
                             ("pendulum", pendulum.datetime(2023, 6, day), pendulum.from_format)):
        print(f"{name} writes {date.format('Do MMMM YYYY', locale='fr')}, reads {text}: {str(reads(read, text)).lower()}")
PY
seen=$(node try.mjs; py/bin/python try.py)
printf 'dayjs 1.11.23, date-fns 4.4.0, arrow 1.4.0, pendulum 3.3.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
dayjs writes 1er juin 2023, reads 1er juin 2023: true
date-fns writes 1er juin 2023, reads 1er juin 2023: true
dayjs writes 2 juin 2023, reads 2 juin 2023: false
date-fns writes 2 juin 2023, reads 2 juin 2023: true
arrow writes 1er juin 2023, reads 1er juin 2023: true
pendulum writes 1er juin 2023, reads 1er juin 2023: true
arrow writes 2e juin 2023, reads 2 juin 2023: false
pendulum writes 2e juin 2023, reads 2 juin 2023: false
SEEN
