export default {
  title: '{{name}}的工作台',
  nothing: '目前没有待办事项。',
  month: '本月（{{month}}）',
};
