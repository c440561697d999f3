import { Socket, type LookupFunction } from 'node:net';

/**
 * Set up before every test file: a connection that would leave this machine fails before it is opened, so that a test
 * of a broken build reaches nobody either.
 */
const isLoopback = (address: string): boolean => /^127\.|^::1$|^localhost$/.test(address);

interface ConnectOptions {
  host?: string;
  lookup?: LookupFunction;
}

const guarded = Symbol.for('codelets.test.loopback-only');
const prototype = Socket.prototype as unknown as Record<PropertyKey, unknown> & {
  connect(...values: unknown[]): unknown;
};
if (!prototype[guarded]) {
  const { connect } = prototype;
  prototype[guarded] = true;
  prototype.connect = function (this: Socket, ...values: unknown[]) {
    const [first] = values;
    const options = (Array.isArray(first) ? first[0] : first) as ConnectOptions;
    const { host = 'localhost', lookup } = options;
    if (/^[\d.]+$|:/.test(host)) check(host);
    else if (lookup) options.lookup = checking(lookup);
    else check(host);
    return connect.apply(this, values);
  };
}

function check(address: string): void {
  if (!isLoopback(address)) throw new Error(`a test connects to ${address}`);
}

function checking(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, address, family) => {
      try {
        for (const one of Array.isArray(address) ? address : [{ address }]) check(one.address);
      } catch (refused) {
        return callback(refused as Error, '', 4);
      }
      return callback(error, address, family);
    });
}
