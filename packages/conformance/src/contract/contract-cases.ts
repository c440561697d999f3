import { BUDGET, script, type ContractCase } from './contract-case.js';

/** A prelude that posts what it is told, so that these cases know nothing of the real one. */
const ECHO = `((post) => {
  globalThis.post = post;
  // An engine that moves text tells the prelude so before each script.
  return (message) => { if (!message.startsWith('{"t":"moved"')) post('got ' + message) };
})`;

export const contractCases: readonly ContractCase[] = [
  {
    name: 'delivers a message and brings back what the realm posts, in order',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const posted: string[] = [];
      const realm = await host.openRealm((message) => posted.push(message));
      const report = await realm.enter(
        [{ message: 'a' }, { message: 'b' }, { message: '\u2028\0\u{1F600}"' }],
        BUDGET,
      );
      expect(report.fault).toBe(undefined);
      expect(posted).toStrictEqual(['got a', 'got b', 'got \u2028\0\u{1F600}"']);
    },
  },
  {
    name: 'does the steps in order and comes to rest only when no microtask is left',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const posted: string[] = [];
      const realm = await host.openRealm((message) => posted.push(message));
      const steps = [
        script(`(async () => { for (let i = 0; i < 50; i += 1) await null; post('rested') })()`),
        { message: 'then' },
        script(`post('last')`),
      ];
      await realm.enter(steps, BUDGET);
      expect([...posted].sort()).toStrictEqual(['got then', 'last', 'rested']);
      expect(posted.indexOf('got then')).toBeLessThan(posted.indexOf('last'));
    },
  },
  {
    name: 'may be entered again, and keeps its state until then',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const posted: string[] = [];
      const realm = await host.openRealm((message) => posted.push(message));
      await realm.enter([script('globalThis.n = 1')], BUDGET);
      await realm.enter([script('n += 1; post(String(n))')], BUDGET);
      expect(posted).toStrictEqual(['2']);
    },
  },
  {
    name: 'gives every realm a fresh global, also with one host',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const posted: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        const realm = await host.openRealm((message) => posted.push(message));
        await realm.enter(
          [
            script(
              'post(typeof leak + typeof Array.prototype.leak); globalThis.leak = Array.prototype.leak = 1',
            ),
          ],
          BUDGET,
        );
        realm.dispose();
      }
      expect(posted).toStrictEqual(['undefinedundefined', 'undefinedundefined', 'undefinedundefined']);
    },
  },
  {
    name: 'reports a syntax error as a fault with its place, and survives it',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const realm = await host.openRealm(() => undefined);
      const report = await realm.enter([script('const a = 1;\nconst b = ;')], BUDGET);
      expect(report.fault).toBe('syntax');
      if (report.line !== undefined) expect(report.line).toBe(2);
      realm.dispose();
      const posted: string[] = [];
      const next = await host.openRealm((message) => posted.push(message));
      await next.enter([{ message: 'still here' }], BUDGET);
      expect(posted).toStrictEqual(['got still here']);
    },
  },
  {
    name: 'streams what is posted while the realm is busy, and dies at once when it is killed',
    needs: { time: 'loops', service_acts_meanwhile: true },
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      let heard: (message: string) => void = () => undefined;
      const first = new Promise<string>((resolve) => (heard = resolve));
      const realm = await host.openRealm((message) => heard(message));
      const entry = realm.enter([script('post("busy"); for (;;);')], BUDGET).then(
        () => 'rested',
        () => 'rejected',
      );
      expect(await first).toBe('busy');
      const killedAt = performance.now();
      host.kill();
      host.kill();
      expect((await host.exited).reason).toBe('killed');
      expect(await entry).toBe('rejected');
      expect(performance.now() - killedAt).toBeLessThan(2000);
    },
  },
  {
    name: 'a killed host opens no realm and enters none, without hanging',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const realm = await host.openRealm(() => undefined);
      host.kill();
      const { reason, detail } = await host.exited;
      expect([reason, typeof detail]).toStrictEqual(['killed', 'string']);
      expect(
        await realm.enter([{ message: 'x' }], BUDGET).then(
          () => 'entered',
          () => 'refused',
        ),
      ).toBe('refused');
      expect(
        await host
          .openRealm(() => undefined)
          .then(
            () => 'opened',
            () => 'refused',
          ),
      ).toBe('refused');
      realm.dispose();
    },
  },
  {
    name: 'a realm that was given up is not entered again',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const realm = await host.openRealm(() => undefined);
      realm.dispose();
      realm.dispose();
      expect(
        await realm.enter([{ message: 'x' }], BUDGET).then(
          () => 'entered',
          () => 'refused',
        ),
      ).toBe('refused');
    },
  },
  {
    name: 'a prelude that does not parse refuses the host, with words for the operator',
    tell: async ({ expect, openHost }) => {
      const opened = openHost('(((').then(async (host) => {
        await host.openRealm(() => undefined);
        return 'opened';
      });
      expect(
        await opened.catch((thrown: unknown) =>
          thrown instanceof Error && thrown.message !== '' ? 'refused' : 'no words',
        ),
      ).toBe('refused');
    },
  },
  {
    name: 'tells how much memory is in use, in numbers',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const realm = await host.openRealm(() => undefined);
      const { memory_bytes } = await realm.enter(
        [script('globalThis.kept = Array.from({ length: 32 }, () => new Uint8Array(2 ** 18).fill(1))')],
        BUDGET,
      );
      const { peak_memory_bytes, resident_bytes } = host.usage();
      for (const bytes of [peak_memory_bytes, resident_bytes])
        expect(Number.isFinite(bytes) && bytes >= 0).toBe(true);
      if (memory_bytes !== undefined) expect(memory_bytes).toBeGreaterThan(2 ** 22);
    },
  },
  {
    name: "can be held and let go by the service's event loop",
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      host.setReferenced(true);
      host.setReferenced(true);
      host.setReferenced(false);
      const posted: string[] = [];
      const realm = await host.openRealm((message) => posted.push(message));
      await realm.enter([{ message: 'x' }], BUDGET);
      expect(posted).toStrictEqual(['got x']);
    },
  },
  {
    name: 'what the realm posts that is no text never arrives',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const posted: unknown[] = [];
      const realm = await host.openRealm((message) => posted.push(message));
      const odd = [
        '1',
        'null',
        '{}',
        '[1]',
        '() => 1',
        'Symbol("s")',
        '{ toString: () => "x" }',
        'new String("x")',
      ];
      await realm.enter(
        [script(`for (const value of [${odd.join(', ')}]) { try { post(value) } catch {} } post('end')`)],
        BUDGET,
      );
      expect(posted.every((message) => typeof message === 'string')).toBe(true);
      expect(posted.at(-1)).toBe('end');
    },
  },
  {
    name: 'an unhandled rejection in the realm ends nothing',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const posted: string[] = [];
      const realm = await host.openRealm((message) => posted.push(message));
      await realm.enter([script('Promise.reject(new Error("lost")); Promise.reject(null)')], BUDGET);
      await realm.enter([{ message: 'x' }], BUDGET);
      expect(posted).toStrictEqual(['got x']);
    },
  },
  {
    name: 'megabytes cross in both directions unharmed',
    tell: async ({ expect, openHost }) => {
      const host = await openHost(ECHO);
      const posted: string[] = [];
      const realm = await host.openRealm((message) => posted.push(message));
      const text = '\u20ac"\\'.repeat(700_000);
      await realm.enter([{ message: text }], BUDGET);
      expect(posted.length).toBe(1);
      expect(posted[0] === `got ${text}`).toBe(true);
    },
  },
];
