import type { RouteObject } from 'react-router';

/** Pages of the county: batches, notices, payments, reports, reference data. Each module exports `Component`. */
export const countyRoutes: RouteObject[] = [];
