import type { AccountTexts } from '../zh-CN/accounts';

const accounts: AccountTexts = {
  title: 'Accounts',
  create: 'New account',
  edit_title: 'Change the account of {{name}}',
  username: 'User name',
  name: 'Name',
  role: 'Role',
  division: 'Division',
  whole_county: 'The whole county',
  township: 'Township',
  village: 'Village',
  phone: 'Office telephone',
  phone_public: 'Printed on receipts: never a private number.',
  first_password: 'First password',
  first_password_hint: 'Must be changed at the first login.',
  password_short: 'At least {{count}} characters.',
  reset: 'Reset password',
  reset_effect:
    'The old password of {{name}} ends at once, with every session of theirs; the next sign-in asks for a new one.',
  reset_title: 'Reset the password of {{name}}',
  state: 'State',
  active: 'Active',
  disabled: 'Disabled',
  must_change: 'Password to change',
  last_login: 'Last login',
  enable: 'Enable',
  disable: 'Disable',
  enable_sure: 'Enable the account of {{name}}?',
  disable_sure: 'Disable the account of {{name}}? Their session ends at once.',
};
export default accounts;
