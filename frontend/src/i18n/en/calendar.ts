import type { CalendarTexts } from '../zh-CN/calendar';

const calendar: CalendarTexts = {
  title: 'Working days of {{year}}',
  year: 'Year',
  unknown:
    'The holidays of {{year}} are not entered yet. Deadlines in it are provisional and will be recomputed.',
  working_days: '{{count}} working days in the year',
  source: 'Source',
  source_example: 'Notice of the State Council on public holidays',
  by_law: 'These days are off by the Regulation on Holidays, Article 2, before any notice is out: {{days}}.',
  override: '{{day}} {{kind}} ({{name}}): the public calendar data are wrong; corrected after {{source}}.',
  holiday_name: 'Holiday',
  holiday_example: 'e.g. Spring Festival',
  unnamed: 'Holiday',
  how: 'Press a weekday to take it off. Press a weekend day for a make-up workday, again for a holiday, again for a plain weekend. Saving recomputes the open cases.',
  legend: 'H: day off. W: make-up workday.',
  ask: 'Overwrite the saved calendar of {{year}} with changes to {{count}} days?',
  ask_detail: 'The time limits of all open cases are then computed anew by it.',
  ordinary: 'as in any week',
  save: 'Save and recompute',
  saved: 'Saved; {{count}} deadlines moved.',
  recomputed: 'Recomputed deadlines',
  case_no: 'Case number',
  clock: 'Clock',
  clocks: { acceptance: 'Acceptance', handling: 'Handling', county: 'County decision' },
  old_due: 'Was due',
  new_due: 'Now due',
  month: 'Month {{month}}',
  weekday: { 1: 'Mo', 2: 'Tu', 3: 'We', 4: 'Th', 5: 'Fr', 6: 'Sa', 7: 'Su' },
  kind: { plain: 'working day', weekend: 'weekend', off: 'day off', work: 'make-up workday' },
  mark: { off: 'H', work: 'W' },
};
export default calendar;
