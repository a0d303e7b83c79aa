/*
 * Numbers as people type and paste them, made the same as the server makes them (`domain/typed`): cleaned first,
 * then counted. Both are held to the same cases, `api/domain/data/typed-cases.json`.
 */

// Spaces, dashes, marks, what cannot be seen, joints and quotes: nothing of it belongs to a number.
const APART =
  /[\p{White_Space}\u2800\p{Default_Ignorable_Code_Point}\ufff9-\ufffc\p{Dash}\u2500\u2501\u2043\u30fc\u02d7\p{M}.,/_\u00b7\u3001\u3002'"`\u2018-\u201b\u201c\u201d\u02bc\u2032]/gu;
const LIKE_X = /[\u00d7\u0425\u0445\u03a7\u03c7\u2715-\u2718\u2573\u2a09\u2a2f]/gu;

const without = (text: string) => text.replace(APART, '');

/** A number of any length in ASCII and capital letters; what is no part of a number stays, to be noticed. */
export const number = (text: string): string =>
  without(without(text).normalize('NFKD')).replace(/[a-z]/g, (letter) => letter.toUpperCase());

/** A citizen id or its end: every sign like an X is an X. */
export const citizenId = (text: string): string => number(text).replace(LIKE_X, 'X');

/** Whether it is as long as the ids issued until 1999 (GB 11643). */
export const isOldForm = (text: string): boolean => /^\d{15}$/.test(citizenId(text));

/** A telephone number of this country, without its country code and brackets. */
export function phone(text: string): string {
  const plain = number(text).replace(/[()]/g, '');
  const national = plain.replace(/^(?:\+86|0086)(?=\d{10,}$)|^86(?=1\d{10}$)/, '');
  return national === plain ? plain : phone(national);
}

/** Whether the last digit of a card fits the others (Luhn); passbooks may have no such digit. */
export function luhnFits(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
