import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// antd looks how large its fields are; jsdom lays nothing out.
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
