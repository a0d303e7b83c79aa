import type { RouteObject } from 'react-router';

/** Pages of the window and the township. */
export const townshipRoutes: RouteObject[] = [
  { index: true, lazy: () => import('../features/workbench/workbench-page') },
  { path: '/persons', lazy: () => import('../features/persons/list-page') },
  { path: '/persons/new', lazy: () => import('../features/persons/register-page') },
  { path: '/persons/:id', lazy: () => import('../features/persons/detail-page') },
  { path: '/households', lazy: () => import('../features/households/list-page') },
  { path: '/households/new', lazy: () => import('../features/households/create-page') },
  { path: '/households/:id', lazy: () => import('../features/households/detail-page') },
  { path: '/cases', lazy: () => import('../features/cases/list-page') },
  { path: '/cases/new', lazy: () => import('../features/cases/intake/new-case-page') },
  { path: '/cases/print', lazy: () => import('../features/cases/list-print-page') },
  { path: '/cases/:id', lazy: () => import('../features/cases/case-page') },
  { path: '/cases/:id/print/:kind', lazy: () => import('../features/cases/print-page') },
];
