import { expect, test } from 'vitest';
import { readStored } from '../../lib/stored';
import { chosenColumns, isViews, withView } from './views';

test('saved again under the same name, the filters are replaced in place', () => {
  const views = withView(withView([], '待补正', 'stage=supplementing'), '快到期', 'due=soon');
  expect(withView(views, ' 待补正 ', 'stage=supplementing&mine=true')).toEqual([
    { name: '待补正', search: 'stage=supplementing&mine=true' },
    { name: '快到期', search: 'due=soon' },
  ]);
});

test('the first column stays whatever is hidden, and the order is that of the table', () => {
  const columns = [{ key: 'case_no' }, { key: 'applicant' }, { key: 'due' }];
  expect(chosenColumns(columns, ['case_no', 'applicant']).map(({ key }) => key)).toEqual(['case_no', 'due']);
});

test('what an older or broken page left behind is not believed', () => {
  localStorage.setItem('k', '[{"name":1}]');
  expect(readStored('k', isViews)).toBeNull();
  localStorage.setItem('k', '{');
  expect(readStored('k', isViews)).toBeNull();
});
