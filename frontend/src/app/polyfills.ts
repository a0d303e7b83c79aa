// What the libraries use and Chrome 87 lacks. Syntax is the compiler's work; these are functions.
type At = { at?: (index: number) => unknown };

function at(this: ArrayLike<unknown>, index: number): unknown {
  const position = Math.trunc(index) || 0;
  return this[position < 0 ? this.length + position : position];
}

for (const prototype of [Array.prototype, String.prototype] as unknown as At[]) {
  if (!prototype.at)
    Object.defineProperty(prototype, 'at', { value: at, writable: true, configurable: true });
}

const object = Object as unknown as { hasOwn?: (target: object, key: PropertyKey) => boolean };
// biome-ignore lint/suspicious/noPrototypeBuiltins: this is the definition of Object.hasOwn
object.hasOwn ??= (target, key) => Object.prototype.hasOwnProperty.call(target, key);

const list = Array.prototype as unknown as {
  findLast?: (test: (value: unknown, index: number) => boolean) => unknown;
};
if (!list.findLast) {
  Object.defineProperty(Array.prototype, 'findLast', {
    value: function findLast(this: unknown[], test: (value: unknown, index: number) => boolean) {
      for (let index = this.length - 1; index >= 0; index -= 1)
        if (test(this[index], index)) return this[index];
      return undefined;
    },
    writable: true,
    configurable: true,
  });
}

const world = globalThis as unknown as { structuredClone?: (value: unknown) => unknown };
world.structuredClone ??= (value) => JSON.parse(JSON.stringify(value));
