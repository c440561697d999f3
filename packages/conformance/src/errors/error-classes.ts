import type { CodeletError } from '@codelets/core';
import { all, fails, failsWhat } from '../checks.js';
import type { Check, ConformanceCase, ConformanceGroup } from '../conformance-case.js';
import { located } from './located.js';

const logs =
  (...lines: readonly string[]): Check =>
  ({ logs: written }, { expect }) =>
    expect(written.map(({ message }) => message)).toStrictEqual(lines);

const nowhere = (error: CodeletError): boolean => error.location === undefined;

/** Engines differ in when they write a stack, and in whether constructors of the error's own classes are in it. */
const LOGGED: readonly ConformanceCase[] = [
  {
    name: 'a class that names its errors after super',
    source: `class HttpError extends Error {
  constructor(status) {
    super('no');
    this.name = 'HttpError';
    this.status = status;
  }
}
export const main = () => {
  console.log(new HttpError(404));
}`,
    check: logs(`HttpError: no\n    at main (codelet.js:9:15) { name: 'HttpError', status: 404 }`),
  },
  {
    name: 'classes of classes, and new.target',
    source: `class A extends Error { constructor(m) { super(m); this.name = new.target.name } }
class B extends A {}
class C extends B { constructor() { super('c') } }
export const main = () => {
  console.log(new C());
}`,
    check: logs(`C: c\n    at main (codelet.js:5:15) { name: 'C' }`),
  },
  {
    name: 'captureStackTrace in a constructor, before the name is set',
    source: `class E extends TypeError {
  constructor(m) { super(m); Error.captureStackTrace(this, this.constructor); this.name = 'E' }
}
export const main = () => {
  console.log(new E('x'));
}`,
    check: logs(`E: x\n    at main (codelet.js:5:15) { name: 'E' }`),
  },
  {
    name: 'name and message at the first look at the stack, and no later ones',
    source: `export const main = () => {
  const e = new Error('first');
  e.message = 'second';
  console.log(e);
  e.message = 'third';
  console.log(e.stack.split('\\n')[0]);
}`,
    check: logs('Error: second\n    at main (codelet.js:2:13)', 'Error: second'),
  },
  {
    name: 'a function that makes errors of its own',
    source: `function E(m) { this.message = m; Error.captureStackTrace(this, E) }
E.prototype = Object.create(Error.prototype, { name: { value: 'E' } });
export const main = () => {
  throw new E('x');
}`,
    check: failsWhat('RUNTIME_ERROR', ({ name, message, stack, location }, { expect }) => {
      expect([name, message, location?.line, stack]).toStrictEqual([
        'E',
        'x',
        4,
        'E: x\n    at main (codelet.js:4:9)',
      ]);
    }),
  },
  {
    name: 'a cause that was assigned is shown once',
    source: `export const main = () => {
  const e = Object.assign(new Error('x'), { a: 1, cause: 'why', b: 2 });
  e.stack = 'stack';
  console.log(e);
}`,
    check: logs(`stack { a: 1, b: 2, [cause]: 'why' }`),
  },
];

export const errorClasses: ConformanceGroup = {
  name: 'errors of classes',
  cases: [
    located({
      name: 'without a constructor',
      marked: `class E extends Error {}\n\nexport const main = () => {\n  throw @new E('x');\n}`,
      message: 'x',
    }),
    located({
      name: 'with a constructor of several lines',
      marked: `class E extends Error {\n  constructor(m) {\n    super(m);\n    this.name = 'E';\n  }\n}\nexport const main = () => {\n  throw @new E('x');\n}`,
    }),
    located({
      name: 'of classes of classes',
      marked: `class A extends Error {\n  constructor() {\n    super('a');\n  }\n}\nclass B extends A {\n  constructor() {\n    super();\n  }\n}\nexport const main = async () => {\n  await null;\n  throw @new B();\n}`,
    }),
    located({
      name: 'made in the constructor of another class',
      marked: `class E extends Error {}\nclass Thing {\n  constructor() {\n    throw @new E('x');\n  }\n}\nexport const main = () => new Thing();`,
    }),
    {
      name: 'an object that was never an error is located nowhere',
      source:
        'export const main = () => {\n  throw Object.create(Error.prototype, { message: { value: "made up" } });\n}',
      check: all(
        fails('RUNTIME_ERROR', { message: 'made up' }),
        failsWhat('RUNTIME_ERROR', (error, { expect }) => expect(nowhere(error)).toBe(true)),
      ),
    },
    {
      name: 'a stack that was replaced before it was read leads nowhere',
      source: 'export const main = () => {\n  const e = new Error("x");\n  e.stack = "mine";\n  throw e;\n}',
      check: failsWhat('RUNTIME_ERROR', (error, { expect }) =>
        expect([nowhere(error), error.stack]).toStrictEqual([true, 'mine']),
      ),
    },
    ...LOGGED,
  ],
};
