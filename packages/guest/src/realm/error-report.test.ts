import { describe, expect, it } from 'vitest';
import { ERROR_REPORT_CAPS as CAPS, decode, type ErrorReport } from '@codelets/core';
import { ENGINES, FILE, runBody, type RealmOptions } from '../testing/realm.js';

async function reportOf(body: string, options: RealmOptions = {}): Promise<ErrorReport> {
  const { final } = await runBody(`async function main() { ${body} }`, options);
  if (final.t !== 'failed') throw new Error(`ended with ${JSON.stringify(final)}`);
  return final.error;
}

const dataOf = ({ data }: ErrorReport): unknown => (data === null ? undefined : decode(data));

describe.each(ENGINES)('a thrown value in %s', (engine) => {
  it.each<[string, unknown, string]>([
    ['"text"', 'text', 'text'],
    ['5', 5, '5'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['10n', 10n, '10n'],
    ['{ status: 404 }', { status: 404 }, '{ status: 404 }'],
    ['[1, [2]]', [1, [2]], '[ 1, [ 2 ] ]'],
    ['new Map([[1, 2]])', new Map([[1, 2]]), 'Map(1) { 1 => 2 }'],
  ])('%s comes out as data', async (expression, value, message) => {
    const report = await reportOf(`throw ${expression}`, { engine });
    expect(report).toMatchObject({
      is_error: false,
      name: null,
      message,
      stack: null,
      line: null,
      column: null,
      cause: null,
    });
    expect(dataOf(report)).toEqual(value);
  });

  it.each([
    ['Symbol("x")', 'Symbol(x)'],
    ['() => 1', '[Function: (anonymous)]'],
    ['{ f() {} }', '{ f: [Function: f] }'],
    ['{ get a() { throw 1 } }', '{ a: [Getter] }'],
  ])('%s is shown when it is no data', async (expression, message) => {
    expect(await reportOf(`throw ${expression}`, { engine })).toMatchObject({
      is_error: false,
      message,
      data: null,
    });
  });

  it.each(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'EvalError', 'URIError', 'ReferenceError'])(
    'a %s has its name',
    async (name) => {
      expect(await reportOf(`throw new ${name}('broken')`, { engine })).toMatchObject({
        is_error: true,
        name,
        message: 'broken',
        line: 2,
        data: null,
      });
    },
  );

  it('an error of the engine has its place', async () => {
    const report = await reportOf(`\n  null.x`, { engine });
    expect(report).toMatchObject({ name: 'TypeError', line: 3 });
    expect(report.stack).toContain(`${FILE}:3:`);
  });

  it('an error of a class of its own keeps name, code and errors', async () => {
    const report = await reportOf(
      `class Failure extends Error { name = 'Failure'; code = 'E_1'; secret = 1 } throw new Failure('x')`,
      { engine },
    );
    expect([report.name, dataOf(report)]).toEqual(['Failure', { code: 'E_1' }]);
    const many = await reportOf(`throw new AggregateError([new Error('a'), 5], 'many')`, { engine });
    expect(dataOf(many)).toMatchObject({ errors: [{ message: 'a' }, 5] });
  });

  it('has its chain of causes, errors and others', async () => {
    const report = await reportOf(
      `throw new Error('a', { cause: new TypeError('b', { cause: { c: 1 } }) })`,
      { engine },
    );
    expect(report.cause).toMatchObject({ name: 'TypeError', message: 'b', line: 2 });
    expect(report.cause!.cause).toMatchObject({ is_error: false, message: '{ c: 1 }', cause: null });
  });

  it('has causes that end', async () => {
    const cyclic = await reportOf(`const e = new Error('x'); e.cause = e; throw e`, { engine });
    let links = 0;
    for (let link: ErrorReport | null = cyclic; link; link = link.cause) links += 1;
    expect(links).toBe(CAPS.causes + 1);
  });

  it('is cut to its caps', async () => {
    const report = await reportOf(
      `const long = '😀'.repeat(100000); const e = new Error(long); e.name = long; e.code = long; e.stack = long; throw e`,
      { engine },
    );
    expect([report.name!.length, report.message.length, report.stack!.length]).toEqual(
      [CAPS.name, CAPS.message, CAPS.stack].map((cap) => expect.closeTo(cap, -1)),
    );
    expect(report.data).toBeNull();
    for (const text of [report.name, report.message, report.stack]) expect(text).not.toMatch(/\p{Cs}/u);
  });

  it('whose getters throw is told as far as it goes', async () => {
    const body = `const no = { get() { throw new Error('getter') } };
      throw Object.defineProperties(new Error('x'), { name: no, message: no, stack: no, cause: no, code: no, errors: no });`;
    expect(await reportOf(body, { engine })).toMatchObject({
      is_error: true,
      name: 'Error',
      message: '',
      stack: '',
      cause: null,
      data: null,
    });
  });

  it('whose fields have other types is told without them', async () => {
    const body = `throw Object.assign(new Error('x'), { name: 5, message: {}, stack: [], code: {}, errors: 'no', cause: null })`;
    expect(await reportOf(body, { engine })).toMatchObject({
      name: 'Error',
      message: '',
      stack: '',
      data: null,
    });
  });
});

describe('a thrown proxy', () => {
  const revoked = `const { proxy, revoke } = Proxy.revocable({}, {}); revoke();`;

  it.each([
    ['revoked', `${revoked} throw proxy`],
    ['with traps that throw', `throw new Proxy({}, new Proxy({}, { get() { throw 1 } }))`],
    ['of an error', `throw new Proxy(new Error('x'), { get() { throw 1 }, getPrototypeOf() { throw 2 } })`],
    ['as a cause', `${revoked} throw new Error('x', { cause: proxy })`],
    ['as a rejection', `${revoked} return Promise.reject(proxy)`],
    ['as errors', `${revoked} throw Object.assign(new Error('x'), { errors: proxy })`],
  ])('%s still ends the run, once', async (_, body) => {
    expect((await runBody(`async function main() { ${body} }`)).final.t).toBe('failed');
  });
});
