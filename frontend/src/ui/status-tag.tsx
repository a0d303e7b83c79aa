import { Tag } from 'antd';

const COLORS: Record<string, string> = {
  received: 'blue',
  supplementing: 'orange',
  approved: 'green',
  refused: 'red',
  not_accepted: 'red',
  withdrawn: 'default',
  published: 'green',
  draft: 'default',
  submitted: 'blue',
  ended: 'default',
  done: 'green',
  failed: 'red',
  cancelled: 'default',
};

/** The state in words; the colour only helps. */
export function StatusTag({ code, label }: { code: string; label: string }) {
  return <Tag color={COLORS[code] ?? 'processing'}>{label || code}</Tag>;
}
