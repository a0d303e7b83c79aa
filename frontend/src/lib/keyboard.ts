const FIELDS =
  'input:not([type=hidden]):not([type=file]):not([disabled]), textarea:not([disabled]), select:not([disabled])';

/** The next field a keyboard user would reach in the form; null at its end. */
export function nextField(form: HTMLElement, current: Element): HTMLElement | null {
  const fields = [...form.querySelectorAll<HTMLElement>(FIELDS)].filter(
    (field) => field.tabIndex >= 0 && !field.hasAttribute('readonly') && !isHidden(field),
  );
  return fields[fields.indexOf(current as HTMLElement) + 1] ?? null;
}

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

function goOn(event: KeyPress, target: Element): void {
  // A form within a form: whoever is asked first deals with it.
  event.stopPropagation();
  const next = nextField(event.currentTarget as HTMLElement, target);
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

/** A closed list would claim Enter to open; a down arrow or a letter does that too. To be asked before the list is. */
export function enterPastClosedList(event: KeyPress): void {
  const target = event.target as HTMLElement;
  if (isPlainEnter(event) && target.getAttribute('aria-expanded') === 'false') goOn(event, target);
}

/** For the element around a form's fields. */
export const enterMoves = { onKeyDown: enterToNext, onKeyDownCapture: enterPastClosedList };
