export default {
  sign_in: 'Sign in',
  subtitle: 'County social assistance',
  username: 'User name',
  password: 'Password',
  ended: 'Sign in to go on.',
  ended_keep_draft:
    'Sign in to go on. What was not sent is on this computer and comes back for the account that typed it.',
  change_password: 'Change password',
  must_change: 'At the first login, or after a reset, choose a new password before you work.',
  current_password: 'Current password',
  new_password: 'New password',
  password_again: 'New password again',
  password_rule: 'At least {{count}} characters, not a common password',
  password_differs: 'The two new passwords differ',
  password_changed: 'Password changed. Other sign-ins of this account are over.',
};
