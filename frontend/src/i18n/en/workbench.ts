export default {
  title: 'Workbench of {{name}}',
  nothing: 'Nothing is waiting for you.',
  month: 'This month ({{month}})',
};
