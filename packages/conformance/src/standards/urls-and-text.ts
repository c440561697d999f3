import { gives } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';

/** An expression and what it answers, on every engine. */
const EXPRESSIONS: readonly (readonly [expression: string, expected: unknown])[] = [
  [`new URL('https://ex%41mple.com:443/a/../b?x=1#h').href`, 'https://example.com/b?x=1#h'],
  [`new URL('../c?d', 'http://h/a/b').href`, 'http://h/c?d'],
  [`new URL('http://bücher.de/ä').href`, 'http://xn--bcher-kva.de/%C3%A4'],
  [`new URL('http://0x7f.1/').hostname`, '127.0.0.1'],
  [`new URL('http://[::FFFF:1.2.3.4]/').hostname`, '[::ffff:102:304]'],
  [`(() => { try { new URL('no') } catch (e) { return e.name } })()`, 'TypeError'],
  [`URL.canParse?.('http://x') ?? true`, true],
  [`(() => { const u = new URL('http://x/'); u.searchParams.append('a', 'b c'); return u.href })()`, 'http://x/?a=b+c'],
  [`new URLSearchParams({ a: '1 2', b: 'ä' }).toString()`, 'a=1+2&b=%C3%A4'],
  [`[...new URLSearchParams('a=1&a=2&b')]`, [['a', '1'], ['a', '2'], ['b', '']]],
  [`JSON.stringify(new URL('http://x/y'))`, '"http://x/y"'],
  [`[...new TextEncoder().encode('hé€𝒳\\ud800')]`, [104, 195, 169, 226, 130, 172, 240, 157, 146, 179, 239, 191, 189]],
  [`new TextDecoder().decode(new Uint8Array([239, 187, 191, 104, 255]))`, 'h\ufffd'],
  [`(() => { try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])) } catch (e) { return e.name } })()`, 'TypeError'],
  [`(() => { const d = new TextDecoder(); return d.decode(new Uint8Array([226, 130]), { stream: true }) + d.decode(new Uint8Array([172])) })()`, '€'],
  [`btoa('hello\\xff')`, 'aGVsbG//'],
  [`atob(' aGVs bG8 ')`, 'hello'],
  [`(() => { try { btoa('€') } catch (e) { return e.name } })()`, 'InvalidCharacterError'],
  [`(() => { try { atob('a') } catch (e) { return e.name } })()`, 'InvalidCharacterError'],
  [`structuredClone({ a: [new Date(0), new Map([[1, new Set([2])]])] })`, { a: [new Date(0), new Map([[1, new Set([2])]])] }],
  [`(() => { try { structuredClone(() => 1) } catch (e) { return e.name } })()`, 'DataCloneError'],
]; // prettier-ignore

const expression = ([source, expected]: (typeof EXPRESSIONS)[number]): ConformanceCase => ({
  name: source,
  source: `export const main = () => ${source}`,
  check: gives(expected),
});

export const urlsAndText: ConformanceGroup = { name: 'URLs and text', cases: EXPRESSIONS.map(expression) };
