/** The left menu as data: where it leads, who sees it, which text it shows. */
export interface MenuEntry {
  path: string;
  permission: string;
  text: string;
}
export interface MenuGroup {
  text: string;
  entries: MenuEntry[];
}

export const MENU: MenuGroup[] = [
  {
    text: 'app.menu.work',
    entries: [
      { path: '/', permission: 'workbench.read', text: 'app.menu.workbench' },
      { path: '/cases/new', permission: 'case.create', text: 'app.menu.new_case' },
      { path: '/cases', permission: 'case.list', text: 'app.menu.cases' },
      { path: '/persons', permission: 'person.search', text: 'app.menu.persons' },
      { path: '/households', permission: 'household.read', text: 'app.menu.households' },
    ],
  },
  {
    text: 'app.menu.approval',
    entries: [
      { path: '/batches', permission: 'batch.read', text: 'app.menu.batches' },
      { path: '/entitlements', permission: 'entitlement.read', text: 'app.menu.entitlements' },
      { path: '/payments', permission: 'payment.read', text: 'app.menu.payments' },
      { path: '/notices', permission: 'notice.read', text: 'app.menu.notices' },
    ],
  },
  {
    text: 'app.menu.oversight',
    entries: [
      { path: '/reports', permission: 'report.read', text: 'app.menu.reports' },
      { path: '/audit', permission: 'audit.read', text: 'app.menu.audit' },
    ],
  },
  {
    text: 'app.menu.reference',
    entries: [
      { path: '/services', permission: 'workbench.read', text: 'app.menu.services' },
      { path: '/policies', permission: 'workbench.read', text: 'app.menu.policies' },
      { path: '/policy-drafts', permission: 'policy_draft.read', text: 'app.menu.policy_drafts' },
      { path: '/simulations', permission: 'simulation.read', text: 'app.menu.simulations' },
      { path: '/laws', permission: 'workbench.read', text: 'app.menu.laws' },
      { path: '/calendar', permission: 'workbench.read', text: 'app.menu.calendar' },
      { path: '/delegations', permission: 'delegation.read', text: 'app.menu.delegations' },
      { path: '/accounts', permission: 'account.read', text: 'app.menu.accounts' },
    ],
  },
];

/** The entry that a path belongs to: the longest one that it begins with; none for pages outside the menu. */
export function activeEntry(pathname: string): string | null {
  const paths = MENU.flatMap((group) => group.entries.map((entry) => entry.path));
  return (
    paths
      .filter((path) =>
        path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`),
      )
      .sort((a, b) => b.length - a.length)[0] ?? null
  );
}
