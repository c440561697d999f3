import ipaddr from 'ipaddr.js';

/**
 * - `public`: anybody may ask it.
 * - `private`: `allow_private_networks` opens it.
 * - `metadata`: hands credentials of the machine to whoever asks, or lies beside what does; opened only by
 *   `allow_private_networks` together with a rule whose origin is this very address.
 * - `never`: no address of one server, or another address in disguise.
 */
export type AddressKind = 'public' | 'private' | 'metadata' | 'never';

/**
 * Metadata and credential services that lie outside link-local ranges: Alibaba, Oracle, Azure (a public address that
 * every machine there reaches), and the IPv6 ones of Amazon, Google and Scaleway.
 */
const METADATA: ReadonlySet<string> = new Set([
  '100.100.100.200', '192.0.0.192', '168.63.129.16',
  'fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254', 'fd00:42::42',
].map((address) => ipaddr.parse(address).toNormalizedString())); // prettier-ignore

/** Default deny: what has no entry here (translated, tunnelled, not yet assigned) is `never`. */
const KINDS: { readonly [range: string]: AddressKind | undefined } = {
  unicast: 'public',
  private: 'private',
  loopback: 'private',
  carrierGradeNat: 'private',
  uniqueLocal: 'private',
  deprecatedSiteLocal: 'private',
  benchmarking: 'private',
  reserved: 'private',
  as112: 'private',
  as112v6: 'private',
  amt: 'private',
  linkLocal: 'metadata',
};

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Carry an IPv4 address in their last four bytes that some gateway, or the system itself, connects to instead. */
const EMBEDDING = [ipaddr.IPv6.parseCIDR('::ffff:0:0/96'), ipaddr.IPv6.parseCIDR('64:ff9b::/96')];

/** The address in the one form in which two of them can be compared; `undefined` when it is none. */
export function normalAddress(text: string): string | undefined {
  return parse(text)?.toNormalizedString();
}

/** Takes the strict form that a URL's host or a resolver has; every other notation is `never`. */
export function judgeAddress(text: string): AddressKind {
  const address = parse(text);
  if (!address) return 'never';
  if (METADATA.has(address.toNormalizedString())) return 'metadata';
  if (address.kind() === 'ipv4') return KINDS[address.range()] ?? 'never';
  const six = address as ipaddr.IPv6;
  if (EMBEDDING.some((range) => six.match(range))) {
    const inner = judgeAddress(six.toByteArray().slice(12).join('.'));
    // In disguise even a public address needs the flag: nobody writes it so without a reason.
    return inner === 'public' ? 'private' : inner;
  }
  const kind = KINDS[six.range()] ?? 'never';
  return kind === 'public' && !six.match(GLOBAL_UNICAST) ? 'never' : kind;
}

/** Four decimal parts, or IPv6 without a zone: ipaddr.js by itself also takes octal, hexadecimal and short forms. */
function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text)) return ipaddr.IPv6.parse(text);
  return undefined;
}
