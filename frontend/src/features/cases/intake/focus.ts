import { type RefObject, useEffect } from 'react';
import { firstEmptyField } from '../../../lib/keyboard';

/**
 * When a section is done its fields go, and the keyboard with them: it goes on at the first empty field of the
 * section that is next. A field somebody is in keeps it.
 */
export function useSectionFocus(section: RefObject<HTMLElement | null>, isNext: boolean): void {
  useEffect(() => {
    const idle = document.activeElement === document.body;
    if (isNext && idle) firstEmptyField(section.current)?.focus();
  }, [section, isNext]);
}
