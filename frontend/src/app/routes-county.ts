import type { RouteObject } from 'react-router';

/** Pages of the county: batches, notices, payments, reports, reference data. Each module exports `Component`. */
export const countyRoutes: RouteObject[] = [
  { path: '/batches', lazy: () => import('../features/batches/list-page') },
  { path: '/batches/:id', lazy: () => import('../features/batches/batch-page') },
  { path: '/batches/:id/print', lazy: () => import('../features/batches/print-page') },
  { path: '/notices', lazy: () => import('../features/notices/list-page') },
  { path: '/notices/new', lazy: () => import('../features/notices/draft-page') },
  { path: '/notices/:id', lazy: () => import('../features/notices/notice-page') },
  { path: '/notices/:id/print', lazy: () => import('../features/notices/print-page') },
  { path: '/payments', lazy: () => import('../features/payments/list-page') },
  { path: '/reports', lazy: () => import('../features/reports/monthly-page') },
  { path: '/reports/rows', lazy: () => import('../features/reports/rows-page') },
  { path: '/audit', lazy: () => import('../features/audit/list-page') },
  { path: '/calendar', lazy: () => import('../features/calendar/calendar-page') },
  { path: '/accounts', lazy: () => import('../features/accounts/list-page') },
  { path: '/policies', lazy: () => import('../features/policies/list-page') },
  { path: '/policies/:code', lazy: () => import('../features/policies/policy-page') },
  { path: '/policies/:code/compare', lazy: () => import('../features/policies/compare-page') },
  { path: '/policy-drafts', lazy: () => import('../features/policies/drafts/list-page') },
  { path: '/policy-drafts/new', lazy: () => import('../features/policies/drafts/new-page') },
  { path: '/policy-drafts/:id', lazy: () => import('../features/policies/drafts/draft-page') },
  { path: '/services', lazy: () => import('../features/services/list-page') },
  { path: '/services/:code', lazy: () => import('../features/services/item-page') },
];
