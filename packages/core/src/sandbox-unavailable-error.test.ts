import { describe, expect, it, vi } from 'vitest';
import { SandboxUnavailableError } from './sandbox-unavailable-error.js';

describe('SandboxUnavailableError', () => {
  it('is known across two copies of the package', async () => {
    vi.resetModules();
    const copy = await import('./sandbox-unavailable-error.js');
    const [ours, theirs] = [new SandboxUnavailableError('a'), new copy.SandboxUnavailableError('b')];
    expect(copy.SandboxUnavailableError).not.toBe(SandboxUnavailableError);
    expect(theirs).not.toBeInstanceOf(SandboxUnavailableError);
    for (const Kind of [SandboxUnavailableError, copy.SandboxUnavailableError]) {
      expect([ours, theirs].map((error) => Kind.isInstance(error))).toEqual([true, true]);
    }
  });

  it('is an error with a name and its message', () => {
    const error = new SandboxUnavailableError('npm install vm2');
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.message]).toEqual(['SandboxUnavailableError', 'npm install vm2']);
  });

  it.each([null, undefined, 'x', 5, {}, new Error('SandboxUnavailableError'), () => undefined])(
    'is not %o',
    (value) => {
      expect(SandboxUnavailableError.isInstance(value)).toBe(false);
    },
  );
});
