export default {
  title: 'Decisions by townships',
  detail:
    'The county department decides; only the province can give the decision to townships (Social Assistance Law, article 44). Of an item that is not recorded here no township refuses.',
  item: 'Service item',
  basis: "The province's ruling",
  law: 'Document (code in the register of law)',
  law_hint: 'The code of the provincial document in the register; enter it there first if it is missing.',
  article: 'Article',
  from: 'From',
  to: 'Until',
  open: 'Until further notice',
  create: 'Record a ruling',
  end: 'End',
  ended: 'From the day after the county decides.',
  none: 'None: every refusal is the county’s.',
};
