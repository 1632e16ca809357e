#!/usr/bin/env bash
# A calendar that names a zone but does not define it is an hour off in one of two libraries.
# Guess: `DTSTART;TZID=Europe/Paris:20240314T093000` is half past eight in UTC for all of them.
# Seen: node-ical looks the zone up in its own tables; ical.js knows only zones that the file defines, and takes the time for one
# of the clock of the machine, without a word.
# Meaning: schedules often leave VTIMEZONE out. Sessions should be compared by the local time as written, not by an instant.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit ical.js@2.1.0 node-ical@0.20.1 >/dev/null
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//x//FR BEGIN:VEVENT UID:1 DTSTAMP:20240314T080000Z \
  'DTSTART;TZID=Europe/Paris:20240314T093000' 'SUMMARY:Le noyau' END:VEVENT END:VCALENDAR > schedule.ics
cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import ical from 'node-ical';
const text = readFileSync('schedule.ics', 'utf8');
const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'));
console.log('ical.js', event.startDate.toJSDate().toISOString());
console.log('node-ical', Object.values(ical.sync.parseICS(text)).find((entry) => entry.type === 'VEVENT').start.toISOString());
JS
seen=$(TZ=UTC node try.mjs)
printf 'ical.js 2.1.0, node-ical 0.20.1\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
ical.js 2024-03-14T09:30:00.000Z
node-ical 2024-03-14T08:30:00.000Z
SEEN
