import type { EntryReport, Host, Realm, SandboxAdapter, SandboxTraits } from '@codelets/core';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';
import { collectCases } from './collect-cases.js';

interface Sabotage {
  /** The prelude's text, wrapped: `PRELUDE` stands for the real one. */
  readonly prelude?: string;
  readonly host?: (host: Host) => Host;
  readonly traits?: (traits: SandboxTraits) => SandboxTraits;
}

/** vm2 in a thread, spoiled. */
function spoiled({ prelude, host = (whole) => whole, traits = (whole) => whole }: Sabotage): SandboxAdapter {
  const whole = vm2({ isolation: 'thread' });
  return {
    spec: 1,
    name: 'spoiled',
    isolation: 'thread',
    traits: async () => traits(await whole.traits()),
    openHost: async (init) => {
      const text =
        prelude === undefined ? init.prelude : prelude.replace('PRELUDE', () => `(${init.prelude})`);
      return host(await whole.openHost({ ...init, prelude: text }));
    },
  };
}

function hostLike(host: Host, changed: Partial<Host>): Host {
  return {
    openRealm: (post) => host.openRealm(post),
    exited: host.exited,
    usage: () => host.usage(),
    kill: () => host.kill(),
    setReferenced: (on) => host.setReferenced(on),
    ...changed,
  };
}

const realmLike = (realm: Realm, changed: Partial<Realm>): Realm => ({
  enter: (steps, limits) => realm.enter(steps, limits),
  dispose: () => realm.dispose(),
  ...changed,
});

const withRealms =
  (change: (realm: Realm) => Realm): Sabotage['host'] =>
  (host) =>
    hostLike(host, { openRealm: async (post) => change(await host.openRealm(post)) });

/** One realm for all runs of a host. */
const reusing: Sabotage['host'] = (host) => {
  let listener: (message: string) => void = () => undefined;
  let only: Promise<Realm> | undefined;
  return hostLike(host, {
    openRealm: async (post) => {
      listener = post;
      only ??= host.openRealm((message) => listener(message));
      return realmLike(await only, { dispose: () => undefined });
    },
  });
};

const withoutFault = (report: EntryReport): EntryReport => {
  const { fault: _, ...rest } = report;
  return rest;
};

const posting = (statement: string): string => `((post) => PRELUDE((message) => { ${statement} }))`;
const afterwards = (statement: string): string =>
  `((post) => { const deliver = PRELUDE(post); ${statement}; return deliver })`;
const delivering = (statement: string): string =>
  `((post) => { const deliver = PRELUDE(post); const { parse, stringify } = JSON; return (text) => { const m = parse(text); ${statement}; deliver(stringify(m)) } })`;

