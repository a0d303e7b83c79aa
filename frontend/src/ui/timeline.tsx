import { Timeline as AntTimeline } from 'antd';
import type { ReactNode } from 'react';

export interface TimelineEntry {
  key: string;
  title: ReactNode;
  meta: ReactNode;
  body?: ReactNode;
  tone?: 'good' | 'bad' | 'plain';
}

const COLORS = { good: 'green', bad: 'red', plain: 'blue' } as const;

export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  return (
    <AntTimeline
      items={entries.map((entry) => ({
        key: entry.key,
        color: COLORS[entry.tone ?? 'plain'],
        content: (
          <div>
            <strong>{entry.title}</strong>
            <div className="muted">{entry.meta}</div>
            {entry.body}
          </div>
        ),
      }))}
    />
  );
}
