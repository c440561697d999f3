import punycode from 'punycode/punycode.es6.js';

interface Options {
  readonly verifyDNSLength?: boolean;
}

/** What may not stand in a domain name (https://url.spec.whatwg.org/#forbidden-domain-code-point), beyond ASCII checks. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Cn}\p{Co}\p{Cs}]/u;
const DOTS = /[\u3002\uff0e\uff61]/g;

/**
 * Stands in for the package tr46, whose tables would make every realm 240 KB larger: names are folded with NFKC and
 * lower case instead of the mapping table, which agrees on all but rare code points. It decides no security question:
 * what a codelet may reach is checked on the trusted side, with the platform's own URL.
 */
export function toASCII(domain: string, { verifyDNSLength = false }: Options = {}): string | null {
  const folded = domain
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(DOTS, '.')
    .replace(/\u00ad/g, '');
  const labels = folded.split('.');
  for (const label of labels) {
    if (UNFIT.test(label) || (label.startsWith('xn--') && !isPunycode(label))) return null;
  }
  const ascii = labels.map((label) => (isAscii(label) ? label : `xn--${punycode.encode(label)}`)).join('.');
  if (verifyDNSLength && (ascii.length === 0 || ascii.length > 253)) return null;
  return ascii;
}

export function toUnicode(domain: string): { domain: string; error: boolean } {
  try {
    return { domain: punycode.toUnicode(domain), error: false };
  } catch {
    return { domain, error: true };
  }
}

function isAscii(label: string): boolean {
  for (let index = 0; index < label.length; index += 1) if (label.charCodeAt(index) > 0x7f) return false;
  return true;
}

function isPunycode(label: string): boolean {
  try {
    const decoded = punycode.decode(label.slice(4));
    return decoded !== '' && !isAscii(decoded);
  } catch {
    return false;
  }
}
