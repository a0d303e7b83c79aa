#!/usr/bin/env bash
# npm chinese-days 1.5.7 puts 120 days between 1901 and 2100 on another day of the lunar
# calendar than lunar-javascript 1.7.7 and tyme4ts 1.5.2, which agree on all of them: whole
# months of 1933, 1996 and 2060, among them the mid-autumn of 1996. Seen:
#   72969 days: 0 between lunar-javascript and tyme4ts, 120 of chinese-days, in 1933, 1996, 2060
#   mid-autumn 1996: lunar-javascript 1996-09-27, tyme4ts 1996-09-27, chinese-days 1996-09-26
# Fails if that changes. Needs node and npm; uses nothing of this project.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund chinese-days@1.5.7 lunar-javascript@1.7.7 tyme4ts@1.5.2 >/dev/null
cat >compare.cjs <<'JS'
const days = require('chinese-days');
const { Lunar, Solar } = require('lunar-javascript');
const { LunarDay, SolarDay } = require('tyme4ts');
const years = new Set();
let all = 0;
let between = 0;
let wrong = 0;
// The years for which chinese-days has data.
for (let at = Date.UTC(1901, 1, 19); at <= Date.UTC(2100, 10, 30); at += 86_400_000) {
  const date = new Date(at);
  const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const lunar = Solar.fromYmd(y, m, d).getLunar();
  const tyme = SolarDay.fromYmd(y, m, d).getLunarDay();
  const own = days.getLunarDate(date.toISOString().slice(0, 10));
  const one = `${Math.abs(lunar.getMonth())}-${lunar.getDay()}`;
  all += 1;
  if (one !== `${tyme.getLunarMonth().getMonth()}-${tyme.getDay()}`) between += 1;
  if (one !== `${own.lunarMon}-${own.lunarDay}`) {
    wrong += 1;
    years.add(y);
  }
}
const told = `${all} days: ${between} between lunar-javascript and tyme4ts, ${wrong} of chinese-days, in ${[...years].join(', ')}`;
const tyme = LunarDay.fromYmd(1996, 8, 15).getSolarDay();
const autumn = [
  Lunar.fromYmd(1996, 8, 15).getSolar().toYmd(),
  new Date(Date.UTC(tyme.getYear(), tyme.getMonth() - 1, tyme.getDay())).toISOString().slice(0, 10),
  days.getSolarDateFromLunar('1996-08-15').date,
];
console.log(told);
console.log(`mid-autumn 1996: lunar-javascript ${autumn[0]}, tyme4ts ${autumn[1]}, chinese-days ${autumn[2]}`);
const seen = between === 0 && wrong === 120 && autumn.join() === '1996-09-27,1996-09-27,1996-09-26';
process.exit(seen ? 0 : 1);
JS
node compare.cjs
