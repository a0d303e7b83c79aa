export default {
  elsewhere: 'Somebody registered elsewhere',
  elsewhere_hint:
    'Where it happened here, the application is taken by the whole citizen id; the record kept where the person is registered stays closed.',
  citizen_id_hint: 'Of somebody registered in this county.',
  happened_in: 'Where it happened (village)',
  here: 'Happened in {{place}}',
  receive: 'Receive',
  outstanding: 'To be explained',
  officer: 'Who looked into it',
  papers: 'Papers handed in afterwards',
  papers_hint: 'Type the name of each and press Enter.',
};
