const FIELDS =
  'input:not([type=hidden]):not([type=file]):not([disabled]), textarea:not([disabled]), select:not([disabled])';

/** The next field a keyboard user would reach in the form; null at its end. */
export function nextField(form: HTMLElement, current: Element): HTMLElement | null {
  const fields = [...form.querySelectorAll<HTMLElement>(FIELDS)].filter(
    (field) => field.tabIndex >= 0 && !field.hasAttribute('readonly') && !isHidden(field),
  );
  return fields[fields.indexOf(current as HTMLElement) + 1] ?? null;
}

function isHidden(field: HTMLElement): boolean {
  return field.closest('[hidden], [aria-hidden="true"]') !== null;
}

/** Enter goes on to the next field, as on the machines clerks know; a text area keeps its line breaks. */
export function enterToNext(event: {
  key: string;
  target: EventTarget | null;
  currentTarget: EventTarget | null;
  ctrlKey: boolean;
  shiftKey: boolean;
  defaultPrevented: boolean;
  preventDefault(): void;
  stopPropagation(): void;
  nativeEvent?: { isComposing?: boolean };
}): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.shiftKey || event.defaultPrevented) return;
  // Enter that picks a word in a Chinese input method is not ours.
  if (event.nativeEvent?.isComposing) return;
  const target = event.target as HTMLElement;
  if (target.tagName !== 'INPUT') return;
  // An open list uses Enter to choose.
  if (target.getAttribute('aria-expanded') === 'true') return;
  const next = nextField(event.currentTarget as HTMLElement, target);
  if (next) {
    event.preventDefault();
    next.focus();
  } else {
    // The last field sends its own form; a form around it must not lead the focus away.
    event.stopPropagation();
  }
}
