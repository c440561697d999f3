import { failsWhat } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';
import { located } from './located.js';

const CLASS = 'class Failure extends Error {}\nconst id = (x) => x;\n';

export const placesOfNew: ConformanceGroup = {
  name: 'where `new` made an error',
  cases: [
    located({
      name: 'with calls in its arguments',
      marked: `export const main = () => { throw @new Error(['a', 'b'].join(', ').trim()) }`,
      message: 'a, b',
    }),
    located({
      name: 'with a call on a line of its own',
      marked: `export const main = () => {\n  throw @new TypeError(\n    ['a', 'b'].join(', '),\n  );\n}`,
    }),
    located({
      name: 'with calls of calls in a template',
      marked: `${CLASS}export const main = () => {\n  throw @new Failure(\n    \`a \${id(id(1))} b \${ id( "2" ) }\`\n  );\n}`,
    }),
    located({
      name: 'with a cause of another class',
      marked: `${CLASS}export const main = () => {\n  throw @new Failure('a', {\n    cause: new RangeError(id('c')),\n  });\n}`,
    }),
    located({
      name: 'with a call in an object',
      marked: `${CLASS}export const main = async () => {\n  throw @new Failure('a', { cause: { why: [await id(1), id(2)] } });\n}`,
    }),
    located({
      name: 'within the arguments of another',
      marked: `${CLASS}export const main = () => new Map([['a', new Promise((_, no) => no(@new Failure(id('x'))))]]).get('a')`,
    }),
    located({
      name: 'by a function in the arguments of another',
      marked: `${CLASS}export const main = () => new Failure([1].map(() => { throw @new Failure(id('x')) }))`,
    }),
    located({
      name: 'by a call in the arguments, which threw itself',
      marked: `${CLASS}const fail = () => { throw @new Error('x') };\nexport const main = () => new Error(fail(id(1)))`,
    }),
    located({
      name: 'with a cause of the same class',
      marked: `export const main = () => {\n  throw @new Error('outer', {\n    cause: new Error('inner'),\n  });\n}`,
    }),
    ...['new Error(String("inner"))', 'new Error("inner")'].map((inner): ConformanceCase => ({
      name: `of a cause of the same class, ${inner}`,
      source: `export const main = () => {\n  throw new Error('outer', {\n    cause: ${inner},\n  });\n}`,
      check: failsWhat('RUNTIME_ERROR', ({ location, cause }, { expect }) => {
        const place = (cause as { readonly location?: typeof location }).location;
        expect([location?.line, location?.column, place?.line, place?.column]).toStrictEqual([2, 9, 3, 12]);
      }),
    })),
    located({
      name: 'of a class by another name',
      marked: `${CLASS}const kinds = { F: Failure };\nexport const main = () => {\n  throw @new kinds.F(\n    id('x'),\n  );\n}`,
    }),
    located({
      name: 'in a function that constructs it by hand',
      marked: `function Old(m) { return Reflect.construct(Error, [m], new.target) }\nOld.prototype = Object.create(Error.prototype);\nexport const main = () => {\n  throw @new Old('x');\n}`,
    }),
    located({
      name: 'after a call on the first line',
      marked: `export const main = () => { String(1); throw @new Error(String(2)) }`,
    }),
  ],
};
