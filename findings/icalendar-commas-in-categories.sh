#!/usr/bin/env bash
# An escaped comma in the categories of a calendar is read in three ways by four libraries.
# Guess: `CATEGORIES:noyau,grappe\, sonde` holds two values everywhere, as RFC 5545 says, and as the same libraries read commas
# in `SUMMARY`.
# Seen: ics and vobject read two; icalendar parts the second at its escaped comma; node-ical does so too and keeps the backslash.
# Meaning: track names with a comma come out of schedules in pieces. Only the title and the time are safe to match by.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit node-ical@0.20.1 >/dev/null
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check icalendar==6.1.0 ics==0.7.2 vobject==0.9.9
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//x//FR BEGIN:VEVENT UID:1 DTSTAMP:20240314T080000Z DTSTART:20240314T093000Z \
  'SUMMARY:Le noyau' 'CATEGORIES:noyau,grappe\, sonde' END:VEVENT END:VCALENDAR > schedule.ics
cat > try.py <<'PY'
import ics, icalendar, vobject
text = open("schedule.ics", newline="", encoding="utf-8").read()
event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
print("icalendar", [str(value) for value in event["CATEGORIES"].cats])
print("ics", sorted(next(iter(ics.Calendar(text).events)).categories, reverse=True))
print("vobject", vobject.readOne(text).vevent.categories.value)
PY
cat > try.js <<'JS'
const events = Object.values(require('node-ical').sync.parseFile('schedule.ics'));
console.log('node-ical', JSON.stringify(events.find((event) => event.type === 'VEVENT').categories));
JS
seen=$(py/bin/python -W ignore try.py 2>/dev/null; node try.js)
printf 'icalendar 6.1.0, ics 0.7.2, vobject 0.9.9, node-ical 0.20.1\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
icalendar ['noyau', 'grappe', ' sonde']
ics ['noyau', 'grappe, sonde']
vobject ['noyau', 'grappe, sonde']
node-ical ["noyau","grappe\\","sonde"]
SEEN
