import { describe, expect, it } from 'vitest';
import { judgeAddress, normalAddress, type AddressKind } from './judge-address.js';

/** What stands in a URL, and what the host that it names is. */
const HOSTS: readonly (readonly [host: string, kind: AddressKind])[] = [
  // Public.
  ['1.1.1.1', 'public'],
  ['8.8.8.8', 'public'],
  ['93.184.216.34', 'public'],
  ['172.15.255.255', 'public'],
  ['172.32.0.1', 'public'],
  ['192.167.255.255', 'public'],
  ['100.63.255.255', 'public'],
  ['100.128.0.1', 'public'],
  ['223.255.255.255', 'public'],
  ['[2606:4700:4700::1111]', 'public'],
  ['[2a00:1450:4001:81b::200e]', 'public'],
  // Loopback, in every notation.
  ['127.0.0.1', 'private'],
  ['127.0.0.1.', 'private'],
  ['127.1', 'private'],
  ['127.0.1', 'private'],
  ['127.255.255.254', 'private'],
  ['2130706433', 'private'],
  ['2130706433.', 'private'],
  ['0x7f000001', 'private'],
  ['0X7F000001', 'private'],
  ['0x7f.1', 'private'],
  ['0x7f.0x0.0x0.0x1', 'private'],
  ['0177.0.0.1', 'private'],
  ['0177.0000.0000.0001', 'private'],
  ['017700000001', 'private'],
  ['00000177.0.0.1', 'private'],
  ['0x0000007f.0.0.1', 'private'],
  ['%31%32%37.0.0.1', 'private'],
  ['127%2e0%2e0%2e1', 'private'],
  ['127。0。0。1', 'private'],
  ['127．0．0．1', 'private'],
  ['127｡0｡0｡1', 'private'],
  ['①②⑦.0.0.1', 'private'],
  ['127.0.0.１', 'private'],
  ['[::1]', 'private'],
  ['[0:0:0:0:0:0:0:1]', 'private'],
  ['[0000:0000:0000:0000:0000:0000:0000:0001]', 'private'],
  ['[::0.0.0.1]', 'private'],
  ['[::ffff:127.0.0.1]', 'private'],
  ['[::FFFF:7F00:1]', 'private'],
  ['[0:0:0:0:0:ffff:7f00:0001]', 'private'],
  ['[64:ff9b::127.0.0.1]', 'private'],
  // Private and shared.
  ['10.0.0.1', 'private'],
  ['10.255.255.255', 'private'],
  ['0xa.1', 'private'],
  ['012.0.0.1', 'private'],
  ['167772161', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['0300.0250.1', 'private'],
  ['3232235521', 'private'],
  ['100.64.0.1', 'private'],
  ['100.127.255.255', 'private'],
  ['198.18.0.1', 'private'],
  ['198.19.255.255', 'private'],
  ['192.0.2.1', 'private'],
  ['198.51.100.1', 'private'],
  ['203.0.113.1', 'private'],
  ['192.0.0.8', 'private'],
  ['192.88.99.1', 'private'],
  ['240.0.0.1', 'private'],
  ['255.255.255.254', 'private'],
  ['[fc00::1]', 'private'],
  ['[fd12:3456:789a::1]', 'private'],
  ['[fec0::1]', 'private'],
  ['[2001:db8::1]', 'private'],
  ['[3fff::1]', 'private'],
  ['[2001:2::1]', 'private'],
  ['[::ffff:10.0.0.1]', 'private'],
  ['[::ffff:8.8.8.8]', 'private'],
  ['[64:ff9b::8.8.8.8]', 'private'],
  ['[64:ff9b::c0a8:1]', 'private'],
  // Metadata services, and the link-local ranges that they live in.
  ['169.254.169.254', 'metadata'],
  ['169.254.169.254.', 'metadata'],
  ['2852039166', 'metadata'],
  ['0xa9fea9fe', 'metadata'],
  ['0xa9.0xfe.0xa9.0xfe', 'metadata'],
  ['0251.0376.0251.0376', 'metadata'],
  ['0251.254.0xa9.254', 'metadata'],
  ['169.254.43518', 'metadata'],
  ['169.16689662', 'metadata'],
  ['①⑥⑨.254.169.254', 'metadata'],
  ['169.254.170.2', 'metadata'],
  ['169.254.1.1', 'metadata'],
  ['100.100.100.200', 'metadata'],
  ['0x646464c8', 'metadata'],
  ['192.0.0.192', 'metadata'],
  ['168.63.129.16', 'metadata'],
  ['[fd00:ec2::254]', 'metadata'],
  ['[FD00:0EC2:0:0:0:0:0:254]', 'metadata'],
  ['[fd20:ce::254]', 'metadata'],
  ['[fe80::1]', 'metadata'],
  ['[fe80::a9fe:a9fe]', 'metadata'],
  ['[febf::1]', 'metadata'],
  ['[::ffff:169.254.169.254]', 'metadata'],
  ['[::ffff:a9fe:a9fe]', 'metadata'],
  ['[64:ff9b::a9fe:a9fe]', 'metadata'],
  ['[::ffff:100.100.100.200]', 'metadata'],
  // Nobody's, everybody's, or another in disguise.
  ['0.0.0.0', 'never'],
  ['0', 'never'],
  ['0x0', 'never'],
  ['00', 'never'],
  ['0.1.2.3', 'never'],
  ['224.0.0.1', 'never'],
  ['239.255.255.250', 'never'],
  ['255.255.255.255', 'never'],
  ['4294967295', 'never'],
  ['[::]', 'never'],
  ['[ff02::1]', 'never'],
  ['[ff0e::1]', 'never'],
  ['[::127.0.0.1]', 'never'],
  ['[::7f00:1]', 'never'],
  ['[::a9fe:a9fe]', 'never'],
  ['[::ffff:0:127.0.0.1]', 'never'],
  ['[64:ff9b:1::7f00:1]', 'never'],
  ['[2002:7f00:1::]', 'never'],
  ['[2002:a9fe:a9fe::1]', 'never'],
  ['[2001::1]', 'never'],
  ['[2001:0:4136:e378:8000:63bf:3fff:fdd2]', 'never'],
  ['[100::1]', 'never'],
  ['[5f00::1]', 'never'],
  ['[4000::1]', 'never'],
  ['[1::1]', 'never'],
  ['[2001:20::1]', 'never'],
  ['[::ffff:0.0.0.0]', 'never'],
  ['[64:ff9b::255.255.255.255]', 'never'],
];

describe('an address in a URL', () => {
  it.each(HOSTS)('%s is %s', (host, kind) => {
    const { hostname } = new URL(`http://${host}/`);
    expect(judgeAddress(hostname.replace(/^\[|\]$/g, ''))).toBe(kind);
  });

  it.each([
    '[fe80::1%25eth0]',
    '[::1%lo]',
    '127.0.0.256',
    '1.2.3.4.5',
    '0x7f.0.0.0x100',
    '09.1.1.1',
    '[::1',
    '[:::1]',
  ])('%s is no URL at all', (host) => expect(URL.canParse(`http://${host}/`)).toBe(false));
});

describe('an address that a resolver answers', () => {
  it.each([
    '0177.0.0.1', '0x7f000001', '2130706433', '127.1', '8', '010.8.8.8', '8.8.8.8.', ' 8.8.8.8', '8.8.8.8 ', '',
    'localhost', 'fe80::1%eth0', '2606:4700::1%1', '[::1]', '1.1.1.1\0', '::ffff:0x7f.1', '1.1.1.1/32',
  ])('%j is refused for its notation alone', (text) => {
    expect(judgeAddress(text)).toBe('never');
    expect(normalAddress(text)).toBeUndefined();
  }); // prettier-ignore

  it('is compared in one form', () => {
    expect(normalAddress('2606:4700:0000:0::1111')).toBe(normalAddress('2606:4700::1111'));
    expect(normalAddress('1.1.1.1')).toBe('1.1.1.1');
  });
});
