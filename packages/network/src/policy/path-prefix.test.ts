import { describe, expect, it } from 'vitest';
import { isPlainPath, isUnderPrefix } from './path-prefix.js';

const pathOf = (written: string): string => new URL(`http://host.example${written}`).pathname;

describe('a path under a prefix', () => {
  it.each([
    ['/api', '/api'],
    ['/api', '/api/'],
    ['/api', '/api/x'],
    ['/api', '/api?x=/../'],
    ['/api', '/api/x/../y'],
    ['/api', '/%61pi/x'],
    ['/api', '/api/a%2Fb'],
    ['/api', '/api/100%25'],
    ['/api', '/api/a.b/..c/d..'],
    ['/api', '/api/caf%C3%A9'],
    ['/api', '/api/x;v=1'],
    ['/api', '/x/../api/y'],
    ['/api/', '/api/'],
    ['/api/', '/api/x'],
    ['/', '/'],
    ['/', '/anything/%2e%2e%2f'],
    ['/a b', '/a%20b/c'],
  ])('%s allows %s', (prefix, written) => expect(isUnderPrefix(pathOf(written), prefix)).toBe(true));

  it.each([
    ['/api', '/'],
    ['/api', '/apix'],
    ['/api', '/ap'],
    ['/api', '/API'],
    ['/api', '/x/api'],
    ['/api', '//api'],
    ['/api', '/api;x/y'],
    ['/api', '/api%2fx'],
    ['/api', '/api%5cx'],
    ['/api', '/api/../admin'],
    ['/api', '/api/%2e%2e/admin'],
    ['/api', '/api/%2E./admin'],
    ['/api', '/api\\..\\admin'],
    ['/api', '/api/..\\admin'],
    ['/api', '/api/..%2fadmin'],
    ['/api', '/api/..%2Fadmin'],
    ['/api', '/api/..%5cadmin'],
    ['/api', '/api/x%2f..%2f..%2fadmin'],
    ['/api', '/api/%2e%2e%2fadmin'],
    ['/api', '/api/%252e%252e/admin'],
    ['/api', '/api/%252e%252e%252fadmin'],
    ['/api', '/api/%25252e%25252e%25252fadmin'],
    ['/api', '/api/%2525252525252e%2525252525252e/admin'],
    ['/api', '/api/..;/admin'],
    ['/api', '/api/..;x=y/admin'],
    ['/api', '/api/%2e%2e;/admin'],
    ['/api', '/api/..%3b/admin'],
    ['/api', '/api/..%00/admin'],
    ['/api', '/api/..%20/admin'],
    ['/api', '/api/..%09/admin'],
    ['/api', '/api/..%c2%a0/admin'],
    ['/api', '/api/%e2%80%8b../admin'],
    ['/api', '/api/%c0%ae%c0%ae/admin'],
    ['/api', '/api/%c0%ae%c0%ae%c0%afadmin'],
    ['/api', '/api/%u002e%u002e/admin'],
    ['/api', '/api/%25u002e%25u002e/admin'],
    ['/api', '/api/%ef%bc%8e%ef%bc%8e/admin'],
    ['/api', '/api/..%ef%bc%8fadmin'],
    ['/api', '/api/%e2%80%a5/admin'],
    ['/api', '/api/%ff'],
    ['/api', '/api/%'],
    ['/api', '/api/%zz'],
    ['/api/', '/api'],
    ['/api/v1', '/api/v1/../v2'],
  ])('%s does not allow %s', (prefix, written) => {
    expect(isUnderPrefix(pathOf(written), prefix)).toBe(false);
  });
});

describe('a path that a rule may name', () => {
  it.each(['/', '/api', '/api/', '/api/v1', '/caf%C3%A9', '/a;b'])('%s', (path) =>
    expect(isPlainPath(path)).toBe(true),
  );

  it.each([
    '', 'api', '/api?x', '/api#x', '/a/../b', '/a/./b', '/a/%2e%2e/b', '/a%2fb', '/a%5cb', '/a\\b', '/a b', '/%zz', '/a\n', 5, null,
  ])('not %j', (path) => expect(isPlainPath(path)).toBe(false)); // prettier-ignore
});
