import { Tooltip } from 'antd';
import type { ReactNode } from 'react';

/** A word whose meaning shows on hover and on focus, and is read aloud with it. */
export function Meant({ meaning, children }: { meaning: string; children: ReactNode }) {
  return (
    <Tooltip title={meaning}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the meaning must be reached by keyboard, too */}
      <span className="meant" tabIndex={0} aria-description={meaning}>
        {children}
      </span>
    </Tooltip>
  );
}
