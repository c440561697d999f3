import { fails, failsWhat, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

export const stacks: ConformanceGroup = {
  name: 'stacks',
  cases: [
    {
      name: 'name every function of the codelet in order, and nothing else',
      source: `function deepest() {\n  throw new Error('x');\n}\nconst middle = () => deepest();\nexport function main() {\n  middle();\n}`,
      check: failsWhat('RUNTIME_ERROR', ({ stack = '' }, { expect }) =>
        expect(stack.split('\n')).toStrictEqual([
          'Error: x',
          '    at deepest (codelet.js:2:9)',
          '    at middle (codelet.js:4:22)',
          '    at main (codelet.js:6:3)',
        ]),
      ),
    },
    {
      name: 'error.stack inside is the same text',
      source: `export function main() {\n  return new Error('x').stack;\n}`,
      check: givesWhat((stack, { expect }) => expect(stack).toBe('Error: x\n    at main (codelet.js:2:10)')),
    },
    {
      name: 'go on below an await',
      source: `async function load() {\n  await null;\n  throw new Error('x');\n}\nexport async function main() {\n  await load();\n}`,
      check: failsWhat('RUNTIME_ERROR', ({ stack = '' }, { expect }) => {
        expect(stack).toContain('load (codelet.js:3:9)');
        expect(stack).not.toContain('codelet.js:4');
      }),
    },
    {
      name: 'callbacks of built-ins show no frame of the engine',
      source: `export const main = () => [1].map((n) => [2].forEach(() => { throw new Error('x') }))`,
      check: failsWhat('RUNTIME_ERROR', ({ stack = '' }, { expect }) => {
        expect(
          stack
            .split('\n')
            .slice(1)
            .every((line) => line.includes('codelet.js:1:')),
        ).toBe(true);
        expect(stack.split('\n').length).toBeGreaterThanOrEqual(4);
      }),
    },
    {
      name: 'a function name cannot forge a frame',
      source: `export function main() {
        const f = { ['x (/etc/passwd:1:1)\\n    at evil (host.js:1:1)']() { throw new Error('x') } };
        Object.values(f)[0]();
      }`,
      check: ({ outcome }, { expect }) => {
        const stack = outcome.ok ? '' : (outcome.error.stack ?? '');
        expect(stack).toContain('codelet.js:2:');
        expect(stack.split('\n').some((line) => line.trim().startsWith('at evil'))).toBe(false);
      },
    },
    {
      name: 'a message of several lines is kept as it is',
      source: `export const main = () => { throw new Error('one\\n    at fake (codelet.js:9:9)') }`,
      check: fails('RUNTIME_ERROR', {
        message: 'one\n    at fake (codelet.js:9:9)',
        location: {
          file: 'codelet.js',
          line: 1,
          column: 35,
          snippet: `> 1 | export const main = () => { throw new Error('one\\n    at fake (codelet.js:9:9)') }\n    |                                   ^`,
        },
      }),
    },
    {
      name: 'a stack that the codelet assigned is a text like any other',
      source: `export const main = () => { const e = new Error('x'); e.stack = 'mine'; throw e }`,
      check: fails('RUNTIME_ERROR', { message: 'x', stack: 'mine' }),
    },
    {
      name: 'Error.prepareStackTrace of the codelet is not asked, or gets nothing of the service',
      source: `export function main() {
        const seen = [];
        try { Error.prepareStackTrace = (error, sites) => { seen.push(...sites.map((s) => String(s.getFileName?.()))); return 'mine' } } catch {}
        const text = String(new Error('x').stack);
        return { text, seen };
      }`,
      check: givesWhat(({ text, seen }: { text: string; seen: string[] }, { expect }) => {
        expect(text).not.toContain('/');
        // vm2 keeps its own accessor: there a codelet may ask, and hears of its own frames and the prelude's.
        const own = ['codelet.js', 'codelets:prelude', 'null', 'undefined'];
        expect(seen.filter((name) => !own.includes(name))).toStrictEqual([]);
      }),
    },
    {
      name: 'Error.captureStackTrace and stackTraceLimit show nothing of the service',
      source: `export function main() {
        try { Error.stackTraceLimit = 1000 } catch {}
        const o = {}; Error.captureStackTrace?.(o); return [String(o.stack), String(new Error('x').stack)].join()
      }`,
      check: givesWhat((text: string, { expect }) => {
        expect(text).not.toMatch(/node:|node_modules|[\\/]|prelude/);
      }),
    },
    {
      name: 'an error at the stack limit shows nothing of the service',
      source: `export function main() { const f = () => f(); try { f() } catch (e) { return [String(e), String(e.stack)] } }`,
      // QuickJS makes the stack when the error is made, where there is no room left for that: none is right, too.
      check: givesWhat(([name, text]: [string, string], { expect }) => {
        expect(name).toMatch(/^RangeError/);
        expect(text).not.toMatch(/node:|node_modules|[\\/]|prelude/);
      }),
    },
  ],
};
