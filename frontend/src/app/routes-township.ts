import type { RouteObject } from 'react-router';

/** Pages of the window and the township. */
export const townshipRoutes: RouteObject[] = [
  { index: true, lazy: () => import('../features/workbench/workbench-page') },
];
