const LARGEST = 9_000_000_000_000_00;

/** 150000 → "1,500.00". Integer arithmetic only: a sum of money never becomes a fraction on the way. */
export function formatFen(fen: number, grouped = true): string {
  const sign = fen < 0 ? '-' : '';
  const digits = String(Math.abs(Math.trunc(fen))).padStart(3, '0');
  const whole = digits.slice(0, -2);
  return `${sign}${grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole}.${digits.slice(-2)}`;
}

/** What a clerk types in yuan, as fen; null when it is not a sum of money (three decimals are not). */
export function parseYuan(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s\u00a5\p{Default_Ignorable_Code_Point}]/gu, '');
  const match = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(plain);
  if (!match) return null;
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return fen <= LARGEST ? fen : null;
}
