import { describe, expect, it, vi } from 'vitest';
import type { Lookup } from './address/resolve-host.js';
import { createFetcher } from './fetcher.js';
import { serve, textOf, wire } from './testing/loopback-server.js';
import { reasonOf, refusal } from './testing/refused.js';

const { signal } = new AbortController();
const found = (...addresses: string[]) =>
  vi.fn<Lookup>(async () => addresses.map((address) => ({ address })));

describe('the address of a name', () => {
  it('is asked for once, and the one that was checked is the one connected to', async () => {
    await using server = await serve((request, response) => response.end(request.headers.host));
    const lookup = found('127.0.0.1');
    const origin = `http://rebinds.example:${server.port}`;
    const fetcher = createFetcher({ allow: [{ origin }], allow_private_networks: true }, { lookup });
    const response = await fetcher.fetch(wire(origin), { signal });
    expect(textOf(response.body)).toBe(`rebinds.example:${server.port}`);
    expect(lookup).toHaveBeenCalledTimes(1);
    expect(lookup).toHaveBeenCalledWith('rebinds.example');
  });

  it('is not asked for again by a connection that fails: rebinding reaches nothing', async () => {
    await using server = await serve((_request, response) => response.end('inside'));
    // Checked: an address of loopback where nobody listens. Answered to whoever asked twice: one where somebody does.
    const lookup = vi
      .fn<Lookup>(async () => [{ address: '127.0.0.1' }])
      .mockImplementationOnce(async () => [{ address: '127.0.0.2' }]);
    const origin = `http://rebinds.example:${server.port}`;
    const policy = { allow: [{ origin }], allow_private_networks: true };
    expect(await reasonOf(policy, origin, { lookup })).toBe('failed');
    expect(lookup).toHaveBeenCalledTimes(1);
    expect(server.connections).toBe(0);
  });

  it('is checked again for each hop: public first and loopback second is refused', async () => {
    await using server = await serve((_request, response) => response.end('inside'));
    const origin = `http://rebinds.example:${server.port}`;
    const lookup = found('127.0.0.1');
    expect(await reasonOf({ allow: [{ origin }] }, origin, { lookup })).toBe('private-address');
    expect(server.connections).toBe(0);
  });

  it.each([
    ['127.0.0.1'], ['::1'], ['10.0.0.1'], ['169.254.169.254'], ['fd00:ec2::254'], ['::ffff:127.0.0.1'], ['0.0.0.0'],
    ['100.100.100.200'], ['fe80::1%eth0'], ['0177.0.0.1'], ['localhost'], [''], ['64:ff9b::7f00:1'], ['2002:7f00:1::'],
    // One among public ones: nothing is connected to.
    ['93.184.216.34', '127.0.0.1'], ['2606:4700:4700::1111', '::1'],
  ])('%s %s is refused', async (...addresses) => {
    const origin = 'http://name.example';
    const error = await refusal({ allow: [{ origin }] }, origin, { lookup: found(...addresses) });
    expect(error.reason).toBe('private-address');
    expect(error.message).toBe('The address is not a public one');
  }); // prettier-ignore

  it.each([
    '169.254.169.254',
    'fd00:ec2::254',
    '168.63.129.16',
    '::ffff:169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    '::',
  ])('%s is refused to a name even with allow_private_networks', async (address) => {
    const origin = 'http://metadata.example';
    const policy = { allow: [{ origin }], allow_private_networks: true };
    expect(await reasonOf(policy, origin, { lookup: found(address) })).toBe('private-address');
  });

  it('that is unknown is told like a server that does not answer', async () => {
    const origin = 'http://name.example';
    const lookup = async (): Promise<never> => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND name.example 10.1.2.3:53'), { code: 'ENOTFOUND' });
    };
    const error = await refusal({ allow: [{ origin }] }, origin, { lookup });
    expect(error).toMatchObject({ reason: 'failed', code: 'NETWORK_FAILED' });
    expect(error.message).not.toMatch(/10\.1|ENOTFOUND/);
    expect(await reasonOf({ allow: [{ origin }] }, origin, { lookup: found() })).toBe('failed');
  });
});

