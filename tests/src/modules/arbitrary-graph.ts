import fc from 'fast-check';
import type { Graph } from './observed.js';

const NAMES = ['a', 'b', 'c'] as const;

/** A line that an arbitrary module may have; `%` is replaced by its own number. */
const OWN = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    '',
    `export let ${name} = '%${name}';`,
    `export const ${name} = ['%${name}'];`,
    `export var ${name} = '%${name}';`,
    `export function ${name}() { probe('in %${name}', () => typeof local); return local; }`,
    `export class ${name} { static at = note('class %${name}'); }`,
    `let ${name} = '%hidden'; export { ${name} }; ${name} = '%changed';`,
    `let ${name} = 1; export { ${name}, ${name} as ${name}2 }; export function bump${name}() { ${name} += 1; }`,
  );

const DEFAULT = fc.constantFrom(
  '',
  `export default function () { return local; }`,
  `export default async function* () {}`,
  `export default function named() { return 'named %'; }`,
  `export default class {}`,
  `export default '%default';`,
  `export default () => local`,
  `let d = 1; export { d as default }; d = 2;`,
);

const IMPORTED = fc.constantFrom(...NAMES, ...NAMES, 'default', 'a2', 'bumpa', 'bumpb');

/** Mostly what can be linked: a missing name ends a graph before it has shown anything. */
const IMPORT = (count: number): fc.Arbitrary<(number: number) => string> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: count - 1 }),
      IMPORTED,
      fc.constantFrom('named', 'all', 'all', 'plain', 'from', 'star', 'star', 'star-as', 'default', 'pass'),
    )
    .map(([target, name, kind]) => (at: number): string => {
      const from = `'./m${target}.js'`;
      const local = `i${at}`;
      const use =
        `probe('% reads ${name} of ${target}', () => ${local});` +
        `probe('% calls ${name} of ${target}', () => typeof ${local} === 'function' && !/^class/.test(${local}) && ${local}());`;
      switch (kind) {
        case 'named':
          return `import { ${name} as ${local} } from ${from};\n${use}`;
        case 'default':
          return `import ${local} from ${from};\n${use}`;
        case 'all':
          return `import * as ${local} from ${from};\nprobe('% lists ${target}', () => ${local});\nprobe('% sees ${name}', () => ${local}.${name}); probe('% writes', () => { ${local}.a = 1 });`;
        case 'plain':
          return `import ${from};`;
        case 'from':
          return `export { ${name} as x${at} } from ${from};`;
        case 'star':
          return `export * from ${from};`;
        case 'star-as':
          return `export * as n${at} from ${from};`;
        default:
          return `import { ${name} as ${local} } from ${from}; export { ${local} };\n${use}`;
      }
    });

const EXTRA = fc.constantFrom(
  '',
  '',
  '',
  'await null;',
  'await 0; note("% later"); await 0;',
  'for await (const x of [1]) note("% loops");',
  'Promise.resolve().then(() => note("% microtask"));',
);

const RARE = fc.oneof(
  { weight: 12, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constant('throw new Error("thrown by %");') },
);

/** Modules `./m0.js` and on, and an entry that imports the first and then each of them again. */
export function arbitraryGraph(maximum: number): fc.Arbitrary<Graph> {
  return fc.integer({ min: 1, max: maximum }).chain((count) =>
    fc
      .array(
        fc.record({
          own: fc.tuple(...NAMES.map(OWN)),
          byDefault: DEFAULT,
          imports: fc.array(IMPORT(count), { maxLength: 4 }),
          extra: EXTRA,
          rare: RARE,
          order: fc.boolean(),
        }),
        { minLength: count, maxLength: count },
      )
      .map((modules) => {
        const texts = modules.map(({ own, byDefault, imports, extra, rare, order }, number) => {
          const imported = imports.map((make, at) => make(at));
          const parts = [`note('% starts');\nvar local = '%local';`, ...own, byDefault, extra, rare];
          const all = order ? [...imported, ...parts] : [...parts, ...imported];
          return [...all, `note('% ends');`].join('\n').replaceAll('%', String(number));
        });
        return reachable(texts);
      }),
  );
}

function reachable(texts: readonly string[]): Graph {
  const graph: Record<string, string> = {};
  const visit = (number: number): void => {
    const name = `./m${number}.js`;
    if (graph[name] !== undefined) return;
    graph[name] = texts[number]!;
    for (const [, target] of texts[number]!.matchAll(/'\.\/m(\d+)\.js'/g)) visit(Number(target));
  };
  visit(0);
  const again = Object.keys(graph).map(
    (name) =>
      `await import('${name}').then((m) => probe('again ${name}', () => m), (e) => note('again ${name} ' + e.name));`,
  );
  graph['./entry.js'] =
    `import * as m from './m0.js';\nexport async function main() { probe('main', () => m);\n${again.join('\n')} }`;
  return graph;
}
