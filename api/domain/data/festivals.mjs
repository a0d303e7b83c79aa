// Writes the table of api/domain/src/calendar/festivals.rs: the days on which the festivals
// of the moon's calendar and 清明 fall. Two libraries of the same author compute them in two
// ways; where they differ nothing is written. (chinese-days 1.5.7, from which the notices
// come, has a lunar calendar of its own, which differs from both.)
//
//   npm install --no-save lunar-javascript@1.7.7 tyme4ts@1.5.2
//   node api/domain/data/festivals.mjs > table.txt
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const { Lunar, Solar } = require('lunar-javascript');
const { LunarDay, SolarTerm } = require('tyme4ts');

const FIRST = 2025;
const LAST = 2100;

const monthAndDay = (solar) => [solar.getMonth(), solar.getDay()];

const byLunar = (year) => [
  ...[[1, 1], [5, 5], [8, 15]].map(([month, day]) => monthAndDay(Lunar.fromYmd(year, month, day).getSolar())),
  monthAndDay(Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()['清明']),
];
const byTyme = (year) => [
  ...[[1, 1], [5, 5], [8, 15]].map(([month, day]) => monthAndDay(LunarDay.fromYmd(year, month, day).getSolarDay())),
  monthAndDay(SolarTerm.fromName(year, '清明').getJulianDay().getSolarDay()),
];

for (let year = FIRST; year <= LAST; year += 1) {
  const [one, other] = [byLunar(year), byTyme(year)];
  if (JSON.stringify(one) !== JSON.stringify(other)) throw new Error(`${year}: ${one} and ${other}`);
  const [spring, dragon, autumn, qingming] = one.map(([month, day]) => `(${month}, ${day})`);
  console.log(`    [${[spring, qingming, dragon, autumn].join(', ')}],`);
}
