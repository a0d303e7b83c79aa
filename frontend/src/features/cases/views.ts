/** A list of cases someone comes back to: its filters under a name. */
export interface SavedView {
  name: string;
  search: string;
}

export const isViews = (value: unknown): value is SavedView[] =>
  Array.isArray(value) &&
  value.every((each) => typeof each?.name === 'string' && typeof each?.search === 'string');

export const isCodes = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

/** A name says one thing: saved again it means the new filters. */
export function withView(views: SavedView[], name: string, search: string): SavedView[] {
  const view = { name: name.trim(), search };
  return views.some((each) => each.name === view.name)
    ? views.map((each) => (each.name === view.name ? view : each))
    : [...views, view];
}

/** The columns in their own order, whatever order they were chosen in; never none. */
export function chosenColumns<C extends { key?: unknown }>(columns: C[], hidden: string[]): C[] {
  const left = columns.filter((column, index) => index === 0 || !hidden.includes(String(column.key)));
  return left.length > 0 ? left : columns;
}
