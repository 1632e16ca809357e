#!/usr/bin/env bash
# The French dates of Microsoft's Recognizers have no first of the month.
# Guess: `1er février 2023` is read as `1 février 2023` is, since French writes the first as an ordinal, and no other day.
# Seen: the words are found, and their value is `not resolved`, without month and year. In `du 1er au 3 février 2023` the first
# day is read and its month is not: the span begins in the month of the day on which it is read, here in October, after its end.
# Known: issue 548 (`1er avril 2005`, of 2018) is closed as fixed; the package on npm does not have it.
# Meaning: conferences that begin on the first of a month have no date, or one that moves with the calendar. `1er` is a day
# wherever a number is, and a span gives its month to both ends.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit @microsoft/recognizers-text-suite@1.3.1 >/dev/null
cat > try.js <<'JS'
const { recognizeDateTime, Culture } = require('@microsoft/recognizers-text-suite');
const readOn = new Date(2024, 9, 20);
for (const text of ['1 février 2023', '1er février 2023', 'du 1 au 3 février 2023', 'du 1er au 3 février 2023']) {
  const [{ resolution }] = recognizeDateTime(text, Culture.French, undefined, readOn);
  const { value, start, end } = resolution.values[0];
  console.log(`${text}: ${value ?? `${start} to ${end}`}`);
}
JS
seen=$(node try.js)
printf 'recognizers-text-suite 1.3.1\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
1 février 2023: 2023-02-01
1er février 2023: not resolved
du 1 au 3 février 2023: 2023-02-01 to 2023-02-03
du 1er au 3 février 2023: 2023-10-01 to 2023-02-03
SEEN
