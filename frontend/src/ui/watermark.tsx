import { Watermark as AntWatermark } from 'antd';
import type { ReactNode } from 'react';

/** Who looked, and when, over anything that shows personal data. */
export function PersonalData({ viewer, children }: { viewer: string; children: ReactNode }) {
  return (
    <AntWatermark content={viewer} font={{ color: 'rgba(0,0,0,0.06)', fontSize: 14 }} gap={[140, 120]}>
      {children}
    </AntWatermark>
  );
}
