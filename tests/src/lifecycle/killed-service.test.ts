import { describe, expect, it } from 'vitest';
import { descendantsOf, untilGone } from '../support/processes.js';
import { startService } from '../support/service.js';

/** A service with codelets that loop, wait and flood. It says `busy` when all of them run. */
const BUSY = `
  import { createCodeletRunner } from '@codelets/runner';
  const runner = createCodeletRunner({ pool: { max_hosts: 4, min_ready: 1 } });
  let running = 0;
  const on_log = () => { running += 1; if (running === 3) console.log('busy') };
  const codes = ['for (;;);', 'await new Promise(() => {});', 'for (;;) await null;'];
  for (const body of codes) {
    runner.run({ type: 'string', code: 'export async function main() { console.log("started"); ' + body + ' }' }, { timeout_ms: 600000, on_log });
  }`;

/** How a service may end in the middle of its work. */
const ENDS: readonly (readonly [name: string, more: string, signal: NodeJS.Signals | undefined])[] = [
  ['SIGKILL', '', 'SIGKILL'],
  ['SIGTERM', '', 'SIGTERM'],
  ['SIGINT', '', 'SIGINT'],
  ['SIGABRT', '', 'SIGABRT'],
  ['process.exit', `process.stdin; setInterval(() => { if (running === 3) process.exit(3) }, 5)`, undefined],
  ['an uncaught error', `setInterval(() => { if (running === 3) throw new Error('service') }, 5)`, undefined],
];

describe('a service that ends in the middle of its work leaves no process', () => {
  it.each(ENDS)('%s', async (_, more, signal) => {
    const service = startService(BUSY + more);
    await service.said('busy');
    const hosts = descendantsOf(service.pid);
    if (signal) {
      // Three that are busy and the reaper, at least. (Without a signal the service may be gone by now.)
      expect(hosts.length).toBeGreaterThanOrEqual(4);
      service.child.kill(signal);
    }
    await service.ended;
    await untilGone(hosts);
  });

  it('SIGKILL while hosts are being started', async () => {
    const service = startService(`import { createCodeletRunner } from '@codelets/runner';
      const runner = createCodeletRunner({ pool: { max_hosts: 6, min_ready: 6 } }); await runner.describe(); console.log('starting'); setInterval(() => {}, 1000)`);
    await service.said('starting');
    let seen = descendantsOf(service.pid);
    for (let looks = 0; seen.length === 0 && looks < 1000; looks += 1) {
      await new Promise(setImmediate);
      seen = descendantsOf(service.pid);
    }
    expect(seen.length).toBeGreaterThan(0);
    service.child.kill('SIGKILL');
    await service.ended;
    await untilGone(seen);
  });
});
