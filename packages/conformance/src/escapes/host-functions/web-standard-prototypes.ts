import { attack } from '../attack.js';

export const webStandardPrototypes = attack({
  class: 'host-functions',
  name: 'the web standards belong to the realm',
  modelled_on: 'class: URL, TextEncoder, structuredClone and others that a host lends',
  attempt: `
    const made = [() => new URL('http://a/?b=c'), () => new URLSearchParams('a=b'), () => new TextEncoder(), () => new TextEncoder().encode('x'), () => new TextDecoder(), () => new TextDecoder().decode(new Uint8Array(1)), () => new AbortController(), () => AbortSignal.abort(), () => AbortSignal.abort().reason, () => AbortSignal.timeout(1), () => new Event('x'), () => new EventTarget(), () => crypto, () => crypto.getRandomValues(new Uint8Array(2)), () => performance, () => atob('eA=='), () => structuredClone(new Map([[{}, new Set()]])), () => structuredClone(new Error('x')), () => structuredClone(/x/), () => new URL('nothing'), () => atob('='), () => structuredClone(() => 1), () => crypto.getRandomValues(new Array(1))];
    for (const make of made) { try { const value = make(); probe(value, String(make)); for (const v of [value?.searchParams, value?.signal, value?.[Symbol.iterator]?.(), value?.buffer]) probe(v, 'part') } catch (e) { probe(e, String(make)); probe(e.constructor, 'constructor', true) } }
    const t = new EventTarget(); t.addEventListener('x', function (e) { probe(this, 'this'); probe(e, 'event'); probe(e.composedPath?.(), 'path'); throw new Error('in a listener') }); try { t.dispatchEvent(new Event('x')) } catch (e) { probe(e, 'dispatch') }`,
});
