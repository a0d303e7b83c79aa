import type { PolicyDocument } from './queries';
import { choiceOf } from './values';

type Word = (key: string, fallback?: string) => string;
type TextOf = (text: { zh: string; en: string } | null | undefined) => string;

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+)|([A-Za-z_]\w*)|(&&|\|\||==|!=|<=|>=|[-+*/%<>!?:(),[\]]))/y;

/** What each sign is called in `policies.sign`. */
const SIGNS: Record<string, string> = {
  '&&': 'and',
  '||': 'or',
  '!': 'not',
  '?': 'as_then',
  ':': 'else',
  in: 'in',
};
const PLAIN: Record<string, string> = {
  '==': '=',
  '!=': '≠',
  '<=': '≤',
  '>=': '≥',
  '*': '×',
  '/': '÷',
  '-': '−',
};

/** The label the document gives a name; the first that bears it counts. */
export function labelOf(document: PolicyDocument, name: string) {
  return [...document.rules, ...(document.parameters ?? []), ...document.inputs].find(
    (one) => one.name === name,
  )?.label;
}

/**
 * A formula with labels in the place of names and words in the place of signs; null for one that speaks of the
 * members of a list or in any other way goes beyond what can be said so simply.
 */
export function inWords(document: PolicyDocument, cel: string, word: Word, textOf: TextOf): string | null {
  const said: string[] = [];
  let at = 0;
  const source = cel.trimEnd();
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) return null;
    at = TOKEN.lastIndex;
    const [, quoted, number, name, sign] = match;
    if (quoted !== undefined) {
      const code = quoted.slice(1, -1);
      said.push(textOf(choiceOf(document, code)?.label) || word(`mode.${code}`, code));
    } else if (number !== undefined) said.push(number);
    else if (name !== undefined) {
      const calls = /^\s*\(/.test(source.slice(at));
      const label = textOf(labelOf(document, name));
      if (name in SIGNS) said.push(word(`sign.${SIGNS[name]}`));
      else if (name === 'true' || name === 'false') said.push(word(`sign.${name}`));
      else if (calls) {
        const called = word(`function.${name}`, '');
        if (!called) return null;
        said.push(called);
      } else if (label) said.push(label);
      else return null;
    } else if (sign) said.push(SIGNS[sign] ? word(`sign.${SIGNS[sign]}`) : (PLAIN[sign] ?? sign));
  }
  const text = said
    .join(' ')
    .replace(/([([]) /g, '$1')
    .replace(/ ([)\],])/g, '$1')
    .replace(/ \(/g, '(');
  // A name alone says no more than the name did.
  return text === cel ? null : text;
}
