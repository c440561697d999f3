import { NetworkRefusedError } from '../network-refused-error.js';
import { judgeAddress, normalAddress } from './judge-address.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name. Asked once for each hop. */
export type Lookup = (hostname: string) => Promise<readonly { readonly address: string }[]>;

export interface ResolveOptions {
  readonly lookup: Lookup;
  readonly allow_private_networks: boolean;
}

/**
 * The addresses that a hop may connect to. One bad address among several refuses the whole name: a public name that
 * also has a private address is a mistake or an attack, and which of them answered would depend on luck.
 */
export async function resolveHost(
  hostname: string,
  { lookup, allow_private_networks }: ResolveOptions,
): Promise<readonly ResolvedAddress[]> {
  const literal = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  const isLiteral = normalAddress(literal) !== undefined;
  const found = isLiteral ? [{ address: literal }] : await askLookup(hostname, lookup);
  return found.map(({ address }) => {
    const kind = judgeAddress(address);
    // A rule names exactly one origin, so a literal that came this far is named by a rule.
    const isOpen =
      kind === 'public' ||
      (allow_private_networks && (kind === 'private' || (kind === 'metadata' && isLiteral)));
    if (!isOpen) throw new NetworkRefusedError('private-address');
    return { address, family: address.includes(':') ? 6 : 4 };
  });
}

async function askLookup(hostname: string, lookup: Lookup): Promise<readonly { readonly address: string }[]> {
  let found: readonly { readonly address: string }[];
  try {
    found = await lookup(hostname);
  } catch (cause) {
    throw new NetworkRefusedError('failed', { cause });
  }
  if (found.length === 0) throw new NetworkRefusedError('failed');
  return found;
}
