import { expect, it, vi } from 'vitest';
import { Suspension, suspend } from './suspend.js';

it('knows a suspension of another copy of the package, and nothing else', async () => {
  vi.resetModules();
  const other = await import('./suspend.js');
  expect(other.Suspension).not.toBe(Suspension);
  expect(Suspension.isInstance(other.suspend({ a: 1 }))).toBe(true);
  expect(Suspension.isInstance(suspend())).toBe(true);
  for (const value of [undefined, null, 'x', {}, { payload: 1 }])
    expect(Suspension.isInstance(value)).toBe(false);
});
