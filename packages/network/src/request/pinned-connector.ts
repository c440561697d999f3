import type { LookupAddress } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { normalAddress } from '../address/judge-address.js';
import type { ResolvedAddress } from '../address/resolve-host.js';
import { NetworkRefusedError } from '../network-refused-error.js';

type Connector = ReturnType<typeof buildConnector>;

/**
 * Connects to the addresses that were checked and asks no resolver again, whatever the name says by now. TLS still
 * checks the certificate against the name.
 */
export function pinnedConnector(
  build: typeof buildConnector,
  addresses: readonly ResolvedAddress[],
  onSocket: (socket: Socket) => void,
): Connector {
  const connect = build({
    lookup: pinnedLookup(addresses),
    autoSelectFamily: true,
    // No TLS session and no connection outlives its hop.
    maxCachedSessions: 0,
    // NODE_TLS_REJECT_UNAUTHORIZED of the service must not decide for what codelets ask.
    rejectUnauthorized: true,
    // The caller's timer bounds everything together.
    timeout: 0,
    allowH2: false,
  });
  const checked = new Set(addresses.map(({ address }) => normalAddress(address)));
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error) return callback(error, null);
      // Should a later version of Node or undici go around the lookup, nothing is sent.
      if (!checked.has(normalAddress(socket.remoteAddress ?? ''))) {
        socket.destroy();
        return callback(new NetworkRefusedError('private-address'), null);
      }
      onSocket(socket);
      return callback(null, socket);
    });
}

function pinnedLookup(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, addresses as LookupAddress[]);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
}
