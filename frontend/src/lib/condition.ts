/**
 * The part of CEL that policy documents use to say when a field or paper is asked for: comparisons, `in`,
 * `&&`, `||`, `!`. What it can not read is `undefined`, and the caller then shows the field: the server
 * remains the judge, the form only spares the clerk what does not apply.
 */
type Value = string | number | boolean | null | Value[] | undefined;
type Facts = Record<string, unknown>;

const TOKEN =
  /\s*(?:(\d+)u?|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([A-Za-z_][\w.]*)|(&&|\|\||==|!=|<=|>=|[<>!()[\],]))/y;

interface Token {
  kind: 'number' | 'string' | 'name' | 'sign';
  text: string;
}

class Unreadable extends Error {}

function tokens(source: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < source.trimEnd().length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) throw new Unreadable();
    at = TOKEN.lastIndex;
    const [, number, double, single, name, sign] = match;
    if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (name !== undefined) found.push({ kind: 'name', text: name });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign });
    else found.push({ kind: 'string', text: double ?? single ?? '' });
  }
  return found;
}

class Reader {
  private at = 0;
  private readonly list: Token[];
  private readonly facts: Facts;

  constructor(list: Token[], facts: Facts) {
    this.list = list;
    this.facts = facts;
  }

  whole(): Value {
    const value = this.or();
    if (this.at < this.list.length) throw new Unreadable();
    return value;
  }

  private take(...signs: string[]): string | null {
    const token = this.list[this.at];
    if (!token || token.kind === 'string' || !signs.includes(token.text)) return null;
    this.at += 1;
    return token.text;
  }

  private or(): Value {
    let left = this.and();
    while (this.take('||')) {
      const right = this.and();
      left = truth(left) || truth(right);
    }
    return left;
  }

  private and(): Value {
    let left = this.compare();
    while (this.take('&&')) {
      const right = this.compare();
      left = truth(left) && truth(right);
    }
    return left;
  }

  private compare(): Value {
    const left = this.unary();
    const sign = this.take('==', '!=', '<=', '>=', '<', '>', 'in');
    if (!sign) return left;
    const right = this.unary();
    if (sign === '==') return left === right;
    if (sign === '!=') return left !== right;
    if (sign === 'in') return Array.isArray(right) && right.includes(left);
    if (typeof left !== 'number' || typeof right !== 'number') return false;
    if (sign === '<') return left < right;
    if (sign === '>') return left > right;
    return sign === '<=' ? left <= right : left >= right;
  }

  private unary(): Value {
    if (this.take('!')) return !truth(this.unary());
    if (this.take('(')) {
      const value = this.or();
      if (!this.take(')')) throw new Unreadable();
      return value;
    }
    if (this.take('[')) return this.elements();
    return this.atom();
  }

  private elements(): Value[] {
    const items: Value[] = [];
    while (!this.take(']')) {
      items.push(this.or());
      if (!this.take(',') && this.list[this.at]?.text !== ']') throw new Unreadable();
    }
    return items;
  }

  private atom(): Value {
    const token = this.list[this.at];
    if (!token || token.kind === 'sign') throw new Unreadable();
    this.at += 1;
    if (token.kind === 'number') return Number(token.text);
    if (token.kind === 'string') return token.text;
    if (token.text === 'true' || token.text === 'false') return token.text === 'true';
    if (this.list[this.at]?.text === '(') throw new Unreadable();
    return this.facts[token.text.replace(/^facts\./, '')] as Value;
  }
}

const truth = (value: Value): boolean => value === true;

/** true, false, or undefined when the condition is beyond this reader. No condition means always. */
export function holds(condition: string | null | undefined, facts: Facts): boolean | undefined {
  if (!condition) return true;
  try {
    return truth(new Reader(tokens(condition), facts).whole());
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