describe('an address in the URL', () => {
  it.each([
    '127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.0.0.1.', '[::1]', '[::ffff:127.0.0.1]', '[::]', '0',
    '10.1.1.1', '192.168.1.1', '169.254.169.254', '0xa9fea9fe', '[fd00:ec2::254]', '[fe80::1]', '[64:ff9b::7f00:1]',
  ])('%s is refused although a rule names it', async (host) => {
    const origin = new URL(`http://${host}:8080`).origin;
    const lookup = found();
    expect(await reasonOf({ allow: [{ origin }] }, `http://${host}:8080/`, { lookup })).toBe('private-address');
    // A resolver could be made to call it public.
    expect(lookup).not.toHaveBeenCalled();
  }); // prettier-ignore

  it.each(['0.0.0.0', '224.0.0.1', '255.255.255.255', '[::]', '[::127.0.0.1]', '[2002:7f00:1::]'])(
    '%s is refused even with allow_private_networks',
    async (host) => {
      const origin = `http://${host}:8080`;
      expect(
        await reasonOf({ allow: [{ origin: new URL(origin).origin }], allow_private_networks: true }, origin),
      ).toBe('private-address');
    },
  );

  it('of loopback is reached with allow_private_networks, in IPv6 as well', async () => {
    await using server = await serve((_request, response) => response.end('six'), '::1');
    const policy = { allow: [{ origin: server.origin }], allow_private_networks: true };
    const response = await createFetcher(policy).fetch(wire(server.origin), { signal });
    expect(textOf(response.body)).toBe('six');
  });
});

describe('an address that no rule names', () => {
  it.each([
    'http://evil.example/', 'https://api.example/', 'http://api.example:81/', 'http://api.example./',
    'http://api.example.evil.example/', 'http://evilapi.example/', 'http://sub.api.example/', 'http://аpi.example/',
    'http://api.example%2eevil.example/', 'http://127.0.0.1/',
    'http://evil.example\\@api.example/', 'http:/\\/evil.example/', 'http://evil.example#@api.example/', 'http://evil.example?@api.example/',
    'http://ａpi.example.evil.example/', 'http://evil.example:80/api.example',
  ])('%s is refused before any name is resolved', async (url) => {
    const lookup = found();
    expect(await reasonOf({ allow: [{ origin: 'http://api.example' }] }, url, { lookup })).toMatch(/^(not-allowed|malformed)$/);
    expect(lookup).not.toHaveBeenCalled();
  }); // prettier-ignore

  it.each([
    ['http://api.example@evil.example/', 'credentials'],
    ['http://api.example:80@evil.example/', 'credentials'],
    ['http://user:secret@api.example/', 'credentials'],
    ['http://:secret@api.example/', 'credentials'],
    ['http://user@api.example/', 'credentials'],
    ['http://api.example%40evil.example/', 'malformed'],
    ['file:///etc/passwd', 'scheme'],
    ['data:text/plain,x', 'scheme'],
    ['blob:http://api.example/1', 'scheme'],
    ['ftp://api.example/', 'scheme'],
    ['ws://api.example/', 'scheme'],
    ['gopher://api.example/', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['/relative', 'malformed'],
    ['//api.example/', 'malformed'],
    ['http://', 'malformed'],
    ['', 'malformed'],
    [`http://api.example/${'x'.repeat(20_000)}`, 'too-large'],
  ])('%s is refused: %s', async (url, reason) => {
    const lookup = found();
    expect(await reasonOf({ allow: [{ origin: 'http://api.example' }] }, url, { lookup })).toBe(reason);
    expect(lookup).not.toHaveBeenCalled();
  });

  it('a policy that allows nothing, allows nothing', async () => {
    expect(await reasonOf({ allow: [] }, 'http://api.example/')).toBe('not-allowed');
  });
});
