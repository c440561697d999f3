import { buildPreludeText } from '../../build/prelude-text.js';
import { TestRealm, type EngineName } from './realm.js';
import { decode } from '@codelets/core';

const { text } = await buildPreludeText(new URL('fetch-prelude.ts', import.meta.url));

/** Answers with what it was asked, as text; `/fail` and the like answer otherwise. */
const ECHO = `globalThis.__call__ = (() => {
  const { stringify } = JSON, { from } = Array;
  return (wire) => new Promise((resolve, reject) => {
    const answer = (status, headers, text) => {
      const body = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i += 1) body[i] = text.charCodeAt(i);
      resolve({ url: wire.url, status, status_text: 'Fine', redirected: false, headers, body });
    };
    const path = wire.url.slice(wire.url.indexOf('/', 8));
    if (path === '/fail') reject(Object.assign(new Error('The policy does not allow this address'), { code: 'NETWORK_REFUSED' }));
    else if (path === '/odd') reject('odd');
    else if (path === '/throw') throw new Error('thrown');
    else if (path === '/never') return;
    else if (path === '/bytes') answer(200, [['content-type', 'x/y']], '\\xef\\xbb\\xbfh\\xc3\\xa9\\xff\\xf0\\x9f\\x98\\x80');
    else if (path === '/json') answer(200, [], '{"a":[1,{"__proto__":2}]}');
    else if (path === '/headers') answer(404, [['x-b', '2'], ['x-a', '1'], ['x-b', '3']], '');
    else if (path === '/204') answer(204, [], '');
    else answer(200, [['x-echo', 'yes']], stringify({ ...wire, body: wire.body && from(wire.body) }));
  });
})()`;

export interface FetchRealmOptions {
  readonly engine?: EngineName;
  /** Code that sets `globalThis.__call__`. */
  readonly call?: string;
}

export async function runWithFetch(body: string, options: FetchRealmOptions = {}): Promise<TestRealm> {
  const { engine, call = ECHO } = options;
  return new TestRealm({ ...(engine && { engine }), before: call, prelude: text }).run(body);
}

/** What `main` answers whose body this is. */
export async function answerOf(body: string, options: FetchRealmOptions = {}): Promise<unknown> {
  const { final } = await runWithFetch(`async function main() { ${body} }`, options);
  if (final.t !== 'done') throw new Error(`ended with ${JSON.stringify(final)}`);
  return decode(final.value);
}
