import type { RouteObject } from 'react-router';

/** Pages of the county: batches, notices, payments, reports, reference data. Each module exports `Component`. */
export const countyRoutes: RouteObject[] = [
  { path: '/batches', lazy: () => import('../features/batches/list-page') },
  { path: '/batches/:id', lazy: () => import('../features/batches/batch-page') },
  { path: '/batches/:id/print', lazy: () => import('../features/batches/print-page') },
];
