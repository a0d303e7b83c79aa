import { Watermark as AntWatermark } from 'antd';
import type { ReactNode } from 'react';
import { today } from '../lib/dates';

interface Props {
  /** Name and account. */
  viewer: string;
  /** Stronger where nothing is masked: a photograph of the screen must tell whose screen it was. */
  strong?: boolean;
  children: ReactNode;
}

/** Who looked, and on which day, over anything that shows personal data. */
export function PersonalData({ viewer, strong, children }: Props) {
  return (
    <AntWatermark
      content={[viewer, today()]}
      font={{ color: strong ? 'rgba(0,0,0,0.14)' : 'rgba(0,0,0,0.06)', fontSize: 14 }}
      gap={[140, 110]}
      // Over whatever sticks within the page, under the head of the shell.
      zIndex={90}
      className="personal-data"
      // Hidden overflow would make it the box that sticky parts stick in: they would scroll away with the page.
      style={{ overflow: 'visible' }}
    >
      {children}
    </AntWatermark>
  );
}
