import { describe, expect, it } from 'vitest';
import { checkNetworkPolicy } from './check-network-policy.js';

const rule = (fields: object): unknown => ({ allow: [{ origin: 'https://api.example', ...fields }] });

describe('a policy in normal form', () => {
  it('has origins, methods, paths and header names as they are compared', () => {
    const policy = checkNetworkPolicy({
      allow: [
        {
          origin: 'HTTPS://API.Example:443/',
          methods: ['get', 'Patch'],
          path: '/ä',
          headers: { 'X-Key': 'k' },
        },
        { origin: 'http://bücher.example:8080' },
        { origin: 'http://0x7f.1' },
        { origin: 'http://[::1]:80' },
      ],
      allow_private_networks: true,
      timeout_ms: 5,
    });
    expect(policy).toEqual({
      allow: [
        {
          origin: 'https://api.example',
          methods: ['GET', 'PATCH'],
          path: '/%C3%A4',
          headers: { 'x-key': 'k' },
        },
        { origin: 'http://xn--bcher-kva.example:8080' },
        { origin: 'http://127.0.0.1' },
        { origin: 'http://[::1]' },
      ],
      allow_private_networks: true,
      timeout_ms: 5,
    });
    expect(checkNetworkPolicy(policy)).toEqual(policy);
  });

  it('has a path that is one, also where it looks like a host', () => {
    const policy = checkNetworkPolicy({
      allow: [{ origin: 'https://api.example', path: '//evil.example/x' }],
    });
    expect(policy.allow[0]!.path).toBe('//evil.example/x');
  });

  it('may allow nothing', () => expect(checkNetworkPolicy({ allow: [] })).toEqual({ allow: [] }));
});

describe('a policy that is none', () => {
  it.each<readonly [value: unknown, message: RegExp]>([
    [undefined, /^policy\.network must be an object/],
    [[], /^policy\.network must be an object/],
    [{}, /^policy\.network\.allow must be an array/],
    [{ allow: 'https://a.example' }, /^policy\.network\.allow must be an array/],
    [{ allow: ['https://a.example'] }, /^policy\.network\.allow\[0\] must be an object/],
    [{ allow: [], deny: [] }, /^policy\.network has no field "deny"/],
    [{ allow: [{}] }, /^policy\.network\.allow\[0\]\.origin must be a string/],
    [rule({ method: 'GET' }), /^policy\.network\.allow\[0\] has no field "method"/],
    ...[
      'api.example', '//api.example', 'ftp://api.example', 'file:///etc', 'https:/api.example', 'https://',
      'https://api.example/v1', 'https://api.example?x', 'https://api.example/?', 'https://api.example#',
      'https://a:b@api.example', 'https://@api.example', 'https://api.example\\', 'https://api.example ', ' https://api.example',
      'https://api.example.', 'https://api.example:99999', 'https://%61pi.example', 'https://a..b..', 'javascript:alert(1)',
      'https://api.\nexample', 'null', '',
    ].map((origin) => [rule({ origin }), /^policy\.network\.allow\[0\]\.origin must be an origin/] as const),
    [rule({ origin: 'https://*.example' }), /^policy\.network\.allow\[0\]\.origin .*no wildcards/],
    [rule({ origin: '*' }), /^policy\.network\.allow\[0\]\.origin .*no wildcards/],
    [rule({ methods: 'GET' }), /^policy\.network\.allow\[0\]\.methods must be an array/],
    [rule({ methods: [] }), /^policy\.network\.allow\[0\]\.methods must be an array/],
    [rule({ methods: ['GET', '*/'] }), /^policy\.network\.allow\[0\]\.methods\[1\]/],
    [rule({ methods: ['TRACE'] }), /^policy\.network\.allow\[0\]\.methods\[0\]: TRACE is never sent/],
    [rule({ methods: ['connect'] }), /^policy\.network\.allow\[0\]\.methods\[0\]: CONNECT is never sent/],
    [rule({ path: 'v1' }), /^policy\.network\.allow\[0\]\.path must start with \//],
    [rule({ path: '/v1/../' }), /^policy\.network\.allow\[0\]\.path /],
    [rule({ headers: ['a'] }), /^policy\.network\.allow\[0\]\.headers must be an object/],
    [rule({ headers: { 'a b': 'x' } }), /^policy\.network\.allow\[0\]\.headers has a key/],
    [rule({ headers: { Host: 'x' } }), /^policy\.network\.allow\[0\]\.headers\.host cannot be set/],
    [rule({ headers: { 'Content-Length': '1' } }), /^policy\.network\.allow\[0\]\.headers\.content-length cannot/],
    [rule({ headers: { a: '1', A: '2' } }), /^policy\.network\.allow\[0\]\.headers\.a is there twice/],
    [rule({ headers: { a: 'se\r\ncret' } }), /^policy\.network\.allow\[0\]\.headers\.a must be(?!.*cret)/],
    [rule({ headers: { a: 1 } }), /^policy\.network\.allow\[0\]\.headers\.a must be a string/],
    [{ allow: [], allow_private_networks: 'no' }, /^policy\.network\.allow_private_networks must be true or false/],
    [{ allow: [], max_response_bytes: 0 }, /^policy\.network\.max_response_bytes must be an integer/],
    [{ allow: [], timeout_ms: 1.5 }, /^policy\.network\.timeout_ms must be an integer/],
    [{ allow: [], timeout_ms: Infinity }, /^policy\.network\.timeout_ms must be an integer/],
    [{ allow: [], max_requests: -1 }, /^policy\.network\.max_requests must be an integer/],
  ])('%j', (value, message) => {
    expect(() => checkNetworkPolicy(value)).toThrow(TypeError);
    expect(() => checkNetworkPolicy(value)).toThrow(message);
  }); // prettier-ignore
});
