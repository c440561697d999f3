import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NetworkRefusedError, REFUSAL_REASONS } from './network-refused-error.js';

const page = readFileSync(new URL('../../../docs/network.md', import.meta.url), 'utf8');

describe('a refusal', () => {
  it('has a row in docs/network.md, under its code', () => {
    let code = '';
    const rows = [...page.matchAll(/^\| (?:`(NETWORK_\w+)`)? *\| `([a-z-]+)` /gm)].map(
      ([, named, reason]) => {
        code = named ?? code;
        return [reason, code];
      },
    );
    const expected = REFUSAL_REASONS.map((reason) => [reason, new NetworkRefusedError(reason).code]);
    expect(rows.sort()).toEqual(expected.sort());
  });

  it('is known across copies of the package, and keeps its cause to itself', () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.1:80');
    const error = new NetworkRefusedError('failed', { cause }).afterRedirect();
    expect(NetworkRefusedError.isInstance(error)).toBe(true);
    expect(NetworkRefusedError.isInstance(new Error('failed'))).toBe(false);
    expect(error.cause).toBe(cause);
    expect(`${error.message} ${error.name} ${error.code} ${error.reason}`).not.toContain('10.0.0.1');
    expect(error.message).toMatch(/^After a redirect: /);
  });
});
