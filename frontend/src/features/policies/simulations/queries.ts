import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { cursorQuery } from '../../../api/cursor';
import type { Category, Schemas } from '../../../api/types';

export type Simulation = Schemas['Simulation'];
export type SimulationRow = Schemas['SimulationRow'];
export type Result = Schemas['SimulationResult'];
export type Figures = Schemas['SimulationFigures'];
export type Change = Schemas['SimulationChange'];
export type NewSimulation = Schemas['NewSimulation'];
export type Household = Schemas['SimulatedHousehold'];

/** How often it is looked how far one is. */
const LOOK_MS = 700;

export const isOpen = (state: string | undefined): boolean => state === 'queued' || state === 'running';

export const simulationsQuery = () => ({
  ...cursorQuery(['simulations'], (cursor, signal) =>
    api.get('/simulations', { query: { cursor, limit: 50 }, signal }),
  ),
});

export const simulationQuery = (id: string) =>
  queryOptions({
    queryKey: ['simulation', id],
    queryFn: ({ signal }) => api.get('/simulations/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) => (isOpen(state.data?.state) ? LOOK_MS : false),
  });

export interface RowsFilter {
  township?: string;
  category?: Category;
  change?: Change;
}

export const rowsQuery = (id: string, filter: RowsFilter) =>
  cursorQuery(['simulation-rows', id, filter], (cursor, signal) =>
    api.get('/simulations/{id}/rows', { path: { id }, query: { ...filter, cursor, limit: 100 }, signal }),
  );

export const startSimulation = (body: NewSimulation, key: string) => api.post('/simulations', { body, key });

export function useCancel(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post('/simulations/{id}/cancellations', { path: { id }, body: {} }),
    onSuccess: (changed) => queries.setQueryData(simulationQuery(id).queryKey, changed),
    // It may have ended a moment before: then its end is shown.
    onSettled: () => queries.invalidateQueries({ queryKey: ['simulation', id] }),
  });
}
