const FIELDS =
  'input:not([type=hidden]):not([type=file]):not([disabled]), textarea:not([disabled]), select:not([disabled])';

/** A list one only chooses from is read-only text to the browser, and a field to whoever fills in the form. */
const isChoice = (field: Element): boolean => field.getAttribute('role') === 'combobox';

const groupOf = (field: Element): string | null =>
  field instanceof HTMLInputElement && field.type === 'radio' ? field.name : null;

/** The fields in their order; of a group of radio buttons the one the Tab key would reach. */
function fieldsOf(form: HTMLElement): HTMLElement[] {
  const fields = [...form.querySelectorAll<HTMLElement>(FIELDS)].filter(
    (field) =>
      field.tabIndex >= 0 && (!field.hasAttribute('readonly') || isChoice(field)) && !isHidden(field),
  );
  const chosen = new Map<string, HTMLElement>();
  for (const field of fields) {
    const group = groupOf(field);
    if (group && (!chosen.has(group) || (field as HTMLInputElement).checked)) chosen.set(group, field);
  }
  return fields.filter((field) => {
    const group = groupOf(field);
    return !group || chosen.get(group) === field;
  });
}

/** The next field a keyboard user would reach in the form; null at its end. Never one that stands before. */
export function nextField(form: HTMLElement, current: Element): HTMLElement | null {
  const group = groupOf(current);
  const follows = (field: HTMLElement) =>
    Boolean(current.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
  return fieldsOf(form).find((field) => follows(field) && !(group && groupOf(field) === group)) ?? null;
}

/** The keyboard waits at the question; the eyes begin above it, with whom and what the answer is about. */
export const READ_FIRST: FocusOptions = { preventScroll: true };

/** Where typing goes on: the first field without a value, not a choice that has its default. */
export function firstEmptyField(form: HTMLElement | null): HTMLElement | null {
  const fields = [...(form?.querySelectorAll<HTMLInputElement>(FIELDS) ?? [])].filter(
    (field) => !isHidden(field) && field.type !== 'radio' && field.type !== 'checkbox',
  );
  return (
    fields.find((field) => field.value === '' && !field.closest('.ant-select-content-has-value')) ??
    fields[0] ??
    null
  );
}

function isHidden(field: HTMLElement): boolean {
  return field.closest('[hidden], [aria-hidden="true"]') !== null;
}

interface KeyPress {
  key: string;
  target: EventTarget | null;
  currentTarget: EventTarget | null;
  ctrlKey: boolean;
  shiftKey: boolean;
  defaultPrevented: boolean;
  preventDefault(): void;
  stopPropagation(): void;
  nativeEvent?: { isComposing?: boolean };
}

/** Fields that are in no form of their own end at the button that sends them. */
const endOf = (field: Element): HTMLElement | null =>
  (field as HTMLInputElement).form ? null : document.querySelector<HTMLElement>('[data-enter-end]');

function goOn(event: KeyPress, target: Element): void {
  // A form within a form: whoever is asked first deals with it.
  event.stopPropagation();
  const next = nextField(event.currentTarget as HTMLElement, target) ?? endOf(target);
  // The last field sends its own form.
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Enter as it is meant: not with a modifier, and not the one that picks a word in a Chinese input method. */
const isPlainEnter = (event: KeyPress): boolean =>
  event.key === 'Enter' && !event.ctrlKey && !event.shiftKey && !event.nativeEvent?.isComposing;

/** Enter goes on to the next field, as on the machines clerks know; a text area keeps its line breaks. */
export function enterToNext(event: KeyPress): void {
  const target = event.target as HTMLElement;
  if (!isPlainEnter(event) || event.defaultPrevented || target.tagName !== 'INPUT') return;
  // An open list uses Enter to choose.
  if (target.getAttribute('aria-expanded') !== 'true') goOn(event, target);
}

/** What must be chosen and is not yet. */
function lacksChoice(field: HTMLElement): boolean {
  const box = field.closest('.ant-select');
  const required =
    field.getAttribute('aria-required') === 'true' ||
    Boolean(field.closest('.ant-form-item')?.querySelector('.ant-form-item-required'));
  const has = box?.querySelector('.ant-select-content-has-value, .ant-select-selection-item');
  return required && box !== null && !has && !box.querySelector('.ant-select-content-value');
}

/**
 * A closed list would claim Enter to open; a down arrow or a letter does that too. To be asked before the list
 * is. Where a choice is still owed, Enter opens the list instead of going past it.
 */
export function enterPastClosedList(event: KeyPress): void {
  const target = event.target as HTMLElement;
  if (!isPlainEnter(event) || target.getAttribute('aria-expanded') !== 'false') return;
  if (!lacksChoice(target)) goOn(event, target);
}

/** For the element around a form's fields. */
export const enterMoves = { onKeyDown: enterToNext, onKeyDownCapture: enterPastClosedList };