/** What is spoiled, and cases that must notice. */
const SABOTAGES: readonly (readonly [name: string, sabotage: Sabotage, notices: readonly string[]])[] = [
  [
    'lines are lost',
    { prelude: posting(`if (!message.includes('"t":"log"')) post(message)`) },
    ['lines > every level, through console and logger alike, in order'],
  ],
  [
    'lines have another level',
    { prelude: posting(`post(message.replace('"level":"warn"', '"level":"log"'))`) },
    ['lines > every level, through console and logger alike, in order'],
  ],
  [
    'dropped lines are not told',
    { prelude: posting(`if (!message.includes('logs-dropped')) post(message)`) },
    ['caps > 100 lines by default, the rest is counted exactly'],
  ],
  [
    'violations are not told',
    { prelude: posting(`if (!message.includes('"t":"violation"')) post(message)`) },
    ['caught denials are counted > one that is caught costs nothing but the count'],
  ],
  [
    'denials are not recognised',
    { prelude: posting(`post(message.replace(/"denied":"[^"]*"/, '"denied":null'))`) },
    ['what was not given is denied by name > require("fs")'],
  ],
  [
    'positions are off by one',
    { prelude: posting(`post(message.replace(/"column":(\\d+)/, (_, n) => '"column":' + (Number(n) + 1)))`) },
    ['where an error arose > on the first line', 'where an error arose > below a catch on the same line'],
  ],
  [
    'messages are lost',
    { prelude: posting(`post(message.replace('"message":"no b"', '"message":"no"'))`) },
    ['results that act > a getter that throws'],
  ],
  [
    'values lose their special kinds',
    { prelude: delivering(`if (m.input) m.input = m.input.replace('["m"', '["e"')`) },
    ['Map, Set, Date and RegExp > Map in order, with keys of every kind'],
  ],
  [
    'input is lost',
    { prelude: delivering(`if (m.input) m.input = '=null'`) },
    ['objects and arrays > nested data', 'exports > a function'],
  ],
  [
    'globals are lost',
    { prelude: delivering(`if (m.globals) m.globals = '={}'`) },
    ['globals > are there by name and on globalThis'],
  ],
  [
    'a name of the host is there',
    { prelude: afterwards(`globalThis.process = {}`) },
    [
      'feature tests find nothing and deny nothing > typeof of every name of a host',
      'the global scope > has exactly the names that are promised, hidden ones and symbols included',
    ],
  ],
  [
    'a symbol is left on the global object',
    { prelude: afterwards(`globalThis[Symbol('x')] = 1`) },
    ['the global scope > has exactly the names that are promised, hidden ones and symbols included'],
  ],
  [
    'the function from outside is in reach',
    { prelude: afterwards(`globalThis.post = post`) },
    ['the global scope > has exactly the names that are promised, hidden ones and symbols included'],
  ],
  ['realms are used again', { host: reusing }, ['nothing of a run is there in the next > a new global']],
  [
    'nothing is killed',
    { host: (host) => hostLike(host, { kill: () => undefined }) },
    ['contract > a killed host opens no realm and enters none, without hanging'],
  ],
  [
    'the seed is not used',
    {
      // The generator of the prelude has a seed of its own by then.
      prelude: `((post) => { const { random } = Math; const { parse, stringify } = JSON; const deliver = PRELUDE(post); return (text) => { const m = parse(text); if (m.t === 'configure') m.seed = random().toString(16).slice(2, 10).padEnd(64, '0'); deliver(stringify(m)) } })`,
    },
    [
      'recordings > give the same value, logs and calls again, and ask nobody',
      'recordings > of another engine are followed to the same end',
      'runs that wait for somebody > end with the question, and go on with the answer where they were, calling nothing again',
    ],
  ],
  [
    'the time that was delivered is not told',
    { prelude: delivering(`if (m.t === 'answer' && m.now) m.now += 1`) },
    ['recordings > of another engine are followed to the same end'],
  ],
  [
    'arguments of calls are changed',
    { prelude: posting(`post(message.replace(/"args":"=1"/, '"args":"=2"'))`) },
    [
      'recordings > of another engine are followed to the same end',
      'runs that wait for somebody > end with the question, and go on with the answer where they were, calling nothing again',
    ],
  ],
  [
    'answers of the network lose their status',
    { prelude: delivering(`if (m.t === 'answer' && m.value) m.value = m.value.replace('404', '200')`) },
    ['fetch > answers with status, headers and body'],
  ],
  [
    'fetch is there for all',
    { prelude: afterwards('globalThis.fetch = () => 1') },
    ['fetch > is not there in a run that was not given it, be it the next one on the same host'],
  ],
  [
    'faults are swallowed',
    {
      host: withRealms((realm) =>
        realmLike(realm, { enter: async (steps, limits) => withoutFault(await realm.enter(steps, limits)) }),
      ),
    },
    ['contract > reports a syntax error as a fault with its place, and survives it'],
  ],
  [
    'steps are done in the wrong order',
    {
      host: withRealms((realm) =>
        realmLike(realm, { enter: (steps, limits) => realm.enter([...steps].reverse(), limits) }),
      ),
    },
    ['contract > delivers a message and brings back what the realm posts, in order'],
  ],
  [
    'an entry is over before the realm rests',
    {
      host: withRealms((realm) =>
        realmLike(realm, {
          enter: async (steps, limits) => (void realm.enter(steps, limits).catch(() => undefined), {}),
        }),
      ),
    },
    ['contract > does the steps in order and comes to rest only when no microtask is left'],
  ],
  [
    'traits make no sense',
    { traits: (traits) => ({ ...traits, boundary: 'wall' as 'none' }) },
    ['contract > claims only what the contract knows, the same each time'],
  ],
  [
    'a thread claims a wall of the operating system',
    { traits: (traits) => ({ ...traits, walls: [{ name: 'network-namespace', state: 'up' }] }) },
    ['contract > says of each wall whether it is up, and why not'],
  ],
];

