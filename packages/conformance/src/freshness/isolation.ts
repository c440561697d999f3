import type { ConformanceGroup } from '../conformance-case.js';

export const isolation: ConformanceGroup = {
  name: 'what a run does to its values reaches nobody',
  cases: [
    {
      name: "the caller's input is not changed",
      tell: async ({ subject, expect }) => {
        const make = () => ({
          list: [1, { a: 1 }],
          map: new Map([['k', [1]]]),
          bytes: new Uint8Array(2),
          date: new Date(0),
        });
        const input = make();
        const source = `export function main(input) {
          input.list.push(2); input.list[1].a = 2; input.map.get('k').push(2); input.map.clear(); input.bytes.fill(9); input.date.setTime(5);
          delete input.date; input.more = 1; return 'changed' }`;
        expect((await subject.run(source, { input })).outcome).toStrictEqual({ ok: true, value: 'changed' });
        expect(input).toStrictEqual(make());
      },
    },
    {
      name: 'a change of the caller after the call is not seen',
      tell: async ({ subject, expect }) => {
        const input = { n: 1 };
        const running = subject.run(
          'export async function main(input) { await new Promise((r) => setTimeout(r, 10)); return input.n }',
          { input },
        );
        // Through a runner the input is read before the run is queued; at the latest when the codelet runs.
        await running.then(() => (input.n = 2));
        expect((await running).outcome).toStrictEqual({ ok: true, value: 1 });
      },
    },
    {
      name: 'a result belongs to the caller alone',
      tell: async ({ subject, expect }) => {
        const source = 'const kept = { list: [1] }; export const main = () => kept';
        const first = await subject.run(source);
        if (first.outcome.ok) (first.outcome.value as { list: number[] }).list.push(2);
        expect((await subject.run(source)).outcome).toStrictEqual({ ok: true, value: { list: [1] } });
      },
    },
    {
      name: "a result is made of the service's own classes",
      tell: async ({ subject, expect }) => {
        const { outcome } = await subject.run(
          'export const main = () => [{}, [], new Map(), new Date(0), new Error("e"), new Uint8Array(1), /x/]',
        );
        const values = (outcome.ok ? outcome.value : []) as object[];
        const classes = [Object, Array, Map, Date, Error, Uint8Array, RegExp];
        expect(values).toHaveLength(classes.length);
        for (const [index, value] of values.entries()) {
          expect(Object.getPrototypeOf(value) === classes[index]!.prototype).toBe(true);
        }
      },
    },
    {
      name: "the module's code runs anew for every run",
      tell: async ({ subject, expect }) => {
        const source = 'let n = 0; n += 1; export const main = () => (n += 1)';
        for (let runs = 0; runs < 3; runs += 1) {
          expect((await subject.run(source)).outcome).toStrictEqual({ ok: true, value: 2 });
        }
      },
    },
  ],
};