describe('the suite notices when', () => {
  it.each(SABOTAGES)('%s', async (_, sabotage, notices) => {
    const cases = collectCases(spoiled(sabotage));
    for (const notice of notices) {
      const found = cases.filter(({ name }) => name.endsWith(`> ${notice}`));
      expect(found.map(({ name }) => name)).toHaveLength(1);
      const { state } = await Promise.race([found[0]!.run(), tooLong()]);
      expect([notice, state]).toEqual([notice, 'failed']);
    }
    await Promise.race([cases.at(-1)!.run(), tooLong()]);
  });

  it('nothing is wrong: then the same cases pass', async () => {
    const cases = collectCases(spoiled({}));
    const notices = new Set(SABOTAGES.flatMap(([, , names]) => names));
    for (const notice of notices) {
      const end = await cases.find(({ name }) => name.endsWith(`> ${notice}`))!.run();
      expect([notice, end]).toEqual([notice, { state: 'passed' }]);
    }
    await cases.at(-1)!.run();
  });
});

it('the suite notices a claim to be deterministic with the local time of the service', async () => {
  const cases = collectCases(spoiled({ traits: (traits) => ({ ...traits, deterministic: true }) }));
  const zone = cases.find(({ name }) =>
    name.endsWith(
      'contract > does not have the local time of the service where it claims to be deterministic',
    ),
  )!;
  const before = [process.env['TZ'], new Date(0).getTimezoneOffset()];
  expect(await zone.run()).toMatchObject({
    state: 'failed',
    why: expect.stringContaining('00:00:00 GMT+0000') as string,
  });
  expect([process.env['TZ'], new Date(0).getTimezoneOffset()]).toEqual(before);
  await cases.at(-1)!.run();
});

/** Some sabotage makes a case wait for its deadline: that is a failure as well. */
function tooLong(): Promise<{ state: 'failed'; why: string }> {
  return new Promise((resolve) => {
    setTimeout(resolve, 3000, { state: 'failed', why: 'it took too long' });
  });
}

describe('a case is skipped', () => {
  const less = (claims: Partial<SandboxTraits>): SandboxAdapter =>
    spoiled({ traits: (traits) => ({ ...traits, ...claims }) });

  it.each([
    ['long native calls > Array(1e9).fill(0)', 'time: loops'],
    ['memory > lists that are kept', 'memory: false'],
    ['CPU time > waiting costs none', 'cpu: false'],
  ])('%s: with the trait that it lacks', async (name, reason) => {
    const cases = collectCases(less({ memory: false, cpu: false }));
    expect(await cases.find((item) => item.name.endsWith(name))!.run()).toMatchObject({
      state: 'skipped',
      why: expect.stringContaining(reason) as string,
    });
  });

  it('for nothing else: an adapter that claims all is asked all', async () => {
    const cases = collectCases(less({ time: 'no' }));
    const names = cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(600);
    const loop = cases.find(({ name }) => name.endsWith('the deadline > a synchronous loop'))!;
    expect(await loop.run()).toMatchObject({ state: 'skipped' });
    const never = cases.find(({ name }) => name.endsWith('the deadline > a promise that never settles'))!;
    expect(await never.run()).toEqual({ state: 'passed' });
    await cases.at(-1)!.run();
  });
});
